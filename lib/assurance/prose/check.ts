import type { Check, Witness } from '../check';
import { renderPosition } from '../template/source';
import { canonical } from '../template/value';
import type { Verdict } from '../verdict';
import { renderHops } from './path';
import { principalName, renderDecision, renderRequest } from './request';
import { deeper, sentence } from './sentence';
import { readable } from './words';

/** How many reasons of a proof are spelled out. */
const MOST_REASONS = 12;
const LONGEST_VALUE = 300;

const HEADINGS: { readonly [kind in Verdict<Witness>['kind']]: string } = { proved: 'PROVED', refuted: 'REFUTED', unknown: 'UNKNOWN', 'not-applicable': 'NOT APPLICABLE' };

/** A check as text: what was asked, of what, the answer with its reasons, and what to change. */
export function renderVerdict(check: Check): readonly string[] {
  const { id, finding, title, controls, subject, verdict, fix, acknowledgement, lapsed } = check;
  const place = subject === undefined ? [] : [`at ${subject.path ?? subject.id} (${subject.type}) ${renderPosition(subject.position)}`];
  const open = verdict.kind === 'refuted' || verdict.kind === 'unknown';
  return [
    `${HEADINGS[verdict.kind]} ${id}${finding === undefined ? '' : `[${readable(finding)}]`}: ${title}${controls.length === 0 ? '' : ` (supports ${controls.join(', ')})`}`,
    ...[
      ...place,
      ...becauseOf(check),
      ...(open && fix !== '' ? [`to do: ${fix}`] : []),
      ...(acknowledgement === undefined ? [] : [acknowledged(acknowledgement)]),
      ...(lapsed === undefined ? [] : [`expired: ${acknowledged(lapsed)}`]),
    ].map((line) => `  ${line}`),
  ];
}

/** The reasons of the answer, each a line: which property, which request and statement, or which way; and what closes it. */
export function becauseOf({ verdict }: Pick<Check, 'verdict'>): readonly string[] {
  const reasons = [...new Set(verdict.because.flatMap((step) => [sentence(step), ...(verdict.kind === 'unknown' ? deeper(step) : [])]))];
  switch (verdict.kind) {
    case 'refuted':
      return witnessed(verdict.witness, reasons);
    case 'unknown':
      return reasons;
    case 'proved':
    case 'not-applicable':
      return reasons.length > MOST_REASONS ? [...reasons.slice(0, MOST_REASONS), `and ${String(reasons.length - MOST_REASONS)} more reasons`] : reasons;
  }
}

/** The first thing to know of an open answer, in one line. */
export function gistOf({ verdict }: Pick<Check, 'verdict'>): string {
  const [first] = verdict.because;
  const reason = first === undefined ? '' : sentence(first);
  if (verdict.kind !== 'refuted' || verdict.witness.kind === 'property') return reason;
  if (verdict.witness.kind === 'request') {
    const { principal, action, resource } = verdict.witness.request;
    return `allowed: ${readable(action)} on ${readable(resource)} by ${principalName(principal)}`;
  }
  const { hops } = verdict.witness.path;
  return `a way: ${[...hops.slice(0, 1).map(({ from }) => readable(from)), ...hops.map(({ to }) => readable(to))].join(' to ')}, ${hops.at(-1)?.traffic ?? ''}`;
}

export function acknowledged({ reason, owner, expires }: NonNullable<Check['acknowledgement']>): string {
  return `acknowledged${owner === undefined ? '' : ` by ${owner}`}${expires === undefined ? '' : ` until ${expires}`}: ${reason}`;
}

function witnessed(witness: Witness, reasons: readonly string[]): readonly string[] {
  switch (witness.kind) {
    case 'property':
      return [...reasons, ...(witness.got === undefined ? [] : [`${witness.path.join('.')}${witness.path.length === 0 ? 'it' : ''} is ${valueText(witness.got)}`])];
    case 'request':
      return ['this request is allowed:', ...renderRequest(witness.request).map((line) => `  ${line}`), ...renderDecision(witness.decision).map((line) => `  ${line}`), ...reasons.filter((reason) => !reason.startsWith('granted by'))];
    case 'path':
      return ['packets take this way:', ...renderHops(witness.path).map((line) => `  ${line}`), ...reasons];
  }
}

/** What stands in the template; an unknown by the name of what it depends on. */
export function valueText(value: Parameters<typeof canonical>[0]): string {
  const written = readable(canonical(value).replace(/\?"([^"]*)"/g, '$1'));
  return written.length > LONGEST_VALUE ? `${written.slice(0, LONGEST_VALUE)}…` : written;
}
