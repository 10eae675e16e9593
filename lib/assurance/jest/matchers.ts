import { explain } from '../iam/explain';
import { reachabilityOf, type Endpoint } from '../network';
import { renderPath, renderVerdict } from '../prose';
import { runRequirements, type Requirement } from '../requirements';
import { PACKS, runRules, type Rule } from '../rules';
import { acknowledged } from '../verify/acknowledge';
import { ask, type Answer, type Ask } from '../verify/ask';
import { standingOf } from '../verify/standing';
import { endpointIn } from './endpoint';
import { subjectOf, type Judged } from './subject';

/** What jest wants of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** Every answer to the requirement is a proof. Something unknown is none. */
export function toProve(judged: Judged, requirement: Requirement | readonly Requirement[]): MatcherResult {
  const requirements = Array.isArray(requirement) ? requirement as readonly Requirement[] : [requirement as Requirement];
  const { facts } = subjectOf(judged);
  const checks = runRequirements(facts, requirements);
  const open = checks.filter(({ verdict }) => verdict.kind !== 'proved');
  return result(checks.length > 0 && open.length === 0, () => lines(`proved: ${requirements.map(({ id, title }) => `${id} (${title})`).join(', ')}`, checks.length === 0 ? ['nothing was asked'] : open.flatMap(renderVerdict)));
}

/** No state of the templates lets the request through. */
export function toDeny(judged: Judged, request: Ask): MatcherResult {
  const answers = ask(subjectOf(judged).facts, request);
  const open = answers.filter(({ decision }) => decision.kind === 'allow' || decision.kind === 'unknown');
  return result(open.length === 0, (negated) => decisions(`${negated ? 'not ' : ''}denied`, request, negated ? answers : open));
}

/** Every state of the templates lets the request through. */
export function toAllow(judged: Judged, request: Ask): MatcherResult {
  const answers = ask(subjectOf(judged).facts, request);
  const open = answers.filter(({ decision }) => decision.kind !== 'allow');
  return result(open.length === 0, (negated) => decisions(`${negated ? 'not ' : ''}allowed`, request, negated ? answers : open));
}

/** Proved that no packet gets from the one to the other: `internet`, a construct path or logical id, a block of addresses, `service:kms`. */
export function toHaveNoPath(judged: Judged, from: Endpoint, to: Endpoint): MatcherResult {
  const { facts } = subjectOf(judged);
  const verdict = reachabilityOf(facts).paths(endpointIn(facts, from), endpointIn(facts, to));
  return result(verdict.kind === 'proved', (negated) => lines(`${negated ? 'a' : 'no'} path from ${from} to ${to}`, renderPath(verdict)));
}

/** No rule of the pack is broken or undecided, but for what is acknowledged. A pack: a name (`network`, `data` …; `all`) or rules. */
export function toPassPack(judged: Judged, pack: string | readonly Rule[] = 'all'): MatcherResult {
  const { facts, templates, only } = subjectOf(judged);
  const { checks } = acknowledged(runRules(facts, typeof pack === 'string' ? packOf(pack) : pack), templates);
  const own = checks.filter(({ subject }) => only === undefined || subject?.template === only || subject?.template.startsWith(`${only}/`));
  const open = own.filter((check) => ['refuted', 'unknown'].includes(standingOf(check)));
  return result(open.length === 0, () => lines(`no finding of the pack${typeof pack === 'string' ? ` '${pack}'` : ''}`, open.flatMap(renderVerdict)));
}

function packOf(name: string): readonly Rule[] {
  if (name === 'all') return Object.values(PACKS).flat();
  const pack = PACKS[name];
  if (pack === undefined) throw new Error(`the pack must be one of all, ${Object.keys(PACKS).join(', ')}, got ${JSON.stringify(name)}`);
  return pack;
}

function result(pass: boolean, message: (negated: boolean) => string): MatcherResult {
  return { pass, message: () => message(pass) };
}

function lines(expected: string, found: readonly string[]): string {
  return [`expected ${expected}`, '', ...found].join('\n');
}

function decisions(expected: string, { principal, action, resource, below }: Ask, answers: readonly Answer[]): string {
  const name = typeof principal === 'string' ? principal : JSON.stringify(principal);
  return lines(`${expected}: ${action} on ${resource}${below === undefined ? '' : `/${below}`} by ${name}`, answers.map(({ decision }) => explain(decision)));
}
