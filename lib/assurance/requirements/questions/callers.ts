import type { Holder } from '../../access';
import { covers, glob, literal } from '../../iam/glob';
import type { Condition, Policy } from '../../iam/policy';
import { any, type Trilean } from '../../iam/trilean';
import type { Step } from '../../verdict';
import { doubtsAbout } from '../answer';
import type { QuestionContext } from '../context';
import type { DeniedQuestion, Selector } from '../requirement';
import { allRead, condition, patternsOf, read, type Read } from './requests';

/** A role or user that requests are asked of. */
export interface Caller {
  readonly holder: Holder;
  /** Roles that were taken on the way to it. */
  readonly via: readonly string[];
  readonly doubts: readonly Step[];
}

/** Who asks: everybody whom the conditions do not leave out, or some of the templates' own. */
export type Callers = { readonly kind: 'everybody'; readonly conditions: readonly Condition[] } | { readonly kind: 'holders'; readonly callers: readonly Caller[] };

type Exception = NonNullable<DeniedQuestion['except']>[number];

export function callersOf({ principals, except = [], chained = false }: Pick<DeniedQuestion, 'principals' | 'except' | 'chained'>, context: QuestionContext): Read<Callers> {
  if (principals === 'anyone' || principals === 'unprivileged' || principals === 'outsiders' || principals === 'strangers') {
    const excepted = exceptions(except, context);
    if (excepted.kind !== 'read') return excepted;
    const outside = principals === 'outsiders' || principals === 'strangers' ? [condition('StringNotEquals', 'aws:PrincipalAccount', context.accounts)] : [];
    // the root user has every permission of its account by nature
    const noRoot = principals === 'unprivileged' ? [condition('ArnNotLike', 'aws:PrincipalArn', ['arn:*:iam::*:root'])] : [];
    return read({ kind: 'everybody', conditions: [...outside, ...noRoot, ...excepted.value] });
  }
  const chosen = principals === 'holders' ? read(context.access().holders.map(callerOf)) : selected(principals, context);
  if (chosen.kind !== 'read') return chosen;
  const excepted = allRead(except.map((one) => arnsOf(one, context)));
  if (excepted.kind !== 'read') return excepted;
  const kept = chosen.value.flatMap((caller) => left(caller, isOneOf(caller.holder.arn, excepted.value.flat())));
  return read({ kind: 'holders', callers: chained ? chainsOf(kept, context) : kept });
}

/** Conditions that leave out whoever a policy means by account or organization. */
export function unnamedIn(policies: readonly Policy[]): readonly Condition[] {
  const written = JSON.stringify(policies);
  const accounts = [...new Set(written.match(/(?<![0-9])[0-9]{12}(?![0-9])/g) ?? [])];
  const organizations = [...new Set(written.match(/(?<![A-Za-z0-9-])o-[a-z0-9]{3,32}(?![A-Za-z0-9])/g) ?? [])];
  return [
    ...(accounts.length > 0 ? [condition('StringNotEquals', 'aws:PrincipalAccount', accounts)] : []),
    ...(organizations.length > 0 ? [condition('StringNotEquals', 'aws:PrincipalOrgID', organizations), { ...condition('StringNotLike', 'aws:PrincipalOrgPaths', organizations.map((id) => `${id}/*`)), quantifier: 'ForAllValues' as const }] : []),
  ];
}

/** Roles and users of the templates that a selector means. */
export function selected(selector: Selector, context: QuestionContext): Read<readonly Caller[]> {
  const { matched, doubtful } = context.select(selector);
  const model = context.access();
  const callers = [...matched.map((resource) => ({ resource, doubts: [] })), ...doubtful.map(({ resource, because }) => ({ resource, doubts: [because] }))].flatMap(({ resource, doubts }): readonly Caller[] => {
    const holder = model.holder(`${resource.template}.${resource.logicalId}`);
    return holder === undefined ? [] : [{ ...callerOf(holder), doubts: [...doubtsAbout(resource), ...doubts] }];
  });
  if (callers.length > 0) return read(callers);
  const because = { code: 'SelectorMatchesNothing', selector };
  return matched.length + doubtful.length === 0 ? { kind: 'absent', because } : { kind: 'unknown', because: { code: 'SelectsNoPrincipal', selector } };
}

function callerOf(holder: Holder): Caller {
  return { holder, via: [], doubts: doubtsAbout(holder.resource) };
}

function chainsOf(callers: readonly Caller[], context: QuestionContext): readonly Caller[] {
  return callers.flatMap(({ holder, doubts }) => context.access().reachableFrom(holder).map(({ holder: reached, via, certain }): Caller => ({
    holder: reached, via: reached === holder ? [] : [holder.id, ...via], doubts: certain ? doubts : [...doubts, { code: 'ChainUndecided', from: holder.id, to: reached.id }],
  })));
}

/** The caller, unless it is excepted; doubtful where that cannot be told. */
function left(caller: Caller, excepted: Trilean): readonly Caller[] {
  if (excepted === 'yes') return [];
  return [excepted === 'no' ? caller : { ...caller, doubts: [...caller.doubts, { code: 'ExceptionUndecided', principal: caller.holder.arn }] }];
}

function isOneOf(arn: string, patterns: readonly string[]): Trilean {
  return any(patterns.map((pattern) => (pattern === arn ? 'yes' : covers(glob(pattern), literal(arn)))));
}

/** Conditions that leave the excepted principals out. A selector that matches nobody leaves nobody out. */
function exceptions(except: readonly Exception[], context: QuestionContext): Read<readonly Condition[]> {
  const services = patternsOf(except.flatMap((one) => ('service' in one ? [one.service] : [])), context);
  if (services.kind !== 'read') return services;
  const arns = allRead(except.map((one) => arnsOf(one, context)));
  if (arns.kind !== 'read') return arns;
  const named = [...new Set(arns.value.flat())];
  return read([...(services.value.length > 0 ? [condition('StringNotLike', 'aws:PrincipalServiceName', services.value)] : []), ...(named.length > 0 ? [condition('ArnNotLike', 'aws:PrincipalArn', named)] : [])]);
}

function arnsOf(one: Exception, context: QuestionContext): Read<readonly string[]> {
  if ('service' in one) return read([]);
  if ('arn' in one) return patternsOf([one.arn], context);
  const model = context.access();
  return read(context.select(one).matched.flatMap(({ template, logicalId }) => model.holder(`${template}.${logicalId}`)?.arn ?? []));
}
