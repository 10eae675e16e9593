import { accessOf, type AccessModel, type AccessOptions } from '../../../../lib/assurance/access';
import { decide } from '../../../../lib/assurance/iam/decide';
import type { RequestPrincipal } from '../../../../lib/assurance/iam/principal';
import { ACCOUNT, factsOf } from '../template/resolved';

/** A question about one request, asked by logical ids of a template `T`. */
export interface Question {
  /** A role or user of the template, or somebody else. */
  readonly as: string | RequestPrincipal;
  readonly action: string;
  /** The resource of the template that it is about. */
  readonly on?: string;
  /** ARN, or what follows the ARN of `on`. */
  readonly resource?: string;
  readonly context?: { readonly [key: string]: string };
  /** VPC endpoint. */
  readonly via?: string;
}

export const STRANGER: RequestPrincipal = { kind: 'user', arn: 'arn:aws:iam::999988887777:user/mallory' };
export const ANONYMOUS: RequestPrincipal = { kind: 'anonymous' };

export function service(name: string): RequestPrincipal {
  return { kind: 'service', name: `${name}.amazonaws.com` };
}

export function modelOf(resources: string, options?: AccessOptions): AccessModel {
  const yaml = /^Resources:/m.test(resources) ? resources : `Resources:\n${resources.replace(/^(?=.)/gm, '  ')}`;
  const [variant, ...more] = factsOf(yaml).variants();
  if (variant === undefined || more.length > 0) throw new Error('a case must have one variant');
  return accessOf(variant.resources, { accountId: ACCOUNT.accountId, ...options });
}

/** What the concrete evaluator answers on the policies that the model gives it. */
export function answer(model: AccessModel, { as, action, on, resource, context, via }: Question): string {
  const holder = typeof as === 'string' ? model.holder(`T.${as}`) : undefined;
  if (typeof as === 'string' && holder === undefined) throw new Error(`no holder ${as}`);
  const target = on === undefined ? undefined : model.protected(`T.${on}`);
  if (on !== undefined && target === undefined) throw new Error(`no resource ${on}`);
  const arn = target === undefined ? (resource ?? '*') : `${target.arns[0] ?? ''}${resource ?? ''}`;
  const principal = typeof as === 'string' ? holder?.principal : as;
  if (principal === undefined) throw new Error('nobody asks');
  const policies = model.policiesFor(holder, target, via === undefined ? undefined : `T.${via}`);
  return decide({ principal, action, resource: arn, context: new Map(Object.entries(context ?? {})) }, policies).kind;
}
