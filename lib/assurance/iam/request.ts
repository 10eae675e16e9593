import type { Step } from '../verdict';
import type { ContextInput } from './context';
import type { Policy } from './policy';
import type { RequestPrincipal } from './principal';
import type { WildcardReading } from './resource';
import type { StatementReport } from './statement';
import type { Trilean } from './trilean';

/** One call of one principal. Values may hold symbols. */
export interface AccessRequest {
  readonly principal: RequestPrincipal;
  /** `s3:GetObject`, in any case. */
  readonly action: string;
  /** ARN; `*` for actions on no resource. */
  readonly resource: string;
  /**
   * Condition keys of the call. Keys that follow from the principal (`aws:PrincipalArn`, `aws:PrincipalAccount`, `aws:username` …)
   * are added where they are left out; an empty list makes a key absent.
   */
  readonly context: ContextInput;
  /** Who owns the resource, where neither its ARN nor its policy tells. @default the principal's account */
  readonly resourceAccount?: string;
}

/** A policy; by a name, so that explanations can tell it from others; or one whose text is not at hand, which makes what depends on it unknown. */
export type PolicyInput = Policy | { readonly name: string; readonly policy: Policy } | { readonly name: string; readonly unresolved: Step };

/** A KMS grant. */
export interface KmsGrant {
  readonly granteePrincipal: string;
  /** ARN of the key. */
  readonly key: string;
  /** `Decrypt`, `GenerateDataKey` … */
  readonly operations: readonly string[];
  readonly encryptionContextEquals?: { readonly [name: string]: string };
  readonly encryptionContextSubset?: { readonly [name: string]: string };
}

/** Every policy that has a say in the request. */
export interface RequestPolicies {
  /** Of the user and its groups, or of the role. */
  readonly identity: readonly PolicyInput[];
  readonly permissionsBoundary?: PolicyInput;
  /** Passed when the session was made; none passed is no limit. */
  readonly session?: readonly PolicyInput[];
  /** Of the resource: bucket, key or trust policy and so on. */
  readonly resource?: { readonly policy: PolicyInput; readonly ownerAccount?: string };
  /** Of the principal's account: a list per level, from the organization's root to the account. Leave out in the management account. */
  readonly scps?: readonly (readonly PolicyInput[])[];
  /** Of the resource's account, likewise. */
  readonly rcps?: readonly (readonly PolicyInput[])[];
  /** Of the VPC endpoint that the request passes. */
  readonly endpoint?: PolicyInput;
  readonly kmsGrants?: readonly KmsGrant[];
}

export interface DecideOptions {
  /** @default 'bracketed' */
  readonly wildcards?: WildcardReading;
}

export type Layer = 'identity' | 'permissions-boundary' | 'session' | 'resource' | 'scp' | 'rcp' | 'endpoint';

/** What the policies of one layer say. */
export interface LayerReport {
  readonly layer: Layer;
  /** Of SCPs and RCPs, from 0 at the root. */
  readonly level?: number;
  /** Whether some statement allows the request. */
  readonly allows: Trilean;
  /** Whether some statement denies it. */
  readonly denies: Trilean;
  readonly statements: readonly StatementReport[];
  /** Policies whose text is not at hand. */
  readonly unresolved: readonly Step[];
}

export interface StatementReference {
  readonly layer: Layer;
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
}

/**
 * `deny`: a statement denies it. `implicit-deny`: nothing that would have to allow it does, or not everything.
 * `unknown`: it depends on what the input does not say; never take it for either.
 */
export interface Decision {
  readonly kind: 'allow' | 'deny' | 'implicit-deny' | 'unknown';
  /** The statements that decided: those that deny, or those that grant. */
  readonly decidedBy: readonly StatementReference[];
  readonly because: readonly Step[];
  /** Every layer that had a say, with each of its statements. */
  readonly layers: readonly LayerReport[];
  readonly assumptions: readonly string[];
}
