import { decide } from './decide';
import type { ContextInput } from './context';
import type { RequestPrincipal } from './principal';
import type { DecideOptions, Decision, PolicyInput, RequestPolicies } from './request';

/** A role that may be assumed, with the policies that its sessions live under. */
export interface AssumableRole {
  readonly arn: string;
  /** @default the account of the ARN */
  readonly account?: string;
  readonly trustPolicy: PolicyInput;
  readonly identity: readonly PolicyInput[];
  readonly permissionsBoundary?: PolicyInput;
  readonly scps?: RequestPolicies['scps'];
}

/** Whoever starts the chain, with the policies that it lives under. */
export interface ChainStart {
  readonly principal: RequestPrincipal;
  readonly policies: Omit<RequestPolicies, 'resource'>;
}

export interface ChainOptions extends DecideOptions {
  /** Condition keys that the call carries: `sts:ExternalId`, MFA, tags. @default none */
  readonly context?: (role: AssumableRole) => ContextInput;
  /** @default 'session' */
  readonly sessionName?: string;
}

export interface ReachedRole {
  readonly role: string;
  /** Roles that were assumed before it, in order; empty for one that the start assumes itself. */
  readonly via: readonly string[];
  /** `unknown`: some step of the chain is. */
  readonly certain: boolean;
  /** Of the last step. */
  readonly decision: Decision;
}

/**
 * The roles that a principal can come to hold by assuming role after role, each by a shortest chain, certain chains before doubtful ones.
 * A role that is assumed replaces what was held before.
 */
export function reachableRoles(start: ChainStart, roles: readonly AssumableRole[], options: ChainOptions = {}): readonly ReachedRole[] {
  const reached = new Map<string, ReachedRole>();
  for (const certain of [true, false]) spread(start, roles, options, reached, certain);
  return [...reached.values()];
}

interface Holder {
  readonly start: ChainStart;
  readonly chain: readonly string[];
}

/** Breadth first; the second pass also follows steps that are not certain. */
function spread(start: ChainStart, roles: readonly AssumableRole[], options: ChainOptions, reached: Map<string, ReachedRole>, certain: boolean): void {
  const visited = new Set<string>();
  let holders: readonly Holder[] = [{ start, chain: [] }];
  while (holders.length > 0) {
    holders = holders.flatMap((holder) =>
      roles.flatMap((role): readonly Holder[] => {
        if (visited.has(role.arn)) return [];
        const decision = assumption(holder.start, role, options);
        if (decision.kind !== 'allow' && (certain || decision.kind !== 'unknown')) return [];
        visited.add(role.arn);
        if (!reached.has(role.arn)) reached.set(role.arn, { role: role.arn, via: holder.chain, certain, decision });
        return [{ start: sessionOf(role, options), chain: [...holder.chain, role.arn] }];
      }),
    );
  }
}

function assumption({ principal, policies }: ChainStart, role: AssumableRole, options: ChainOptions): Decision {
  const context = options.context?.(role) ?? new Map<string, string>();
  const resource = { policy: role.trustPolicy, ...(role.account === undefined ? {} : { ownerAccount: role.account }) };
  return decide({ principal, action: assumeAction(principal), resource: role.arn, context }, { ...policies, resource }, options);
}

function assumeAction(principal: RequestPrincipal): string {
  if (principal.kind !== 'federated') return 'sts:AssumeRole';
  return principal.provider.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
}

function sessionOf(role: AssumableRole, options: ChainOptions): ChainStart {
  const { arn, account, identity, permissionsBoundary, scps } = role;
  const principal = { kind: 'role-session', roleArn: arn, sessionName: options.sessionName ?? 'session', ...(account === undefined ? {} : { account }) } as const;
  return { principal, policies: { identity, ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }), ...(scps === undefined ? {} : { scps }) } };
}
