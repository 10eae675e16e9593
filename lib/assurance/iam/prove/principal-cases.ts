import { accountOf, principalKeys, type RequestPrincipal } from '../principal';
import type { Language, Token } from './automata/language';
import { and, type Formula } from './formula';
import type { Reading } from './lexicon';
import { roleSession, type Realm } from './realm';
import { keyDimension } from './schema';
import type { Point } from './search-requests';
import type { Translation } from './statement-formula';

/**
 * A set of principals that every Principal element treats alike. Together the cases hold everybody, but for the roles that services keep for themselves.
 */
export interface PrincipalCase {
  /** One of them. */
  readonly principal: RequestPrincipal;
  /** What requests of the case carry. */
  readonly carries: Formula;
  /** Whether the account is one that no policy names: never the resource's. */
  readonly foreign: boolean;
  /** The principal of a point. */
  readonly build: (point: Point) => RequestPrincipal;
}

const PLAIN: Reading = { wildcards: false, caseless: false, segmentwise: false, variables: false };
const GLOB: Reading = { ...PLAIN, wildcards: true };
const ARN_KEY = 'aws:principalarn';
const ACCOUNT_KEY = 'aws:principalaccount';
const USERNAME_KEY = 'aws:username';

/** Keys that requests of other kinds of principals do not carry. */
const ONLY_OF: readonly { readonly kinds: readonly RequestPrincipal['kind'][]; readonly keys: readonly string[] }[] = [
  { kinds: ['user'], keys: [USERNAME_KEY] },
  { kinds: ['service'], keys: ['aws:principalservicename', 'aws:principalservicenameslist'] },
  { kinds: ['root', 'user', 'role-session', 'federated-user'], keys: [ARN_KEY, ACCOUNT_KEY, 'aws:principalorgid', 'aws:principalorgpaths'] },
];

/** One principal that the question names. */
export function fixedCase(principal: RequestPrincipal, translation: Translation): PrincipalCase {
  const known = [...principalKeys(principal)].filter(([key]) => translation.schema.tests(key));
  const carried = known.map(([key, value]) => equals(key, typeof value === 'string' ? [value] : value, translation));
  return { principal, carries: and([...carried, ...lacks(principal.kind, translation)]), foreign: false, build: () => principal };
}

/** Everybody: those that policies name, and of each account and kind the others. */
export function anyoneCases(realm: Realm, translation: Translation): readonly PrincipalCase[] {
  const named = realm.principals.map((principal) => fixedCase(principal, translation));
  const others = [...realm.accounts, undefined].flatMap((account) => othersOf(account, realm, translation));
  const outside: readonly RequestPrincipal[] = [
    { kind: 'anonymous' },
    { kind: 'service', name: unlike(realm, 'service.amazonaws.com') },
    { kind: 'federated', provider: unlike(realm, 'provider.example.com') },
  ];
  return [...named, ...others, ...outside.map((principal) => fixedCase(principal, translation))];
}

/** Principals of an account that no policy names; of no account given: those of an account that no policy names. */
function othersOf(account: string | undefined, realm: Realm, translation: Translation): readonly PrincipalCase[] {
  const number = account ?? freshAccount(realm);
  const arn = (type: string, name: string): string => `arn:${realm.partition}:${type === 'federated-user' ? 'sts' : 'iam'}::${number}:${type}/${unlike(realm, name)}`;
  const root: RequestPrincipal = { kind: 'root', account: number, partition: realm.partition };
  const kinds: readonly RequestPrincipal[] = [roleSession(arn('role', 'SomeRole')), { kind: 'user', arn: arn('user', 'somebody') }, root, { kind: 'federated-user', arn: arn('federated-user', 'guest') }];
  return kinds.map((principal) => ({
    principal,
    carries: and([...accountCarried(account, realm, translation), ...arnCarried(principal, account, realm, translation), ...typeCarried(principal, translation), ...lacks(principal.kind, translation)]),
    foreign: account === undefined,
    build: (point) => built(principal, point, number),
  }));
}

function accountCarried(account: string | undefined, realm: Realm, translation: Translation): readonly Formula[] {
  if (account !== undefined) return translation.schema.tests(ACCOUNT_KEY) || translation.schema.tests(ARN_KEY) ? [equals(ACCOUNT_KEY, [account], translation)] : [];
  const digits = translation.lexicon.language([Array.from({ length: 12 }, (): Token => ({ kind: 'one', charClass: 'digits' }))]);
  return [text(ACCOUNT_KEY, digits, true), ...realm.accounts.map((known) => text(ACCOUNT_KEY, translation.lexicon.patterns([known], PLAIN), false))];
}

