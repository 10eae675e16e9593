import type { AccessModel } from '../access';
import type { Severity, Witness } from '../check';
import type { NetworkModel, Reachability } from '../network';
import type { Resource, Value } from '../template';
import type { Step } from '../verdict';

/** One way in which a resource breaks a rule. */
export interface Finding {
  /** Tells it from other findings of the rule on the resource: `tcp/22`, `Statement[3]`. @default - there is only one */
  readonly id?: string;
  /** Where in `Properties`. @default - the resource as a whole */
  readonly path?: readonly (string | number)[];
  readonly got?: Value;
  /** What a person can replay. @default - the property at the path */
  readonly witness?: Witness;
  readonly because: readonly Step[];
}

/**
 * `unknown`: it depends on what the template does not tell; never a pass and never a fake failure.
 * `skip`: the rule does not apply to this resource.
 */
export type Outcome =
  | { readonly kind: 'pass'; readonly because?: readonly Step[] }
  | { readonly kind: 'fail'; readonly findings: readonly Finding[] }
  | { readonly kind: 'unknown'; readonly because: readonly Step[] }
  | { readonly kind: 'skip'; readonly because: readonly Step[] };

/** One self-consistent state of the templates, for rules that look at several resources together. */
export interface RuleContext {
  readonly resources: readonly Resource[];
  ofType(...types: readonly string[]): readonly Resource[];
  /** The resource that a text identifies: what Ref or an attribute of it returns. */
  named(text: string): Resource | undefined;
  /** Whether a parameter hides what is typed in (`NoEcho`), by `<template>.<Parameter>`. @default - not told */
  readonly hiddenParameters?: ReadonlyMap<string, boolean>;
  /** IAM as the templates set it up; computed once. */
  access(): AccessModel;
  /** The network as the templates set it up; computed once. */
  network(): { readonly model: NetworkModel; readonly reachability: Reachability };
}

/** A control that every resource of some types must keep, by itself or together with others. */
export interface Rule {
  /** PascalCase, stable: part of the public contract. */
  readonly id: string;
  /** What holds when it passes, in lower case: `bucket keeps versions`. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  /** Rows of the control catalogue: `DAT-05`. */
  readonly controls: readonly string[];
  /** Resource types that the rule judges. */
  readonly types: readonly string[];
  readonly check: (resource: Resource, context: RuleContext) => Outcome;
}
