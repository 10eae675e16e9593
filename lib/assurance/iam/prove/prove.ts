import { sameText } from '../../template/symbols';
import type { Step, Verdict } from '../../verdict';
import { RequestContext } from '../context';
import { decide } from '../decide';
import { UPDATED } from '../metadata';
import type { ActionElement, Condition, Policy, ResourceElement, Statement } from '../policy';
import { accountOf, principalKeys, type RequestPrincipal } from '../principal';
import type { AccessRequest, Decision, RequestPolicies } from '../request';
import type { WildcardReading } from '../resource';
import { judgeStatement } from '../statement';
import type { Token } from './automata/language';
import { Decider, type Dimension } from './cell';
import { conditionsFormula } from './condition-formula';
import { and, or, TRUE, type Formula } from './formula';
import { documentedFacts } from './key-facts';
import { KnownRequests } from './known-requests';
import { LayersFormula, ofTrilean } from './layers-formula';
import { Lexicon } from './lexicon';
import { anyoneCases, fixedCase, type PrincipalCase } from './principal-cases';
import { policiesOf, realmOf } from './realm';
import { findPoint } from './search-requests';
import { keyOf, Schema, type KeyFacts } from './schema';
import { ACTION, actionFormula, RESOURCE, resourceElementFormula, type Translation } from './statement-formula';
import { printable, requestAt } from './witness';

/** The requests that a question is about; what is left out is any. */
export interface RequestRegion {
  /** Left out, everybody: those named in policies, and others of every kind and account. `identity` policies are then taken as everybody's. */
  readonly principals?: readonly RequestPrincipal[];
  readonly action?: ActionElement;
  /** Read with wildcards that cross colons. */
  readonly resource?: ResourceElement;
  /** Of the context, in the language of policies (version 2012-10-17). */
  readonly conditions?: readonly Condition[];
  readonly resourceAccount?: string;
}

/** A request that the policies allow, as the concrete evaluator sees it. */
export interface RequestWitness {
  readonly request: AccessRequest;
  readonly decision: Decision;
}

export interface ProveOptions {
  /** @default 'bracketed' */
  readonly wildcards?: WildcardReading;
  /**
   * Which requests there are.
   * - `known`  those that AWS documents: actions that exist, resources of a shape that the action takes, keys that its requests can carry; and whatever actions the policies
   *            or the region name by themselves. A proof that rests on it says so in its assumptions.
   * - `any`    any text as action, any ARN as resource, any keys
   * @default 'known'
   */
  readonly requests?: 'known' | 'any';
  /** What is known of context keys. @default what AWS documents; nothing for `any` requests */
  readonly keyFacts?: (key: string) => KeyFacts;
}

/** No request of the region is allowed; refuted by one that is, replayed in the concrete evaluator. */
export function prove(region: RequestRegion, policies: RequestPolicies, options: ProveOptions = {}): Verdict<RequestWitness> {
  const texts = [regionPolicy(region), ...policiesOf(policies)];
  const lexicon = new Lexicon();
  const known = options.requests !== 'any';
  const schema = new Schema(texts, lexicon, options.keyFacts ?? (known ? documentedFacts : undefined));
  const owner = policies.resource?.ownerAccount ?? region.resourceAccount;
  const realm = realmOf(texts, [owner, ...(region.principals ?? []).map(accountOf)].flatMap((account) => (account === undefined ? [] : [account])));
  const arnSymbols = realm.symbols.filter(({ shape }) => shape === 'arn').map(({ text }) => text);
  const translation: Translation = { lexicon, schema, wildcards: options.wildcards ?? 'bracketed', arnSymbols, known: new Map() };
  const cases = region.principals?.map((principal) => fixedCase(principal, translation)) ?? anyoneCases(realm, translation);
  const decider = new Decider(lexicon);
  const dimensions = dimensionsOf(schema, lexicon);
  const within = regionFormula(region, translation);
  const requests = known ? new KnownRequests(texts, dimensions, decider, { partition: realm.partition, region: 'us-east-1', account: owner ?? realm.accounts[0] ?? '111122223333' }) : undefined;
  const doubts: Step[] = [];
  for (const one of cases) {
    const allowed = new LayersFormula(policies, one.principal, translation, sameAccount(one, owner, translation)).allowed();
    const leaf = findPoint(and([one.carries, within, allowed]), dimensions, decider, requests === undefined ? undefined : (box) => requests.pointOf(box));
    if (leaf.kind === 'unknown') doubts.push(...leaf.because.map((step) => ({ ...step, principal: one.principal })));
    if (leaf.kind !== 'found') continue;
    const found = requestAt(leaf.found, one, schema, texts);
    const request = region.resourceAccount === undefined ? found : { ...found, resourceAccount: region.resourceAccount };
    const decision = decide(request, policies, { wildcards: translation.wildcards });
    if (decision.kind === 'allow' && isWithin(region, request)) return { kind: 'refuted', because: decision.because, witness: { request, decision } };
    doubts.push({ code: 'WitnessDidNotReplay', request: printable(request), decision: decision.kind, because: decision.because });
  }
  if (doubts.length > 0) return { kind: 'unknown', because: doubts };
  const assumptions = [...(region.principals === undefined ? ['service-linked roles aside'] : []), ...(requests?.narrowed === true ? [`requests are those that AWS documented by ${UPDATED}`] : [])];
  return { kind: 'proved', because: [{ code: 'NoAllowedRequest', principals: cases.length }], assumptions };
}

