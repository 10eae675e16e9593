import { PlatformError } from '../../../contract/platform-error';
import { parseOperatorName } from '../../iam/operators';
import type { ActionElement, Condition, ResourceElement, Statement } from '../../iam/policy';
import type { Resource } from '../../template';
import type { Step } from '../../verdict';
import type { QuestionContext } from '../context';
import { fill } from '../placeholders';
import type { Conditions, DeniedQuestion, Grant } from '../requirement';

/** Something that was written with placeholders, read; or why it cannot be. */
export type Read<T> = { readonly kind: 'read'; readonly value: T } | { readonly kind: 'absent' | 'unknown'; readonly because: Step };

export function read<T>(value: T): Read<T> {
  return { kind: 'read', value };
}

/** Every part read, or the first that cannot be. */
export function allRead<T>(parts: readonly Read<T>[]): Read<readonly T[]> {
  const values: T[] = [];
  for (const part of parts) {
    if (part.kind !== 'read') return part;
    values.push(part.value);
  }
  return read(values);
}

export function actionElement(actions: DeniedQuestion['actions']): ActionElement {
  return 'not' in actions ? { not: true, patterns: actions.not } : { not: false, patterns: actions };
}

export function patternsOf(written: readonly string[], context: QuestionContext, target?: Resource): Read<readonly string[]> {
  const filled = fill(written, context, target);
  return filled.kind === 'filled' ? read(filled.texts) : filled;
}

/** @throws PlatformError ConditionOperatorUnknown */
export function conditionsOf(written: Conditions, context: QuestionContext, target?: Resource): Read<readonly Condition[]> {
  return allRead(Object.entries(written).flatMap(([name, keys]) => {
    const operator = parseOperatorName(name);
    if (operator === undefined) throw new PlatformError([{ code: 'ConditionOperatorUnknown', what: "'when' must use condition operators of the policy language", got: name, fix: 'correct its name' }]);
    return Object.entries(keys).map(([key, values]): Read<Condition> => {
      const filled = fill(typeof values === 'string' ? [values] : values, context, target);
      return filled.kind === 'filled' ? read({ ...operator, key, values: filled.texts }) : filled;
    });
  }));
}

/** A policy that denies what one of the grants covers, so that only the rest is asked about. What a grant names and is not there, it covers nothing of. */
export function denyingAll(grants: readonly Grant[], context: QuestionContext, target?: Resource): Read<readonly Statement[]> {
  const statements = grants.map((grant, index): Read<Statement> => {
    const resources = present(grant.resources ?? ['*'], context, target);
    if (resources.kind !== 'read') return resources;
    const conditions = conditionsOf(grant.when ?? {}, context, target);
    if (conditions.kind !== 'read') return conditions;
    const meant = principalsOf(grant.principals, context, target);
    if (meant.kind !== 'read') return meant;
    return read({
      index, effect: 'Deny', principal: EVERYBODY, action: { not: false, patterns: grant.actions }, resource: { not: false, patterns: resources.value }, conditions: [...conditions.value, ...meant.value],
    });
  });
  return allRead(statements.filter(({ kind }) => kind !== 'absent'));
}

/** The patterns of what is there; absent when none is. */
function present(written: readonly string[], context: QuestionContext, target: Resource | undefined): Read<readonly string[]> {
  const parts = written.map((pattern) => patternsOf([pattern], context, target));
  const found = allRead(parts.filter(({ kind }) => kind !== 'absent'));
  const [first] = parts;
  return found.kind === 'read' && found.value.length === 0 && first !== undefined ? first : found.kind === 'read' ? read(found.value.flat()) : found;
}

/** All principals of a grant are of one kind, since conditions must hold together. */
function principalsOf(principals: Grant['principals'], context: QuestionContext, target: Resource | undefined): Read<readonly Condition[]> {
  if (principals === undefined) return read([]);
  const services = patternsOf(principals.flatMap((one) => ('service' in one ? [one.service] : [])), context, target);
  const arns = patternsOf(principals.flatMap((one) => ('arn' in one ? [one.arn] : [])), context, target);
  if (services.kind !== 'read') return services;
  if (arns.kind !== 'read') return arns;
  if (services.value.length > 0 && arns.value.length > 0) {
    throw new PlatformError([{ code: 'GrantMixesPrincipals', what: "'principals' of a grant must be services or ARNs, not both", got: principals, fix: 'write two grants' }]);
  }
  return read([services.value.length > 0 ? condition('StringLike', 'aws:PrincipalServiceName', services.value) : condition('ArnLike', 'aws:PrincipalArn', arns.value)]);
}

export function condition(operator: string, key: string, values: readonly string[]): Condition {
  return { operator, ifExists: false, key, values };
}

export function resourceElement(patterns: readonly string[], not = false): ResourceElement {
  return { not, patterns };
}

export const EVERYBODY = { not: false, everyone: true, aws: [], service: [], federated: [], canonicalUser: [] } as const;
