import type { AccessRequest, Decision } from './iam/request';
import type { Path } from './network';
import type { Acknowledgement, Position, Value } from './template';
import type { Verdict } from './verdict';

/** The resource that a check is about. */
export interface Subject {
  /** `<template>.<LogicalId>`. */
  readonly id: string;
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  /** Construct path, where CDK wrote it. */
  readonly path?: string;
  readonly position: Position;
}

/** What a person can replay: the property that is wrong, the request that is allowed, or the way that packets take. */
export type Witness =
  | { readonly kind: 'property'; readonly path: readonly (string | number)[]; readonly got: Value | undefined }
  | { readonly kind: 'request'; readonly request: AccessRequest; readonly decision: Decision }
  | { readonly kind: 'path'; readonly path: Path };

export type Severity = 'error' | 'warning';

/** One question that was asked, and its answer. */
export interface Check {
  readonly source: 'rule' | 'requirement';
  /** Id of the rule or requirement. */
  readonly id: string;
  /** What holds when the verdict is `proved`. */
  readonly title: string;
  /** Rows of the control catalogue. */
  readonly controls: readonly string[];
  readonly severity: Severity;
  /** What to change when it does not hold. */
  readonly fix: string;
  /** Undefined for a question about no single resource. */
  readonly subject?: Subject;
  /** Tells apart several answers about one subject: a port, a statement, another end of a path. */
  readonly finding?: string;
  readonly verdict: Verdict<Witness>;
  /** A refutation, or something unknown, that somebody answers for. It still shows; it does not fail. */
  readonly acknowledgement?: Acknowledgement;
  /** An acknowledgement that ran out: it excuses nothing, and shows. */
  readonly lapsed?: Acknowledgement;
}

export type { Acknowledgement };
