import { LAYERS, METHODS } from '../../catalogue';
import { gistOf, readable } from '../../prose';
import { placeName, STANDINGS, type ControlReport, type Dossier, type Judged } from '../dossier';
import { STANDING_NAMES, verdictLine } from '../markdown';
import { breakable, markup, type Markup } from './markup';
import { badge } from './standing';

/** How many questions the list at the top has, and places for each. */
const MOST_OPEN = 80;
const MOST_PLACES = 5;

const MEANINGS = {
  refuted: 'does not hold, with a counterexample', unknown: 'the templates do not tell; never a pass', acknowledged: 'open, and somebody answers for it', proved: 'holds in every state of the templates', 'not-applicable': 'no resource is concerned',
} as const;

/** The answer at a glance. */
export function summary({ counts, checks, controls, templates, today, verification }: Dossier): Markup {
  const asserted = controls.filter(({ standing }) => standing !== 'not-asserted').length;
  const resources = templates.reduce((sum, template) => sum + template.resources, 0);
  const worst = counts.refuted > 0 ? 'refuted' : counts.unknown > 0 ? 'unknown' : counts.acknowledged > 0 ? 'acknowledged' : counts.proved > 0 ? 'proved' : 'not-applicable';
  const applying = checks.length - counts['not-applicable'];
  const shown = (['refuted', 'unknown', 'acknowledged', 'proved', 'not-applicable'] as const);
  return markup`<p><span class="badge big ${worst}">${verdictLine(counts)}</span></p>
<p class="soft">${templates.length} templates with ${resources} resources, judged ${today === undefined ? 'without a day: whether acknowledgements expired is not judged' : `as of ${today}`}. ${asserted} of ${controls.length} controls of the catalogue were asked about. ${verification.unresolved.length} values could not be resolved.</p>
<dl class="tiles">${shown.map((standing) => markup`<div class="tile ${standing}"><dt>${STANDING_NAMES[standing]}<span class="soft">${MEANINGS[standing]}</span></dt><dd>${counts[standing]}</dd></div>`)}</dl>
${applying === 0 ? '' : markup`<div class="bar" role="img" aria-label="${verdictLine(counts)}">${shown.slice(0, 4).map((standing) => (counts[standing] === 0 ? '' : markup`<span class="${standing}" style="flex:${counts[standing]}"></span>`))}</div>`}`;
}

/** What does not hold or cannot be told, a line for each question: promises before rules, errors before warnings. */
export function openList({ checks, named }: Dossier): Markup {
  const open = STANDINGS.slice(0, 2).flatMap((standing) => checks.filter((judged) => judged.standing === standing));
  if (open.length === 0) return markup`<p>Nothing is refuted and nothing is unknown.</p>`;
  const questions = new Map<string, Judged[]>();
  for (const judged of open) {
    const key = `${judged.standing} ${judged.check.source} ${judged.check.id}`;
    questions.set(key, [...(questions.get(key) ?? []), judged]);
  }
  const rank = ([first]: readonly Judged[]): number => (first === undefined ? 0 : STANDINGS.indexOf(first.standing) * 4 + (first.check.severity === 'error' ? 0 : 2) + (first.check.source === 'requirement' ? 0 : 1));
  const rows = [...questions.values()].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_OPEN).map((answers) => openRow(answers, named));
  return markup`<div class="scroll"><table class="open"><thead><tr><th scope="col">Verdict</th><th scope="col">What should hold</th><th scope="col">Where, and why not</th><th scope="col">Controls</th></tr></thead><tbody>${rows}</tbody></table></div>
${questions.size > MOST_OPEN ? markup`<p class="soft">and ${questions.size - MOST_OPEN} more, at their controls below.</p>` : ''}`;
}

function openRow(answers: readonly Judged[], named: Dossier['named']): Markup {
  const [first] = answers;
  if (first === undefined) return markup``;
  const { title, id, controls, severity } = first.check;
  const places = answers.slice(0, MOST_PLACES).map((judged) => markup`<li><a href="#check-${judged.key}">${whereText(judged)}</a> <span class="soft">${named(gistOf(judged.check))}</span></li>`);
  const more = answers.length > MOST_PLACES ? markup`<li>and ${answers.length - MOST_PLACES} more</li>` : '';
  return markup`<tr><td class="nowrap">${badge(first.standing, answers.length === 1 ? undefined : `${answers.length} ${STANDING_NAMES[first.standing]}`)}</td><th scope="row">${title}<br><code class="soft">${breakable(id)}</code>${severity === 'warning' ? markup` <span class="soft small">(warning)</span>` : ''}</th><td><ul class="plain">${places}${more}</ul></td><td class="nowrap">${controls.map((control) => markup`<a href="#${control}">${control}</a><br>`)}</td></tr>`;
}

function whereText({ check: { subject, finding } }: Judged): Markup {
  const where = subject === undefined ? 'the templates as a whole' : placeName(subject);
  return markup`${breakable(where)}${finding === undefined ? '' : markup` [${breakable(readable(finding))}]`}`;
}

/** Every control of the catalogue, also those that nothing was asked for. */
export function controlTable({ controls }: Dossier): Markup {
  const layers = [...new Set(controls.map(({ control }) => control.layer))];
  const body = layers.map((layer) => markup`<tr class="layer"><th colspan="5" scope="rowgroup">${LAYERS[layer]}</th></tr>${controls.filter(({ control }) => control.layer === layer).map(controlRow)}`);
  return markup`<div class="scroll"><table><caption>A control takes the worst verdict of its checks.</caption><thead><tr><th scope="col">Control</th><th scope="col">Requirement</th><th scope="col">Verdict</th><th scope="col">Checks</th><th scope="col">Not shown here</th></tr></thead><tbody>${body}</tbody></table></div>`;
}

function controlRow({ control, standing, checks, elsewhere }: ControlReport): Markup {
  const counted = (['refuted', 'unknown', 'acknowledged', 'proved'] as const).flatMap((each) => {
    const count = checks.filter((judged) => judged.standing === each).length;
    return count === 0 ? [] : [`${count} ${STANDING_NAMES[each]}`];
  });
  const linked = isShown({ standing }) ? markup`<a href="#${control.id}">${control.id}</a>` : markup`${control.id}`;
  const offline = control.asserted.some(({ method }) => METHODS[method].offline);
  const missing = standing === 'not-asserted' && offline ? ['nothing was asked here'] : [];
  return markup`<tr><td class="nowrap">${linked}</td><th scope="row">${control.title}</th><td class="nowrap">${badge(standing)}</td><td class="small">${counted.join(', ')}</td><td class="small soft">${[...missing, ...elsewhere.map((method) => METHODS[method].name)].join(', ')}</td></tr>`;
}

/** Whether a control has a section of its own. */
export function isShown({ standing }: Pick<ControlReport, 'standing'>): boolean {
  return standing !== 'not-asserted' && standing !== 'not-applicable';
}
