import type { RequestPrincipal } from '../iam/principal';
import type { PolicyInput, RequestPolicies } from '../iam/request';
import type { Resource } from '../template';

/** A role or user of the templates, with everything that says what it may do. */
export interface Holder {
  /** `<template>.<LogicalId>`. */
  readonly id: string;
  readonly kind: 'role' | 'user';
  readonly arn: string;
  /** Its session, or the user itself. */
  readonly principal: RequestPrincipal;
  /** Inline, attached (of the templates, of AWS), and of its groups. */
  readonly identity: readonly PolicyInput[];
  /** ARNs of the managed policies among them, those of AWS aside. */
  readonly managedPolicies: readonly string[];
  readonly permissionsBoundary?: PolicyInput;
  /** Of a role. */
  readonly trust?: PolicyInput;
  readonly resource: Resource;
}

/** Something that a request can be about: a bucket, key, secret, queue, topic, function, repository, table, domain, API … */
export interface ProtectedResource {
  readonly id: string;
  readonly resource: Resource;
  /** Service prefix of its actions: `s3`. */
  readonly service: string;
  /** Its own ARN, and patterns for what lies below it: `arn:…:bucket`, `arn:…:bucket/*`. */
  readonly arns: readonly string[];
  /** Resource policy: every policy resource that names it, put together; undefined when it has none. */
  readonly policy?: PolicyInput;
  /** A policy resource of the templates may belong to it, or may not. */
  readonly doubtfulPolicies: readonly PolicyInput[];
}

/** IAM as some templates set it up, in one state of their conditions. */
export interface AccessModel {
  readonly holders: readonly Holder[];
  readonly resources: readonly ProtectedResource[];
  /** VPC endpoints with their policies, by service (`s3`, `kms`). */
  readonly endpoints: readonly { readonly id: string; readonly service: string; readonly policy: PolicyInput | undefined; readonly resource: Resource }[];
  /** The holder that a principal's ARN, or a resource's id, names. */
  holder(idOrArn: string): Holder | undefined;
  protected(idOrArn: string): ProtectedResource | undefined;
  /** What has a say when a holder, or anybody else, asks for something. `via`: id of the VPC endpoint that the request passes. */
  policiesFor(principal: Holder | undefined, target: ProtectedResource | undefined, via?: string): RequestPolicies;
  /** Holders that a principal can come to hold by role chaining, itself included; `certain` false where a step cannot be told. */
  reachableFrom(holder: Holder): readonly { readonly holder: Holder; readonly via: readonly string[]; readonly certain: boolean }[];
}

export type { RequestPrincipal };