/** The ARN lies in the account, and is none that a policy names. */
function arnCarried(principal: RequestPrincipal, account: string | undefined, realm: Realm, translation: Translation): readonly Formula[] {
  const { lexicon, schema } = translation;
  if (!schema.tests(ARN_KEY) && !(schema.tests(USERNAME_KEY) && principal.kind === 'user')) return [];
  const service = principal.kind === 'federated-user' ? 'sts' : 'iam';
  const reading: Reading = { ...PLAIN, variables: true };
  const prefix = `arn:${realm.partition}:${service}::${account ?? `\${${ACCOUNT_KEY}}`}:`;
  const start = lexicon.patterns([prefix], reading).alternatives[0] ?? [];
  const word = (rest: string): readonly Token[] => lexicon.patterns([rest], reading).alternatives[0] ?? [];
  const some: readonly Token[] = [{ kind: 'one', charClass: 'name' }, { kind: 'many', charClass: 'path' }];
  const within = (type: string): readonly Formula[] => [
    text(ARN_KEY, lexicon.language([[...start, ...word(`${type}/`), ...some]]), true),
    ...realm.principals.flatMap((known) => ('arn' in known ? [known.arn] : 'roleArn' in known ? [known.roleArn] : [])).map((known) => text(ARN_KEY, lexicon.patterns([known], PLAIN), false)),
  ];
  switch (principal.kind) {
    case 'root':
      return [text(ARN_KEY, lexicon.language([[...start, ...word('root')]]), true)];
    case 'role-session':
      return [...within('role'), text(ARN_KEY, lexicon.patterns(['arn:*:role/aws-service-role/*'], GLOB), false)];
    case 'user': {
      if (!schema.tests(USERNAME_KEY)) return within('user');
      const named = [[...start, ...word(`user/\${${USERNAME_KEY}}`)], [...start, ...word('user/'), ...some, ...word(`/\${${USERNAME_KEY}}`)]];
      const name = lexicon.language([[{ kind: 'one', charClass: 'name' }, { kind: 'many', charClass: 'name' }]]);
      return [...within('user'), text(ARN_KEY, lexicon.language(named), true), text(USERNAME_KEY, name, true)];
    }
    default:
      return within('federated-user');
  }
}

function typeCarried(principal: RequestPrincipal, translation: Translation): readonly Formula[] {
  const keys = [...principalKeys(principal)].filter(([key]) => ['aws:principaltype', 'aws:principalisawsservice'].includes(key.toLowerCase()) && translation.schema.tests(key));
  return keys.map(([key, value]) => equals(key, typeof value === 'string' ? [value] : value, translation));
}

function lacks(kind: RequestPrincipal['kind'], { schema }: Translation): readonly Formula[] {
  const keys = ONLY_OF.filter(({ kinds }) => !kinds.includes(kind)).flatMap((group) => group.keys);
  return keys.filter((key) => schema.tests(key)).map((key): Formula => ({ kind: 'presence', dimension: keyDimension(key), present: false }));
}

function built(principal: RequestPrincipal, point: Point, account: string): RequestPrincipal {
  const inAccount = point.get(keyDimension(ACCOUNT_KEY))?.[0] ?? account;
  const arn = point.get(keyDimension(ARN_KEY))?.[0];
  const moved = (text: string): string => arn ?? text.replace(`::${account}:`, `::${inAccount}:`);
  switch (principal.kind) {
    case 'root':
      return { ...principal, account: inAccount };
    case 'user':
    case 'federated-user':
      return { ...principal, arn: moved(principal.arn) };
    case 'role-session':
      return { ...principal, roleArn: moved(principal.roleArn) };
    case 'federated':
    case 'service':
    case 'anonymous':
      return principal;
  }
}

function equals(key: string, values: readonly string[], { lexicon }: Translation): Formula {
  return text(key, lexicon.patterns(values, PLAIN), true);
}

function text(key: string, language: Language, positive: boolean): Formula {
  return { kind: 'text', dimension: keyDimension(key), quantifier: 'some', language, positive };
}

/** A name that no policy names. */
function unlike(realm: Realm, name: string): string {
  const known = JSON.stringify(realm.principals);
  let candidate = name;
  for (let i = 2; known.includes(candidate); i++) candidate = `${name}-${i}`;
  return candidate;
}

function freshAccount(realm: Realm): string {
  const known = [...realm.accounts, ...realm.principals.map(accountOf)];
  return ['111122223333', '444455556666', '777788889999', '123456789012'].find((account) => !known.includes(account)) ?? '210987654321';
}
