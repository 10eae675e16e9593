import type { Step } from '../verdict';
import { conditionHolds } from './condition';
import type { RequestContext } from './context';
import type { Policy, Statement } from './policy';
import type { RequestPrincipal } from './principal';
import { meanings, notPrincipalMatches, principalMatches, type MeantAs } from './principal-match';
import { actionMatches, resourceMatches, type WildcardReading } from './resource';
import { all, allMatch, any, unknown, YES, type Match, type Trilean } from './trilean';

/** A request with its context ready to be looked up. */
export interface Asked {
  readonly principal: RequestPrincipal;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  readonly wildcards: WildcardReading;
  readonly hasBoundary: boolean;
}

/** `attached` policies know whom they are for; `resource` policies say it, and belong to the resource that holds them. */
export type PolicyPlace = 'attached' | 'resource';

/** What one statement says to the request, and why it does not apply where it does not. */
export interface StatementReport {
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
  readonly effect: Statement['effect'];
  readonly applies: Trilean;
  /** By what name the principal is meant, each as far as the whole statement applies; only for statements with `Principal`. */
  readonly meant?: { readonly [name in MeantAs]: Trilean };
  readonly because: readonly Step[];
}

export function judgeStatement(statement: Statement, policy: Policy, name: string, place: PolicyPlace, asked: Asked): StatementReport {
  const reading = { version: policy.version, context: asked.context };
  const rest = allMatch([
    actionMatches(statement.action, asked.action),
    resourceOf(statement, place, asked, policy),
    ...statement.conditions.map((condition) => conditionHolds(condition, reading)),
  ]);
  const principal = principalOf(statement, place, asked);
  const match = allMatch([principal, rest]);
  const { index, sid, effect } = statement;
  return { policy: name, index, ...(sid === undefined ? {} : { sid }), effect, applies: match.result, ...meant(statement, principal, rest, asked), because: match.because };
}

function principalOf(statement: Statement, place: PolicyPlace, asked: Asked): Match {
  const element = statement.principal;
  if (place === 'attached') return element === undefined || isEveryone(statement) ? YES : unknown({ code: 'PrincipalInAttachedPolicy' });
  if (element === undefined) return unknown({ code: 'PrincipalNotGiven' });
  return element.not ? notPrincipalMatches(element, statement.effect, asked.principal, asked.hasBoundary) : principalMatches(element, asked.principal);
}

/** Organization policies write `"Principal": "*"`, which says no more than nothing. */
function isEveryone(statement: Statement): boolean {
  return statement.principal?.everyone === true && !statement.principal.not;
}

/** A trust policy or a repository policy is about what holds it, and names no resource. */
function resourceOf(statement: Statement, place: PolicyPlace, asked: Asked, policy: Policy): Match {
  if (statement.resource === undefined) return place === 'resource' ? YES : unknown({ code: 'ResourceNotGiven' });
  return resourceMatches(statement.resource, statement.effect, asked.resource, asked.wildcards, { version: policy.version, context: asked.context });
}

function meant(statement: Statement, principal: Match, rest: Match, asked: Asked): { readonly meant?: StatementReport['meant'] } {
  const element = statement.principal;
  if (element === undefined) return {};
  const names = element.not ? { everyone: principal.result, account: 'no', role: 'no', self: 'no' } as const : meanings(element, asked.principal);
  const within = (name: MeantAs): Trilean => all([names[name], rest.result]);
  return { meant: { everyone: within('everyone'), account: within('account'), role: within('role'), self: within('self') } };
}

/** Whether a statement of that effect applies. */
export function applied(reports: readonly StatementReport[], effect: Statement['effect']): Trilean {
  return any(reports.map((report) => (report.effect === effect ? report.applies : 'no')));
}