/** Actions and resources of requests that can exist, keys as the policies use them. */
export function dimensionsOf(schema: Schema, lexicon: Lexicon): (name: string) => Dimension {
  const segment: Token = { kind: 'many', charClass: 'inSegment' };
  const name: readonly Token[] = [{ kind: 'one', charClass: 'inSegment' }, segment];
  const colon: Token = { kind: 'char', chars: ':' };
  const arn = [...[...'arn'].map((chars): Token => ({ kind: 'char', chars })), colon, ...name, colon, ...name, colon, segment, colon, segment, colon];
  const action: Dimension = { arity: 'one', values: { kind: 'text', domain: lexicon.language([[...name, colon, ...name]]) } };
  const some: readonly Token[] = [{ kind: 'one', charClass: 'any' }, { kind: 'many', charClass: 'any' }];
  const resource: Dimension = { arity: 'one', values: { kind: 'text', domain: lexicon.language([[{ kind: 'char', chars: '*' }], [...arn, ...some]]) } };
  return (dimension) => (dimension === ACTION ? action : dimension === RESOURCE ? resource : schema.dimension(keyOf(dimension) ?? dimension));
}

function regionStatement(region: RequestRegion): Statement {
  const everything = { not: false, patterns: ['*'] };
  return { index: 0, effect: 'Allow', action: region.action ?? everything, resource: region.resource ?? everything, conditions: region.conditions ?? [] };
}

function regionPolicy(region: RequestRegion): Policy {
  return { version: '2012-10-17', statements: [regionStatement(region)] };
}

function regionFormula(region: RequestRegion, translation: Translation): Formula {
  const { action, resource, conditions } = regionStatement(region);
  return and([
    actionFormula(action, translation),
    resource === undefined ? TRUE : resourceElementFormula(resource, 'Allow', '2012-10-17', { ...translation, wildcards: 'greedy' }),
    conditionsFormula(conditions, '2012-10-17', translation.lexicon, translation.schema),
  ]);
}

/** Whether the resource is of the principal's account, told by whoever owns it or by its ARN; an ARN without account is taken for the principal's. */
function sameAccount(one: PrincipalCase, owner: string | undefined, translation: Translation): Formula | undefined {
  const account = accountOf(one.principal);
  if (account === undefined) return undefined;
  if (owner !== undefined) {
    const same = one.foreign ? false : sameText(owner, account);
    return ofTrilean(same === undefined ? 'unknown' : same ? 'yes' : 'no', { code: 'ResourceAccountUndecided', owner, account });
  }
  const { lexicon } = translation;
  const glob = { wildcards: true, caseless: false, segmentwise: true, variables: one.foreign };
  const own = one.foreign ? '${aws:principalaccount}' : account;
  const symbols = account === '\u27E6AWS::AccountId\u27E7' ? translation.arnSymbols.map((text) => `${text}*`) : [];
  const language = lexicon.patterns([`arn:*:*:*:${own}:*`, 'arn:*:*:*::*', ...symbols], glob);
  const nothing = lexicon.patterns(['*'], { ...glob, wildcards: false });
  return or([
    { kind: 'text', dimension: RESOURCE, quantifier: 'some', language, positive: true },
    { kind: 'text', dimension: RESOURCE, quantifier: 'some', language: nothing, positive: true },
  ]);
}

function isWithin(region: RequestRegion, request: AccessRequest): boolean {
  const context = new RequestContext(request.context, principalKeys(request.principal));
  const asked = { principal: request.principal, action: request.action, resource: request.resource, context, wildcards: 'greedy' as const, hasBoundary: false };
  return judgeStatement(regionStatement(region), regionPolicy(region), 'region', 'attached', asked).applies === 'yes';
}
