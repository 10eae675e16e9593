import { any, type Trilean } from '../../iam/trilean';
import { at, isList, isMap, isUnknown, list, stringsIn, text, type Resource, type Value } from '../../template';
import { asSymbol } from '../../template/value';
import type { Step } from '../../verdict';
import { policyDocument } from '../data/json-text';
import { every, PASS, unknownOutcome } from '../outcome';
import type { Finding, Outcome } from '../rule';
import { coversAction } from './wildcards';

/** A policy document as it is written, also where it would not be accepted. */
export interface Written {
  /** Where it stands in the properties. */
  readonly path: readonly (string | number)[];
  readonly value: Value;
}

/** A statement as it is written. */
export interface WrittenStatement {
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly value: Value;
}

/** Types whose resources grant permissions to identities. */
export const IDENTITY_POLICIES: readonly string[] = [
  'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy', 'AWS::SSO::PermissionSet',
];

/** The documents in which such a resource grants something; trust is not among them. */
export function grantsOf(resource: Resource): readonly Written[] | Step {
  const { type, properties } = resource;
  const single = ['PolicyDocument', ...(type === 'AWS::SSO::PermissionSet' ? ['InlinePolicy'] : [])].flatMap((name) => documentAt(resource, name));
  const inline = list(at(properties, 'Policies'));
  if (isUnknown(inline)) return { ...inline.cause, property: 'Policies' };
  return [...single, ...(inline ?? []).flatMap((_, index) => documentAt(resource, 'Policies', index, 'PolicyDocument'))];
}

export function trustOf(resource: Resource): readonly Written[] {
  return documentAt(resource, 'AssumeRolePolicyDocument');
}

/** Judges every statement that allows something. Where it cannot be told whether a statement allows or denies, what would be wrong is unknown. */
export function everyAllow(documents: readonly Written[] | Step, judge: (statement: WrittenStatement) => Outcome): Outcome {
  if ('code' in documents) return unknownOutcome(documents);
  return every([PASS, ...documents.flatMap((document) => {
    const statements = statementsOf(document);
    if ('code' in statements) return [unknownOutcome(statements)];
    return statements.map((statement) => {
      const effect = text(at(statement.value, 'Effect'));
      if (effect === 'Deny') return PASS;
      const outcome = judge(statement);
      return outcome.kind === 'fail' && effect !== 'Allow' ? unknownOutcome({ code: 'EffectNotTold', statement: statement.name }) : outcome;
    });
  })]);
}

function statementsOf({ path, value }: Written): readonly WrittenStatement[] | Step {
  const read = policyDocument(value);
  if ('code' in read) return { ...read, property: path.join('.') };
  const statement = at(read.value, 'Statement');
  if (isUnknown(statement)) return { ...statement.cause, property: [...path, 'Statement'].join('.') };
  const items = statement === undefined || statement === null ? [] : isList(statement) ? statement : [statement];
  const strange = items.find((item) => !isMap(item));
  if (strange !== undefined) return isUnknown(strange) ? { ...strange.cause, property: path.join('.') } : { code: 'StatementNotTold', property: path.join('.'), got: String(text(strange)) };
  return items.map((item, index) => {
    const sid = text(at(item, 'Sid'));
    return { value: item, path: [...path, 'Statement', index], name: typeof sid === 'string' && sid !== '' ? sid : [...path, `Statement[${index}]`].join('.') };
  });
}

/** Texts of an element, one or a list; what cannot be told is a symbol that may stand for anything. */
export function textsOf({ value }: WrittenStatement, element: string): readonly string[] {
  return textsIn(at(value, element));
}

/** Which of some actions the statement names, surely or perhaps. */
export function coveredBy(statement: WrittenStatement, actions: readonly string[]): { readonly result: Trilean; readonly actions: readonly string[] } {
  const patterns = textsOf(statement, 'Action');
  const found = actions.map((action) => ({ action, result: any(patterns.map((pattern) => coversAction(pattern, action))) }));
  const result = any(found.map((each) => each.result));
  return { result, actions: found.filter((each) => each.result === result).map(({ action }) => action) };
}

export function has({ value }: WrittenStatement, element: string): boolean {
  return isMap(value) && Object.hasOwn(value, element);
}

/** Principals of a type; `*` where the element is everybody. An element that is not told may hold any type. */
export function principalsOf({ value }: WrittenStatement, type: string): readonly string[] {
  const principal = at(value, 'Principal');
  return isMap(principal) ? textsIn(at(principal, type)) : type === 'AWS' || textsIn(principal).some(mayBeAnything) ? textsIn(principal) : [];
}

/** Keys of the conditions with their operators and values. */
export function conditionsOf({ value }: WrittenStatement): readonly { readonly operator: string; readonly key: string; readonly values: readonly string[] }[] {
  const block = at(value, 'Condition');
  if (!isMap(block)) return [];
  return Object.entries(block).flatMap(([operator, tests]) => (isMap(tests) ? Object.entries(tests).map(([key, tested]) => ({ operator, key, values: textsIn(tested) })) : []));
}

/** Whether some text passes the test; one that is not told may. */
export function some(texts: readonly string[], test: (text: string) => boolean): Trilean {
  return texts.some(test) ? 'yes' : texts.some(mayBeAnything) ? 'unknown' : 'no';
}

/** A text that is nothing but a symbol of which nothing is known. */
export function mayBeAnything(written: string): boolean {
  return /^\u27E6[^\u27E7]*~any\u27E7$/.test(written);
}

/** Refuses the statement where a test is met, and doubts it where it may be. */
export function refuse(statement: WrittenStatement, met: Trilean, code: string, details: { readonly [detail: string]: unknown } = {}): Outcome {
  if (met === 'no') return PASS;
  if (met === 'unknown') return unknownOutcome({ code: 'StatementUndecided', statement: statement.name, question: code });
  const finding: Finding = { id: statement.name, path: statement.path, because: [{ code, statement: statement.name, ...details }] };
  return { kind: 'fail', findings: [finding] };
}

function documentAt(resource: Resource, ...path: readonly (string | number)[]): readonly Written[] {
  const value = at(resource.properties, ...path);
  return value === undefined || value === null ? [] : [{ path, value }];
}

function textsIn(value: Value | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  const items = isList(value) ? value : [value];
  return items.flatMap((item) => (isUnknown(item) ? [asSymbol(item)] : isMap(item) ? stringsIn(item) : [String(item)]));
}
