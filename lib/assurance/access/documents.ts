import { PlatformError } from '../../contract/platform-error';
import { parsePolicy } from '../iam/parse-policy';
import type { Policy } from '../iam/policy';
import type { PolicyInput } from '../iam/request';
import { isList, isMap, isUnknown, loneSymbol, unknownsIn, type Value } from '../template';
import type { Step } from '../verdict';

/**
 * A policy document of a template: a map, or JSON text. What cannot be read, because the template does not tell it or because it is no policy,
 * is unresolved with its cause: nothing is thrown, since the other policies can still be judged.
 */
export function policyInput(name: string, value: Value): PolicyInput {
  const read = typeof value === 'string' ? fromText(value) : { value };
  if ('cause' in read) return { name, unresolved: read.cause };
  const [first] = unknownsIn(read.value);
  if (first !== undefined) return { name, unresolved: { ...first.unknown.cause, path: first.path } };
  try {
    return { name, policy: parsePolicy(plain(read.value), name) };
  } catch (error) {
    if (PlatformError.isPlatformError(error)) return { name, unresolved: { code: 'PolicyMalformed', problems: error.problems } };
    throw error;
  }
}

export function nameOf(input: PolicyInput): string {
  return 'name' in input ? input.name : (input.id ?? 'policy');
}

/** The policy's text; undefined when it is not at hand. */
export function policyOf(input: PolicyInput): Policy | undefined {
  if ('unresolved' in input) return undefined;
  return 'name' in input ? input.policy : input;
}

/** A policy that may belong here, or may not: whatever it says is undecided, and nothing else is. */
export function doubtful(input: PolicyInput, cause: Step): PolicyInput {
  const policy = policyOf(input);
  if (policy === undefined) return input;
  // a condition without values is undecided for every request; its key names the doubt in explanations
  const doubt = { operator: 'StringEquals', ifExists: false, key: `${cause.code} ${nameOf(input)}`, values: [] };
  return { name: nameOf(input), policy: { ...policy, statements: policy.statements.map((statement) => ({ ...statement, conditions: [...statement.conditions, doubt] })) } };
}

/** Several resource policies as one, each statement read as in its own document. A part whose text is not at hand may say anything. */
export function together(name: string, inputs: readonly PolicyInput[]): PolicyInput | undefined {
  const [first, ...more] = inputs;
  if (first === undefined || more.length === 0) return first;
  const known = inputs.map((input) => policyOf(input) ?? mayBeAnything(input));
  const statements = known.flatMap((policy) => inCurrentVersion(policy).statements).map((statement, index) => ({ ...statement, index }));
  return { name, policy: { version: '2012-10-17', statements } };
}

function mayBeAnything(input: PolicyInput): Policy {
  const principal = { not: false, everyone: true, aws: [], service: ['*'], federated: ['*'], canonicalUser: [] };
  const everything = { not: false, patterns: ['*'] };
  const doubt = { operator: 'StringEquals', ifExists: false, key: `PolicyUnresolved ${nameOf(input)}`, values: [] };
  const say = (effect: 'Allow' | 'Deny', index: number) => ({ index, effect, principal, action: everything, resource: everything, conditions: [doubt] });
  return { version: '2012-10-17', statements: [say('Allow', 0), say('Deny', 1)] };
}

/** The same policy in version 2012-10-17: in the old one `${` is ordinary text. */
export function inCurrentVersion(policy: Policy): Policy {
  if (policy.version === '2012-10-17') return policy;
  const escaped = (text: string): string => text.replaceAll('${', '${$}{');
  return {
    version: '2012-10-17',
    statements: policy.statements.map(({ resource, conditions, ...statement }) => ({
      ...statement,
      ...(resource === undefined ? {} : { resource: { ...resource, patterns: resource.patterns.map(escaped) } }),
      conditions: conditions.map((condition) => ({ ...condition, values: condition.values.map(escaped) })),
    })),
  };
}

function fromText(text: string): { readonly value: Value } | { readonly cause: Step } {
  if (loneSymbol(text) !== undefined) return { cause: { code: 'PolicyTextNotTold', text } };
  try {
    return { value: readJson(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { cause: { code: 'PolicyNotJson', message: error.message } };
    throw error;
  }
}

function readJson(text: string): Value {
  return JSON.parse(text);
}

/** CloudFormation hands scalars on as text: `AWS: 111122223333` is an account. */
function plain(value: Value): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isUnknown(value)) return value;
  if (isList(value)) return value.map(plain);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])) : value;
}
