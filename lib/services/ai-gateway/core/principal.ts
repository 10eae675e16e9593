import type { Scope } from '../../../contract/scopes';

/** Who asks: what a verified token says, and nothing that the request says of itself. */
export interface Principal {
  /** Matches TENANT_PATTERN. */
  readonly tenant: string;
  /** The `sub` claim; for a machine client its client id. */
  readonly subject: string;
  readonly groups: readonly string[];
  readonly scopes: ReadonlySet<Scope>;
}
