import { CONFIDENCE_MARKS, METHODS, supportedBy, type Catalogue, type Control } from '../../catalogue';
import type { ControlReport, Dossier, Judged } from '../dossier';
import { checkBlock, counted } from './check-block';
import { markup, type Markup } from './markup';
import { badge } from './standing';

/** A control with everything that was asked for it. */
export function controlSection({ control, standing, checks, elsewhere }: ControlReport, dossier: Dossier): Markup {
  return markup`<article class="control" id="${control.id}"><h3>${control.id}: ${control.title} ${badge(standing)}</h3>
<dl class="meta"><dt>Asserted by</dt><dd>${control.asserted.map(({ method, how }) => `${METHODS[method].name}${how === undefined ? '' : ` (${how})`}`).join('; ')}</dd>
${elsewhere.length === 0 ? '' : markup`<dt>Not shown here</dt><dd>${elsewhere.map((method) => METHODS[method].name).join(', ')}</dd>`}<dt>Supports</dt><dd>${supports(control, dossier.catalogue)}</dd></dl>
${byQuestion(checks).map((answers) => (homeOf(answers, dossier) === control.id ? checkBlock(answers, dossier) : elsewhereBlock(answers, dossier)))}</article>`;
}

/** A question that concerns several controls is answered at the first of them. */
function homeOf([first]: readonly Judged[], { controls }: Dossier): string | undefined {
  return controls.find(({ control }) => first?.check.controls.includes(control.id) === true)?.control.id;
}

function elsewhereBlock(answers: readonly Judged[], dossier: Dossier): Markup {
  const [first] = answers;
  const home = homeOf(answers, dossier);
  if (first === undefined || home === undefined) return markup``;
  const { id, source, title } = first.check;
  return markup`<p class="other">${counted(answers)} ${title} <span class="soft small">${source} <code>${id}</code>, shown at <a href="#${home}">${home}</a></span></p>`;
}

/** Requirements of every framework, each with how sure the mapping is. */
function supports(control: Control, { frameworks }: Catalogue): Markup {
  const parts = frameworks.flatMap((framework) => {
    const mappings = supportedBy(control, framework.id);
    if (mappings.length === 0) return [];
    const ids = mappings.map(({ id, confidence }, index) => markup`${index === 0 ? ' ' : ', '}<span class="map" title="${`${framework.names[id] ?? framework.name}, ${confidence}`}">${framework.prefix}${id}<i>${CONFIDENCE_MARKS[confidence]}</i></span>`);
    return [markup`<span class="framework"><b>${framework.short}</b>${ids}</span> `];
  });
  return markup`${parts}`;
}

/** Open questions first, in the order in which they were asked. */
function byQuestion(checks: readonly Judged[]): readonly (readonly Judged[])[] {
  const questions = new Map<string, Judged[]>();
  for (const judged of checks) {
    const key = `${judged.check.source} ${judged.check.id}`;
    const known = questions.get(key);
    if (known === undefined) questions.set(key, [judged]);
    else known.push(judged);
  }
  const rank = (answers: readonly Judged[]): number => Math.min(...answers.map(({ standing }) => ['refuted', 'unknown', 'acknowledged', 'proved', 'not-applicable'].indexOf(standing)));
  return [...questions.values()].sort((a, b) => rank(a) - rank(b));
}
