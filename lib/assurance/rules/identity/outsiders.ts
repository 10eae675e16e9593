import type { Condition, Policy, Statement } from '../../iam/policy';
import { arnFields, type RequestPrincipal } from '../../iam/principal';

/**
 * Keys whose value says who or what stands behind a request, so that a policy can tie an Allow to somebody by them.
 * Others (`aws:Referer`, `aws:UserAgent`, `aws:PrincipalTag/…`) hold what the caller likes.
 */
const TIES: ReadonlySet<string> = new Set([
  'aws:principalarn', 'aws:principalaccount', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:userid', 'aws:sourcearn', 'aws:sourceaccount', 'aws:sourceowner', 'aws:sourceorgid', 'aws:sourceorgpaths',
  'aws:sourcevpc', 'aws:sourcevpce', 'aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths', 'kms:calleraccount', 's3:dataaccesspointaccount', 's3:dataaccesspointarn', 'elasticfilesystem:accesspointarn',
  'lambda:sourcefunctionarn', 'lambda:eventsourcetoken', 'sts:externalid',
]);
const MANY_VALUED: ReadonlySet<string> = new Set(['aws:principalorgpaths', 'aws:sourceorgpaths', 'aws:vpceorgpaths']);
const ADDRESSES: ReadonlySet<string> = new Set(['aws:sourceip', 'aws:vpcsourceip']);

/**
 * Requests of strangers, as far as conditions tell: behind them stands nothing that the policies name. A value with wildcards names something when the account of its ARN is told,
 * an address block when it is no wider than a /8.
 */
export function strangeContext(policies: readonly Policy[]): readonly Condition[] {
  return [...valuesByKey(policies)].flatMap(([key, tests]): readonly Condition[] => {
    const address = ADDRESSES.has(key);
    const named = new Set(tests.filter(trusts).flatMap(({ operator, values }) => values.filter((value) => (address
      ? isNarrowBlock(value)
      : isTie(key) && namesSomething(value, operator)))));
    if (named.size === 0) return [];
    return [{
      operator: address ? 'NotIpAddress' : 'StringNotLike',
      ifExists: false,
      key,
      values: [...named],
      ...(MANY_VALUED.has(key) ? { quantifier: 'ForAllValues' as const } : {}),
    }];
  });
}

/** Of another account, under every name that policies might take them for somebody else by. */
export function strangers(policies: readonly Policy[], account: string): readonly RequestPrincipal[] {
  const guessed = (valuesByKey(policies).get('aws:principalarn') ?? []).flatMap(({ values }) => values).flatMap((value) => {
    const fields = arnFields(value);
    if (fields.length !== 6 || !/[*?]/.test(fields[4] ?? '') || !/^role\/|^\*/.test(fields[5] ?? '')) return [];
    const name = (fields[5] ?? '').replace(/^\*/, 'role/').replaceAll('*', 'x').replaceAll('?', 'x');
    return [`arn:aws:iam::${account}:${name.includes('/') ? name : `role/${name}`}`];
  });
  const roles = [`arn:aws:iam::${account}:role/Stranger`, ...guessed].map((roleArn): RequestPrincipal => ({ kind: 'role-session', roleArn, sessionName: 'session' }));
  return [{ kind: 'anonymous' }, ...roles, { kind: 'user', arn: `arn:aws:iam::${account}:user/stranger` }];
}

/** Whether the statement can mean somebody whom it does not name. */
export function meansStrangers({ effect, principal }: Statement): boolean {
  return effect === 'Allow' && principal !== undefined && (principal.not || principal.everyone || principal.aws.some((text) => /[*?]/.test(text) || text.includes('\u27E6')));
}

interface Test {
  readonly effect: Statement['effect'];
  readonly operator: string;
  readonly values: readonly string[];
}

/** An Allow trusts what its condition names, a Deny what its condition spares. */
function trusts({ effect, operator }: Test): boolean {
  return (effect === 'Deny') === operator.includes('Not');
}

function valuesByKey(policies: readonly Policy[]): ReadonlyMap<string, readonly Test[]> {
  const byKey = new Map<string, Test[]>();
  for (const { effect, conditions } of policies.flatMap(({ statements }) => statements)) {
    for (const { key, operator, values } of conditions) byKey.set(key.toLowerCase(), [...(byKey.get(key.toLowerCase()) ?? []), { effect, operator, values }]);
  }
  return byKey;
}

function isTie(key: string): boolean {
  return TIES.has(key) || key.startsWith('kms:encryptioncontext:');
}

function namesSomething(value: string, operator: string): boolean {
  if (value.includes('${')) return false;
  if (operator.startsWith('String') && operator.includes('Equals')) return true;
  // what is not told may hold wildcards
  if (value.includes('~any\u27E7')) return false;
  if (!/[*?]/.test(value)) return true;
  const fields = arnFields(value);
  const account = fields[4] ?? '';
  if (fields.length === 6 && account !== '') return !/[*?]/.test(account);
  // a bucket's name, and the path below an organization, are nobody else's
  return (fields.length === 6 && fields[2] === 's3' && !/^[*?]/.test(fields[5] ?? '*')) || /^o-[^*?]+\//.test(value) || /^A[A-Z0-9]{10,}:\*$/.test(value);
}

function isNarrowBlock(value: string): boolean {
  const prefix = value.includes('/') ? Number(value.slice(value.indexOf('/') + 1)) : 128;
  return value.includes(':') ? prefix >= 32 : prefix >= 8;
}
