import type { Severity } from '../check';

/**
 * Which resources are meant. Every member that is given must match; texts are globs (`*`, `?`), matched whole.
 * A selector that matches nothing is reported: a promise about nothing is not kept.
 */
export interface Selector {
  /** `AWS::S3::Bucket`; one of several. */
  readonly type?: string | readonly string[];
  /** Name of the template (stack). */
  readonly template?: string;
  readonly logicalId?: string;
  /** Construct path: `Data/Lake/*`; one of several. */
  readonly path?: string | readonly string[];
  /** Values of tags. */
  readonly tags?: { readonly [name: string]: string };
  readonly not?: Selector;
}

/** An end of a network question: the internet, an address block, an AWS service by its endpoint, or resources. */
export type NetworkEnd = 'internet' | { readonly cidr: string } | { readonly service: string } | Selector;

/**
 * A question about the network as one control alone would have it, as if all others but routing let everything through: the rules of security groups, or what access
 * lists say of packets that arrive in the subnets of `to`, or that leave those of `from`. What holds so, holds if the other controls fail.
 */
export type Control = 'ingress-rules' | 'egress-rules' | 'arrival-lists' | 'departure-lists';

/** What must hold. Each kind is one module of `questions/`. */
export type Question =
  /** No packet gets from the one to the other. `through: workloads` lets every workload on the way be taken over. */
  | { readonly kind: 'no-path'; readonly from: NetworkEnd; readonly to: NetworkEnd; readonly ports?: string; readonly through?: 'network' | 'workloads'; readonly by?: Control }
  | { readonly kind: 'only-through'; readonly from: NetworkEnd; readonly to: NetworkEnd; readonly through: NetworkEnd }
  /** Whatever `from` reaches is one of `to`. */
  | { readonly kind: 'reaches-only'; readonly from: Selector; readonly to: readonly NetworkEnd[]; readonly ports?: string; readonly by?: Control }
  /** Only these reach it. */
  | { readonly kind: 'reached-only-by'; readonly to: NetworkEnd; readonly from: readonly NetworkEnd[]; readonly ports?: string; readonly by?: Control }
  /** No request is allowed such that … */
  | DeniedQuestion
  /** No role of `principals` can make itself more powerful. */
  | { readonly kind: 'no-escalation'; readonly principals: Selector }
  /** A counterweight to all that is denied: the platform works. */
  | { readonly kind: 'allowed'; readonly principals: Selector; readonly actions: readonly string[]; readonly resources: ResourceEnd; readonly context?: { readonly [key: string]: string }; readonly via?: 'endpoint' }
  /** At least one resource is there: without a trail, no rule about trails can fail. */
  | { readonly kind: 'exists'; readonly resources: Selector }
  /** No such resource is there: what nobody needs, nobody can misuse. */
  | { readonly kind: 'none'; readonly resources: Selector }
  /** The rules hold on the resources, and judge at least one. */
  | { readonly kind: 'rules'; readonly rules: readonly string[]; readonly resources?: Selector };

export interface DeniedQuestion {
  readonly kind: 'denied';
  /**
   * `anyone`: also strangers, services and anonymous callers, whatever their own account permits them. `outsiders`: those of them that are of no account of
   * the templates. `strangers`: those of them whose account and organization no policy of the resource names either. `unprivileged`: anyone, with no permission of their own: what the policy of the resource gives by itself. `holders`: roles and users of the
   * templates, with the permissions they have.
   */
  readonly principals: 'anyone' | 'outsiders' | 'strangers' | 'unprivileged' | 'holders' | Selector;
  /** Principals that are excepted. */
  readonly except?: readonly (Selector | { readonly arn: string } | { readonly service: string })[];
  /** Patterns, or everything but those. */
  readonly actions: readonly string[] | { readonly not: readonly string[] };
  /** `notArns`: whatever has an ARN of none of the patterns. */
  readonly resources: ResourceEnd | { readonly notArns: readonly string[] };
  /** In the language of policy conditions; all must hold: `{ "Bool": { "aws:SecureTransport": "false" } }`. */
  readonly when?: Conditions;
  /** Some statement denies it: it stays denied if another statement, an access control list or the like came to grant it. @default false */
  readonly explicitly?: boolean;
  /** What stays allowed: requests that one of these covers are not asked about. @default - nothing */
  readonly unless?: readonly Grant[];
  /** Also for every role that a principal can come to hold by role chaining. @default false */
  readonly chained?: boolean;
  /** Judge the request as it passes the VPC endpoint of the service. @default - no endpoint policy has a say */
  readonly via?: 'endpoint';
}

/** In the language of policy conditions, all of which must hold: operator, key, value. */
export interface Conditions {
  readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
}

/** Requests that may be allowed. */
export interface Grant {
  readonly actions: readonly string[];
  /** ARN patterns. @default - any resource that is asked about */
  readonly resources?: readonly string[];
  readonly when?: Conditions;
  /** @default - whoever is asked about */
  readonly principals?: readonly ({ readonly arn: string } | { readonly service: string })[];
}

/**
 * Resources of the templates (`below`: the part under their ARN, empty for the resource itself and nothing under it), or ARN patterns of any.
 *
 * In ARN patterns and in the values of conditions, `${AWS::AccountId}`, `${AWS::Region}` and `${AWS::Partition}` stand for those of the templates,
 * `${Target.Arn}` and `${Target.Properties.<path>}` for an attribute or property of the resource that is asked about, and
 * `${<construct path or template.LogicalId>.<attribute>}` for those of any resource (the path may be a glob). `${aws:username}` and the like stay policy variables.
 */
export type ResourceEnd = (Selector & { readonly below?: string }) | { readonly arns: readonly string[] };

/** A promise that is proved, refuted with a witness, or unknown. */
export interface Requirement {
  /** Stable; of the platform's own: `<control>.<what>` such as `DAT-01.wrong-key`. */
  readonly id: string;
  /** What holds when it is proved. */
  readonly title: string;
  readonly controls: readonly string[];
  /** @default 'error' */
  readonly severity?: Severity;
  /** What to change when it does not hold. */
  readonly fix?: string;
  /** What it comes to where a selector of the question matches nothing. @default 'refuted' - a promise about nothing is not kept */
  readonly whenAbsent?: 'refuted' | 'not-applicable';
  readonly question: Question;
}
