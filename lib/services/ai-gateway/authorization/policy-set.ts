import { policySetTextToParts, policyToJson, preparsePolicySet, preparseSchema, validate, type DetailedError, type PolicySet } from '@cedar-policy/cedar-wasm/nodejs';
import { throwProblems, type Problem } from '../../../contract/platform-error';
import type { PolicyFile, PolicyFiles } from './policy-files';

/** Names under which Cedar holds the parsed schema and policies. */
export interface ParsedPolicies {
  readonly schema: string;
  readonly policies: string;
}

const CORRECT = 'correct the policy';

let parsedSets = 0;

/** Parses and checks all policies against the schema. Throws PlatformError with every problem of every file. */
export function parsePolicies({ schema, policies: files }: PolicyFiles): ParsedPolicies {
  const name = `gateway-${++parsedSets}`;
  throwProblems(asProblems('PolicySchemaInvalid', schema.file, preparseSchema(name, schema.text), 'use the schema that belongs to this version of the gateway'));
  const read = files.map(partsOf);
  throwProblems(read.flatMap(({ problems }) => problems));
  const policies = read.flatMap(({ parts }) => parts).map((policy, index) => ({ ...policy, id: `policy-${index + 1}` }));
  const set: PolicySet = { staticPolicies: Object.fromEntries(policies.map(({ id, text }) => [id, text])) };
  throwProblems(validationProblems(schema.text, set, new Map(policies.map(({ id, where }) => [id, where]))));
  throwProblems(asProblems('PolicyInvalid', 'all files', preparsePolicySet(name, set), CORRECT));
  return { schema: name, policies: name };
}

interface Part {
  readonly text: string;
  /** File, and the policy's @id or number in it. */
  readonly where: string;
}

function partsOf({ file, text }: PolicyFile): { readonly parts: readonly Part[]; readonly problems: readonly Problem[] } {
  const answer = policySetTextToParts(text);
  if (answer.type === 'failure') return { parts: [], problems: asProblems('PolicyInvalid', file, answer, CORRECT) };
  if (answer.policy_templates.length > 0) return { parts: [], problems: [{ code: 'PolicyTemplate', what: 'a policy must have no slots', where: file, fix: 'write out principal and resource' }] };
  if (answer.policies.length === 0) return { parts: [], problems: [{ code: 'PolicyFileEmpty', what: 'a policy file must hold at least one policy', where: file, fix: 'write a policy, or take the file out of the configuration' }] };
  return { parts: answer.policies.map((policy, index) => ({ text: policy, where: `${file}, ${annotatedId(policy) ?? `policy ${index + 1}`}` })), problems: [] };
}

/** Warnings count too: a `forbid` that can never apply, or an identifier in look-alike letters, protects nobody. */
function validationProblems(schema: string, policies: PolicySet, places: ReadonlyMap<string, string>): Problem[] {
  const answer = validate({ schema, policies });
  if (answer.type === 'failure') return asProblems('PolicyInvalid', 'all files', answer, CORRECT);
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => problem('PolicyInvalid', places.get(policyId) ?? policyId, error, CORRECT));
}

function annotatedId(text: string): string | undefined {
  const answer = policyToJson(text);
  return answer.type === 'success' ? answer.json.annotations?.id : undefined;
}

function asProblems(code: string, where: string, answer: { readonly type: 'success' } | { readonly type: 'failure'; readonly errors: readonly DetailedError[] }, fix: string): Problem[] {
  return answer.type === 'success' ? [] : answer.errors.map((error) => problem(code, where, error, fix));
}

function problem(code: string, where: string, { message, help, sourceLocations }: DetailedError, fix: string): Problem {
  const label = sourceLocations?.[0]?.label;
  return { code, where, what: `policies must be valid: ${message}${typeof label === 'string' ? ` (${label})` : ''}`, fix: help ?? fix };
}
