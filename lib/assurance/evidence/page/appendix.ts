import { CONFIDENCE_MARKS, type Framework, type Mapping } from '../../catalogue';
import { placeOf, sentence } from '../../prose';
import type { Step } from '../../verdict';
import { worstOf, type Dossier } from '../dossier';
import { LIMITS } from '../limits';
import { breakable, markup, type Markup } from './markup';
import { badge } from './standing';

/** How many values that could not be resolved are listed. */
const MOST_UNRESOLVED = 300;

export function exceptions({ acknowledgements, weakenings, verification }: Dossier): Markup {
  const accepted = acknowledgements.map(({ what, expired, judged }) => [judged.check.id, judged.check.subject?.path ?? judged.check.subject?.id ?? '', what.reason, what.owner, what.expires, expired] as const);
  const weaker = weakenings.map(({ what, expired }) => [what.control, what.path, what.reason, what.owner, what.expires, expired] as const);
  const idle = verification.stale.map(({ id, path, logicalId }) => markup`<li><code>${id}</code> at ${path ?? logicalId ?? 'no resource'}</li>`);
  return markup`<h3>Acknowledged findings</h3>${exceptionTable(accepted)}<h3>Controls that are weaker than their default by a named choice</h3>${exceptionTable(weaker)}
${idle.length === 0 ? '' : markup`<h3>Acknowledgements that match no finding</h3><p>They excuse nothing and can go.</p><ul>${idle}</ul>`}`;
}

type ExceptionRow = readonly [what: string, where: string, reason: string, owner: string | undefined, expires: string | undefined, expired: boolean];

function exceptionTable(rows: readonly ExceptionRow[]): Markup {
  if (rows.length === 0) return markup`<p>None.</p>`;
  const body = rows.map(([what, where, reason, owner, expires, expired]) => markup`<tr><td><code>${what}</code></td><td>${breakable(where)}</td><td>${reason || '(no reason)'}</td><td>${owner ?? markup`<span class="expired">nobody by name</span>`}</td><td class="nowrap">${expires ?? markup`<span class="expired">without an end</span>`}${expired ? markup` <span class="expired">expired</span>` : ''}</td></tr>`);
  return markup`<div class="scroll"><table><thead><tr><th scope="col">What</th><th scope="col">Where</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Until</th></tr></thead><tbody>${body}</tbody></table></div>`;
}

/** What every proof rests on, and what the templates do not tell. */
export function assumptions({ verification }: Dossier): Markup {
  const unresolved = grouped(verification.unresolved);
  const assumed = [...new Set(verification.assumptions.map(sentence))];
  const lines = unresolved.slice(0, MOST_UNRESOLVED).map(([said, places]) => markup`<li>${said}${places.length === 0 ? '' : markup` <span class="soft small">at ${places.slice(0, 6).join(', ')}${places.length > 6 ? ` and ${places.length - 6} more places` : ''}</span>`}</li>`);
  return markup`<h3>Assumed</h3>${assumed.length === 0 ? markup`<p>Nothing beyond the limits below.</p>` : markup`<ul>${assumed.map((line) => markup`<li>${line}</li>`)}</ul>`}
<h3>Could not be resolved</h3>${unresolved.length === 0 ? markup`<p>Everything was resolved.</p>` : markup`<p>What depends on these values is unknown.</p><ul>${lines}</ul>${unresolved.length > MOST_UNRESOLVED ? markup`<p>and ${unresolved.length - MOST_UNRESOLVED} more, in <code>checks.json</code></p>` : ''}`}`;
}

function grouped(steps: readonly Step[]): readonly (readonly [string, readonly string[]])[] {
  const found = new Map<string, string[]>();
  for (const step of steps) {
    const said = sentence(step);
    const place = placeOf(step);
    const known = found.get(said) ?? [];
    if (place !== '' && !known.includes(place)) known.push(place);
    found.set(said, known);
  }
  return [...found];
}

export function limits(): Markup {
  return markup`<ul>${LIMITS.map((limit) => markup`<li>${limit}</li>`)}</ul>`;
}

/** Which requirements of which framework the controls support, with their verdicts. */
export function frameworks(dossier: Dossier): Markup {
  return markup`${dossier.catalogue.frameworks.map((framework) => frameworkSection(framework, dossier))}`;
}

function frameworkSection(framework: Framework, { controls, today }: Dossier): Markup {
  const { name, version, published, publisher, licence, notes, milestones, prefix, names } = framework;
  const requirements = new Map<string, { readonly id: string; readonly standing: ReturnType<typeof worstOf>; readonly confidence: Mapping['confidence'] }[]>();
  for (const { control, standing } of controls) {
    for (const { framework: of, id, confidence } of control.supports) {
      if (of !== framework.id) continue;
      requirements.set(id, [...(requirements.get(id) ?? []), { id: control.id, standing, confidence }]);
    }
  }
  const sorted = [...requirements].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  const rows = sorted.map(([id, by]) => markup`<tr><td class="nowrap">${prefix}${id}</td><th scope="row">${names[id] ?? ''}</th><td>${by.map((control) => markup`<span class="map badge ${control.standing}" title="${`${control.standing}; mapping ${control.confidence}`}">${control.id}${CONFIDENCE_MARKS[control.confidence]}</span> `)}</td></tr>`);
  const dates = milestones.map(({ date, what, status }) => markup`<li>${date}: ${what}${status === 'reported' ? ' (reported; the official text was not seen)' : ''}${today !== undefined && date > today ? ', to come' : ''}</li>`);
  return markup`<details id="framework-${framework.id}"><summary><b>${name}</b>, ${version} <span class="id">${rows.length} requirements supported in part</span></summary>
<p class="small soft">${publisher}${published === undefined ? '' : `, ${published}`}. Licence: ${licence}. ${notes.join(' ')}</p>${dates.length === 0 ? '' : markup`<ul class="small">${dates}</ul>`}
<div class="scroll"><table><thead><tr><th scope="col">Requirement</th><th scope="col">Title</th><th scope="col">Supported by</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

export function legend(): Markup {
  return markup`<p>${badge('proved')} holds in every state of the templates. ${badge('refuted')} does not hold; a counterexample is shown. ${badge('unknown')} the templates do not tell, and why; it is never a pass. ${badge('acknowledged')} open, and somebody answers for it. ${badge('not-applicable')} no resource is concerned. ${badge('not-asserted')} nothing was asked, or templates alone cannot show it.</p>
<p class="soft">Names in ⟦brackets⟧ stand for values that only the deployment tells. A mapping marked <b>~</b> is inferred from the wording on both sides, <b>?</b> is unsure; without a mark it was read in a published mapping or in the requirement itself.</p>`;
}
