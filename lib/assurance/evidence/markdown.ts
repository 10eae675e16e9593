import { acknowledged, becauseOf } from '../prose';
import { renderPosition } from '../template/source';
import type { Standing } from '../verify/standing';
import { placeName, type ControlStanding, type Dossier, type Judged } from './dossier';
import { LIMITS } from './limits';

/** How many rows a list of the summary has: comments on pull requests are limited in length. */
const MOST_ROWS = 40;
const LONGEST_REASON = 400;

export const STANDING_NAMES: { readonly [standing in ControlStanding]: string } = {
  refuted: 'refuted', unknown: 'unknown', acknowledged: 'acknowledged', proved: 'proved', 'not-applicable': 'not applicable', 'not-asserted': 'not asserted here',
};

/** A summary for the comment of a pull request: what is open first, then every control in a table. */
export function markdown(dossier: Dossier): string {
  const { title, today, counts, controls, templates, verification } = dossier;
  const resources = templates.reduce((sum, template) => sum + template.resources, 0);
  const lines = [
    `## ${plain(title)}`,
    '',
    `**${verdictLine(counts)}**`,
    '',
    `| ${(['refuted', 'unknown', 'acknowledged', 'proved', 'not-applicable'] as const).map((standing) => STANDING_NAMES[standing]).join(' | ')} |`,
    '|---:|---:|---:|---:|---:|',
    `| ${counts.refuted} | ${counts.unknown} | ${counts.acknowledged} | ${counts.proved} | ${counts['not-applicable']} |`,
    '',
    `${templates.length} templates, ${resources} resources${today === undefined ? '; expiry of acknowledgements was not judged' : `, judged as of ${today}`}. Unknown is never counted as proved.`,
    ...section(dossier, 'Refuted', 'refuted'),
    ...section(dossier, 'Unknown', 'unknown'),
    ...section(dossier, 'Acknowledged', 'acknowledged'),
    '',
    '<details><summary>Controls</summary>',
    '',
    '| Control | Requirement | Verdict | Not asserted here |',
    '|---|---|---|---|',
    ...controls.map(({ control, standing, elsewhere }) => `| ${control.id} | ${plain(control.title)} | ${STANDING_NAMES[standing]} | ${elsewhere.join(', ')} |`),
    '',
    'A control supports requirements of frameworks, it never satisfies them. R: runtime test, P: attestation by a person, E: self-check of the engine.',
    '</details>',
    '',
    '<details><summary>Assumptions and limits</summary>',
    '',
    ...LIMITS.map((limit) => `- ${plain(limit)}`),
    `- ${verification.unresolved.length} values of the templates could not be resolved; what depends on them is unknown.`,
    '</details>',
  ];
  return `${dossier.places.text(dossier.places.document(lines.join('\n'), plain))}\n`;
}

/** The overall answer in words. */
export function verdictLine({ refuted, unknown, acknowledged: accepted, proved }: Dossier['counts']): string {
  const parts = [
    ...(refuted > 0 ? [`${refuted} refuted`] : []),
    ...(unknown > 0 ? [`${unknown} cannot be told`] : []),
    ...(accepted > 0 ? [`${accepted} acknowledged`] : []),
  ];
  if (parts.length === 0) return proved === 0 ? 'Nothing that was asked applies' : `All ${proved} checks that apply are proved`;
  return `${parts.join(', ')}, ${proved} proved`;
}

function section(dossier: Dossier, heading: string, standing: Standing): readonly string[] {
  const shown = dossier.checks.filter((judged) => judged.standing === standing);
  if (shown.length === 0) return [];
  const rows = shown.slice(0, MOST_ROWS).map((judged) => row(judged, dossier));
  return ['', `### ${heading}`, '', '| Check | Where | Why | Controls |', '|---|---|---|---|', ...rows, ...(shown.length > MOST_ROWS ? ['', `… and ${shown.length - MOST_ROWS} more in the page.`] : [])];
}

function row({ check, acknowledgement, expired }: Judged, { places, named }: Dossier): string {
  const { id, finding, title, subject, fix, controls } = check;
  const where = subject === undefined ? '' : `${code(placeName(subject))}<br>${code(renderPosition({ ...subject.position, file: places.file(subject.position.file) }))}`;
  const reasons = named(becauseOf(check).map((line) => line.trim()).join('; '));
  const why = reasons.length > LONGEST_REASON ? `${reasons.slice(0, LONGEST_REASON)}…` : reasons;
  const exception = acknowledgement === undefined ? '' : `<br>${plain(expired ? `expired: ${acknowledged(acknowledgement)}` : acknowledged(acknowledgement))}`;
  const fixed = fix === '' || acknowledgement !== undefined && !expired ? '' : `<br>${plain(`To do: ${fix}`)}`;
  return `| ${code(finding === undefined ? id : `${id}[${finding}]`)}<br>${plain(title)} | ${where} | ${plain(why)}${fixed}${exception} | ${controls.join(' ')} |`;
}

/** Text that means nothing to Markdown, in one line: no markup, no mention of anybody. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/[\\`*_{}[\]|#!~$]/g, (character) => `\\${character}`).replace(/[&<>@]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A code span, whatever the text. */
function code(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}
