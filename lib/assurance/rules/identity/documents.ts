import { policyInput } from '../../access/documents';
import type { Policy } from '../../iam/policy';
import type { PolicyInput } from '../../iam/request';
import { at, isList, isMap, isUnknown, type Resource, type Value } from '../../template';
import { asSymbol } from '../../template/value';
import { unknownOutcome } from '../outcome';
import type { Outcome } from '../rule';

/** A policy document within a resource. */
export interface Document {
  /** Where it stands in the properties. */
  readonly path: readonly (string | number)[];
  readonly input: PolicyInput;
}

/** A document as the evaluator takes it. A text that the template does not tell becomes a symbol that may stand for anything, so that the rest can still be judged. */
export function readDocument(name: string, value: Value): PolicyInput {
  return policyInput(name, opened(value));
}

/** The policy of an input; undefined when its text is not at hand. */
export function policyIn(input: PolicyInput): Policy | undefined {
  if ('unresolved' in input) return undefined;
  return 'name' in input ? input.policy : input;
}

export function documentAt(resource: Resource, ...path: readonly (string | number)[]): Document | undefined {
  const value = at(resource.properties, ...path);
  return value === undefined || value === null ? undefined : { path, input: readDocument(`${resource.logicalId}.${path.join('.')}`, value) };
}

export function unresolved(input: PolicyInput): Outcome {
  return unknownOutcome('unresolved' in input ? { code: 'PolicyUnresolved', policy: input.name, cause: input.unresolved } : { code: 'PolicyUndecided' });
}

function opened(value: Value): Value {
  if (isUnknown(value)) return asSymbol(value);
  if (isList(value)) return value.map(opened);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)])) : value;
}
