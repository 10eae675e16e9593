import { symbolsIn, type SymbolPart } from '../../template/symbols';
import type { Policy } from '../policy';
import { accountOfArn, arnFields, type RequestPrincipal } from '../principal';
import type { PolicyInput, RequestPolicies } from '../request';

/** Every policy text of a request's policies. */
export function policiesOf(policies: RequestPolicies): readonly Policy[] {
  const inputs: readonly (PolicyInput | undefined)[] = [
    ...policies.identity,
    policies.permissionsBoundary,
    ...(policies.session ?? []),
    policies.resource?.policy,
    ...(policies.scps ?? []).flat(),
    ...(policies.rcps ?? []).flat(),
    policies.endpoint,
  ];
  return inputs.flatMap((input) => (input === undefined || 'unresolved' in input ? [] : ['name' in input ? input.policy : input]));
}

/** Who is named in policies, and in which accounts somebody is. */
export interface Realm {
  readonly principals: readonly RequestPrincipal[];
  readonly accounts: readonly string[];
  readonly partition: string;
  readonly symbols: readonly SymbolPart[];
}

/** @param given texts of the question itself, whose accounts and symbols count too */
export function realmOf(policies: readonly Policy[], given: readonly string[] = []): Realm {
  const elements = policies.flatMap((policy) => policy.statements.flatMap(({ principal }) => (principal === undefined ? [] : [principal])));
  const principals = elements.flatMap((element): readonly RequestPrincipal[] => [
    ...element.aws.flatMap(fromArn),
    ...element.service.map((name): RequestPrincipal => ({ kind: 'service', name })),
    ...element.federated.map((provider): RequestPrincipal => ({ kind: 'federated', provider })),
  ]);
  const texts = [JSON.stringify(policies), ...given];
  const symbols = [...new Map(texts.flatMap(symbolsIn).map((part) => [part.text, part])).values()];
  const conditioned = policies.flatMap((policy) => policy.statements.flatMap(({ conditions }) => conditions.flatMap(({ key, values }) => (/account/i.test(key) ? values : []))));
  const accounts = [
    ...elements.flatMap(({ aws }) => aws.flatMap((text) => (isAccount(text) ? [text] : [accountOfArn(text)]))),
    ...conditioned,
    ...given.flatMap((text) => [text, accountOfArn(text)]),
    symbols.find(({ name }) => name === 'AWS::AccountId')?.text,
  ];
  return {
    principals: unique(principals),
    accounts: [...new Set(accounts.flatMap((text) => (text !== undefined && isAccount(text) ? [text] : [])))],
    partition: symbols.find(({ name }) => name === 'AWS::Partition')?.text ?? partitionIn(texts),
    symbols,
  };
}

/** Users, roles and sessions by their ARN; a role's session is what calls. */
function fromArn(text: string): readonly RequestPrincipal[] {
  if (/[*?]/.test(text)) return [];
  const resource = arnFields(text)[5] ?? '';
  if (text.startsWith('arn:') && resource.startsWith('user/')) return [{ kind: 'user', arn: text }];
  if (text.startsWith('arn:') && resource.startsWith('federated-user/')) return [{ kind: 'federated-user', arn: text }];
  if (text.startsWith('arn:') && resource.startsWith('assumed-role/')) return [sessionFrom(text)];
  if (text.startsWith('arn:') && resource.startsWith('role/')) return [roleSession(text)];
  return symbolsIn(text).some(({ shape }) => shape === 'arn') ? [roleSession(text)] : [];
}

export function roleSession(roleArn: string): RequestPrincipal {
  return { kind: 'role-session', roleArn, sessionName: 'session' };
}

function sessionFrom(arn: string): RequestPrincipal {
  const [, partition = 'aws', , , account = '', resource = ''] = arnFields(arn);
  const [, role = '', session = 'session'] = resource.split('/');
  return { kind: 'role-session', roleArn: `arn:${partition}:iam::${account}:role/${role}`, sessionName: session };
}

/** 12 digits by rule; some documents write others. */
function isAccount(text: string): boolean {
  return /^\d{6,20}$/.test(text) || /^\u27E6[^\u27E7]*AccountId\u27E7$/.test(text);
}

function partitionIn(texts: readonly string[]): string {
  const found = texts.map((text) => /arn:(aws(?:-[a-z]+)*):/.exec(text)?.[1]).find((partition) => partition !== undefined);
  return found ?? 'aws';
}

function unique(principals: readonly RequestPrincipal[]): readonly RequestPrincipal[] {
  return [...new Map(principals.map((principal) => [JSON.stringify(principal), principal])).values()];
}
