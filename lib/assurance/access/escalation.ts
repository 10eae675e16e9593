import { decide } from '../iam/decide';
import { prove, type RequestRegion, type RequestWitness } from '../iam/prove';
import type { Condition } from '../iam/policy';
import { accountOf, arnFields } from '../iam/principal';
import { actionMatches } from '../iam/resource';
import { at, text } from '../template';
import type { Step, Verdict } from '../verdict';
import { policyOf } from './documents';
import { METHODS, type Method, type MethodStep } from './escalation-methods';
import type { AccessModel, Holder } from './model';

/** A way in which a holder comes to more rights than its policies give it. */
export interface Escalation {
  /** `PutRolePolicy`, `PassRoleAndCreateFunction`, `Administrator` … */
  readonly method: string;
  /** Who takes the last step: the holder, or a role that it takes. */
  readonly actor: Holder;
  /** Roles that are taken on the way to the actor. */
  readonly via: readonly string[];
  /** `unknown`: it may be so. */
  readonly kind: 'refuted' | 'unknown';
  /** The requests that make it up, each of which is allowed. */
  readonly witnesses: readonly RequestWitness[];
  readonly because: readonly Step[];
}

/**
 * Every known way in which the holder, by itself or by a role that it can take, comes to more rights; none found for certain means only that none of
 * METHODS is open. An administrator, allowed everything on everything, is one by that alone.
 */
export function escalations(model: AccessModel, holder: Holder): readonly Escalation[] {
  return model.reachableFrom(holder).flatMap(({ holder: actor, via, certain }) =>
    ownEscalations(model, actor).map((found): Escalation => ({ ...found, via, kind: certain ? found.kind : 'unknown', because: certain ? found.because : [...found.because, { code: 'ChainUndecided', via, to: actor.id }] })));
}

function ownEscalations(model: AccessModel, actor: Holder): readonly Omit<Escalation, 'via'>[] {
  if (isAdministrator(model, actor)) return [{ method: 'Administrator', actor, kind: 'refuted', witnesses: [], because: [{ code: 'AllowedEverything', holder: actor.id }] }];
  // a policy that may say anything leaves every way open, and none for certain
  const unread = [...actor.identity, actor.permissionsBoundary].flatMap((input): readonly Step[] => (input !== undefined && 'unresolved' in input ? [{ code: 'PolicyUnresolved', policy: input.name, cause: input.unresolved }] : []));
  if (unread.length > 0) return [{ method: 'Undecided', actor, kind: 'unknown', witnesses: [], because: unread }];
  return METHODS.filter(({ by }) => by === undefined || by === actor.kind).flatMap((method) => attempt(model, actor, method));
}

/** Allowed what no policy names, and to give rights to others. */
export function isAdministrator(model: AccessModel, actor: Holder): boolean {
  const policies = model.policiesFor(actor, undefined);
  const account = accountOf(actor.principal) ?? '';
  return [['any-service:AnyAction', `arn:aws:any-service:::any`], ['iam:AttachRolePolicy', `arn:aws:iam::${account}:role/any`]].every(([action = '', resource = '']) =>
    decide({ principal: actor.principal, action, resource, context: new Map() }, policies).kind === 'allow');
}

function attempt(model: AccessModel, actor: Holder, method: Method): readonly Omit<Escalation, 'via'>[] {
  if (!method.steps.every(({ action }) => mayMention(actor, action))) return [];
  const witnesses: RequestWitness[] = [];
  const doubts: Step[] = [];
  for (const step of method.steps) {
    const verdict = stepVerdict(model, actor, step);
    if (verdict.kind === 'refuted') witnesses.push(verdict.witness);
    else if (verdict.kind === 'unknown') doubts.push(...verdict.because);
    else return [];
  }
  const open = doubts.length > 0;
  return [{ method: method.code, actor, kind: open ? 'unknown' : 'refuted', witnesses, because: open ? doubts : [{ code: 'EscalationOpen', method: method.code, actions: method.steps.map(({ action }) => action) }] }];
}

/** Whether an Allow speaks of the action at all, which most do not. */
function mayMention({ identity }: Holder, action: string): boolean {
  return identity.some((input) => {
    const policy = policyOf(input);
    return policy === undefined || policy.statements.some((statement) => statement.effect === 'Allow' && actionMatches(statement.action, action).result !== 'no');
  });
}

function stepVerdict(model: AccessModel, actor: Holder, step: MethodStep): Verdict<RequestWitness> {
  const policies = model.policiesFor(actor, undefined);
  const ask = (resource: RequestRegion['resource']): Verdict<RequestWitness> =>
    prove({ principals: [actor.principal], action: { not: false, patterns: [step.action] }, ...(resource === undefined ? {} : { resource }), conditions: conditionsOf(step) }, policies);
  let worst: Verdict<RequestWitness> = { kind: 'proved', because: [], assumptions: [] };
  for (const resource of targetsOf(model, actor, step)) {
    const verdict = ask(resource);
    if (verdict.kind === 'refuted') return verdict;
    if (verdict.kind === 'unknown') worst = verdict;
  }
  return worst;
}

function conditionsOf({ passedTo, unbounded }: MethodStep): readonly Condition[] {
  return [
    ...(passedTo === undefined ? [] : [{ operator: 'StringEquals', ifExists: false, key: 'iam:PassedToService', values: [passedTo] }]),
    ...(unbounded === true ? [{ operator: 'Null', ifExists: false, key: 'iam:PermissionsBoundary', values: ['true'] }] : []),
  ];
}

/** Regions to ask about, those of the templates before any other, so that witnesses name what is there. */
function targetsOf(model: AccessModel, actor: Holder, { on }: MethodStep): readonly RequestRegion['resource'][] {
  const some = (patterns: readonly string[]): readonly RequestRegion['resource'][] => (patterns.length === 0 ? [] : [{ not: false, patterns }]);
  const others = (kind: Holder['kind']): readonly string[] => model.holders.filter((holder) => holder.kind === kind && holder !== actor).map(({ arn }) => arn);
  // of what lies outside the templates, whatever is not the actor's own, in no account
  const rest = (any: string, ...own: readonly string[]): RequestRegion['resource'] => (own.length === 0 ? { not: false, patterns: [any] } : { not: true, patterns: own.map(inAnyAccount) });
  switch (on) {
    case 'self':
      return some([actor.arn]);
    case 'own-policies':
      return some(actor.managedPolicies);
    case 'other-role':
      return [...some(others('role')), rest('arn:*:iam::*:role/*', ...(actor.kind === 'role' ? [actor.arn] : []))];
    case 'user':
      return [...some(others('user')), rest('arn:*:iam::*:user/*', ...(actor.kind === 'user' ? [actor.arn] : []))];
    case 'group':
      return [rest('arn:*:iam::*:group/*')];
    case 'function':
      return [...some(functionsOf(model, actor, false)), rest('arn:*:lambda:*:*:function:*', ...functionsOf(model, actor, true))];
    case 'any':
      return [undefined];
  }
}

/** Functions that run as the actor, or as others. */
function functionsOf(model: AccessModel, actor: Holder, own: boolean): readonly string[] {
  return model.resources.filter(({ resource }) => {
    const role = resource.type === 'AWS::Lambda::Function' ? text(at(resource.properties, 'Role')) : undefined;
    return typeof role === 'string' && (role === actor.arn) === own;
  }).flatMap(({ arns }) => (own ? arns : arns.slice(0, 1)));
}

function inAnyAccount(arn: string): string {
  const [, , service = '*', , , resource = '*'] = arnFields(arn);
  return `arn:*:${service}:*:*:${resource}`;
}
