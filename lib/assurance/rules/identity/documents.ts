import { policyInput } from '../../access/documents';
import type { Policy, Statement } from '../../iam/policy';
import type { PolicyInput } from '../../iam/request';
import { at, isList, isMap, isUnknown, list, type Resource, type Value } from '../../template';
import { asSymbol } from '../../template/value';
import { every, PASS, unknownOutcome } from '../outcome';
import type { Finding, Outcome } from '../rule';

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

/** Types whose resources grant permissions to identities. */
export const IDENTITY_POLICY_TYPES: readonly string[] = [
  'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy', 'AWS::SSO::PermissionSet',
];

/** The documents in which such a resource grants something; trust is not among them. */
export function identityDocuments(resource: Resource): readonly Document[] | Outcome {
  if (resource.type === 'AWS::SSO::PermissionSet') return [documentAt(resource, 'InlinePolicy')].flatMap((document) => document ?? []);
  const own = documentAt(resource, 'PolicyDocument');
  if (own !== undefined) return [own];
  const inline = list(at(resource.properties, 'Policies'));
  if (isUnknown(inline)) return unknownOutcome({ ...inline.cause, property: 'Policies' });
  return (inline ?? []).flatMap((_, index) => documentAt(resource, 'Policies', index, 'PolicyDocument') ?? []);
}

/** Judges every statement of the documents; a document that cannot be read is unknown. */
export function everyStatement(documents: readonly Document[] | Outcome, judge: (statement: Statement, document: Document, policy: Policy) => Outcome): Outcome {
  if (!isDocuments(documents)) return documents;
  return every([
    PASS,
    ...documents.flatMap((document) => {
      const policy = policyIn(document.input);
      if (policy === undefined) return [unresolved(document.input)];
      return policy.statements.map((statement) => judge(statement, document, policy));
    }),
  ]);
}

export function unresolved(input: PolicyInput): Outcome {
  return unknownOutcome('unresolved' in input ? { code: 'PolicyUnresolved', policy: input.name, cause: input.unresolved } : { code: 'PolicyUndecided' });
}

/** Names a statement in findings. */
export function inStatement({ path }: Document, { index, sid }: Statement, code: string, details: { readonly [detail: string]: unknown } = {}): Finding {
  return { id: sid ?? [...path, `Statement[${index}]`].join('.'), path: [...path, 'Statement', index], because: [{ code, statement: sid ?? index, ...details }] };
}

function isDocuments(value: readonly Document[] | Outcome): value is readonly Document[] {
  return Array.isArray(value);
}

function opened(value: Value): Value {
  if (isUnknown(value)) return asSymbol(value);
  if (isList(value)) return value.map(opened);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)])) : value;
}
