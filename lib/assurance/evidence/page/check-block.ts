import { becauseOf, readable, renderHops, renderRequest, sentence, valueText, words } from '../../prose';
import { renderDecision } from '../../prose/request';
import { items } from '../../prose/words';
import { renderPosition } from '../../template/source';
import { placeName, type Dossier, type Judged } from '../dossier';
import { toJson } from '../json';
import { STANDING_NAMES } from '../markdown';
import { breakable, markup, type Markup } from './markup';
import { closedPictures, pathPicture } from './pictures';
import { badge } from './standing';

/** How many subjects of one answer are listed. */
const MOST_SUBJECTS = 200;

/** All answers to one question within a control: open ones spelled out, proofs folded up. */
export function checkBlock(answers: readonly Judged[], dossier: Dossier): Markup {
  const [first] = answers;
  if (first === undefined) return markup``;
  const { id, source, title, fix } = first.check;
  const open = answers.filter(({ standing }) => standing === 'refuted' || standing === 'unknown' || standing === 'acknowledged');
  const proved = answers.filter(({ standing }) => standing === 'proved');
  const idle = answers.filter(({ standing }) => standing === 'not-applicable');
  return markup`<details${open.length > 0 ? markup` open` : ''} id="${source}-${id}-${first.key}"><summary>${counted(answers)} ${title} <span class="id">${source} <code>${id}</code></span></summary>
${open.map((answer) => caseOf(answer, dossier))}${open.length === 0 || fix === '' ? '' : markup`<p class="fix"><b>What to change:</b> ${fix}</p>`}${groups(proved).map((group) => provedGroup(group, dossier))}${idle.length === 0 ? '' : idleGroup(idle)}
</details>`;
}

/** How many answers of each kind; those that do not apply only where nothing else does. */
export function counted(answers: readonly Judged[]): Markup {
  const badges = (['refuted', 'unknown', 'acknowledged', 'proved', 'not-applicable'] as const).flatMap((standing) => {
    const count = answers.filter((answer) => answer.standing === standing).length;
    if (count === 0 || (standing === 'not-applicable' && count < answers.length)) return [];
    return [badge(standing, answers.length === 1 ? undefined : `${count} ${STANDING_NAMES[standing]}`)];
  });
  return markup`${badges}`;
}

/** One open answer: where, why, its picture, and what to change. */
function caseOf(answer: Judged, dossier: Dossier): Markup {
  const { check, standing, acknowledgement, expired, key } = answer;
  const { verdict, finding } = check;
  return markup`<div class="case is-${standing}" id="check-${key}"><div class="where">${badge(standing)} ${whereOf(answer, dossier)}${finding === undefined ? '' : markup` <code>[${readable(finding)}]</code>`}</div>
${verdict.kind === 'refuted' ? witnessOf(answer, dossier) : markup`<ul>${becauseOf(check).map((line) => markup`<li>${dossier.named(line)}</li>`)}</ul>`}
${acknowledgement === undefined ? '' : exception(acknowledgement, expired)}</div>`;
}

function exception({ reason, owner, expires }: NonNullable<Judged['check']['acknowledgement']>, expired: boolean): Markup {
  return markup`<p class="ack"><b>${expired ? 'Was acknowledged' : 'Acknowledged'}</b> by ${owner ?? 'nobody by name'}, ${expires === undefined ? 'without an end' : `until ${expires}`}${expired ? markup` <span class="expired">(expired: counts as open)</span>` : ''}: ${reason === '' ? 'no reason is given' : reason}</p>`;
}

function whereOf({ check: { subject } }: Judged, { places }: Dossier): Markup {
  if (subject === undefined) return markup`the templates as a whole`;
  return markup`${breakable(placeName(subject))} <span class="soft small">${subject.type}, <code>${renderPosition({ ...subject.position, file: places.file(subject.position.file) })}</code></span>`;
}

function witnessOf({ check, key }: Judged, dossier: Dossier): Markup {
  const { verdict } = check;
  if (verdict.kind !== 'refuted') return markup``;
  const { witness, because } = verdict;
  switch (witness.kind) {
    case 'property':
      return markup`<ul>${because.map((step) => markup`<li>${dossier.named(sentence(step))}</li>`)}${witness.got === undefined ? '' : markup`<li><code>${witness.path.join('.') || 'Properties'}</code> is <code>${valueText(witness.got)}</code></li>`}</ul>`;
    case 'request': {
      const { principal, action, resource, context } = witness.request;
      const replay = toJson(dossier, { principal, action, resource, context });
      return markup`<figure><figcaption>This request is allowed:</figcaption><pre>${renderRequest(witness.request).join('\n')}</pre></figure><ul>${renderDecision(witness.decision).slice(1).map((line) => markup`<li>${dossier.named(line)}</li>`)}</ul>
<details><summary class="small">The request as data, to be put to <code>decide</code> again</summary><pre>${replay.trimEnd()}</pre></details>`;
    }
    case 'path': {
      const remove = because.filter(({ code }) => code === 'ClosedWithout').flatMap((step) => items(step.remove).map(words));
      return markup`<figure><figcaption>Packets take this way:</figcaption>${pathPicture(witness.path, remove, `path-${key}`, dossier.named)}</figure><ul>${because.map((step) => markup`<li>${dossier.named(sentence(step))}</li>`)}</ul>
<details><summary class="small">The way in words</summary><pre>${renderHops(witness.path).join('\n')}</pre></details>`;
    }
  }
}

interface Group {
  readonly answers: readonly Judged[];
}

/** Proofs with the same reasons are shown once, with everything they hold for. */
function groups(answers: readonly Judged[]): readonly Group[] {
  const byReason = new Map<string, Judged[]>();
  for (const answer of answers) {
    const { verdict } = answer.check;
    const key = JSON.stringify(verdict.kind === 'proved' ? [verdict.because, verdict.assumptions] : []);
    const known = byReason.get(key);
    if (known === undefined) byReason.set(key, [answer]);
    else known.push(answer);
  }
  return [...byReason.values()].map((same) => ({ answers: same }));
}

function provedGroup({ answers }: Group, dossier: Dossier): Markup {
  const [first] = answers;
  if (first?.check.verdict.kind !== 'proved') return markup``;
  const { because, assumptions } = first.check.verdict;
  const pictures = closedPictures(because, `shut-${first.key}`, dossier.named);
  const others = [...new Set(because.filter(({ code }) => code !== 'Closed' || pictures.length === 0).map((step) => dossier.named(sentence(step))))];
  const subjects = answers.slice(0, MOST_SUBJECTS).map((answer) => markup`<li>${whereOf(answer, dossier)}${answer.check.finding === undefined ? '' : markup` <code>[${readable(answer.check.finding)}]</code>`}</li>`);
  const more = answers.length > MOST_SUBJECTS ? markup`<li>and ${answers.length - MOST_SUBJECTS} more, in <code>checks.json</code></li>` : '';
  return markup`<div class="case is-proved" id="check-${first.key}">${answers.length === 1 ? markup`<div class="where">${badge('proved')} ${whereOf(first, dossier)}${first.check.finding === undefined ? '' : markup` <code>[${readable(first.check.finding)}]</code>`}</div>` : markup`<div class="where">${badge('proved')} of ${answers.length}</div><ul class="subjects">${subjects}${more}</ul>`}
${others.length === 0 ? '' : markup`<ul>${others.map((line) => markup`<li>${line}</li>`)}</ul>`}${pictures.length === 0 ? '' : markup`<figure><figcaption>Every way is closed:</figcaption>${pictures}</figure>`}
${assumptions.length === 0 ? '' : markup`<p class="small soft">Holds under: ${assumptions.join(' ')}</p>`}</div>`;
}

function idleGroup(answers: readonly Judged[]): Markup {
  const names = answers.slice(0, MOST_SUBJECTS).map(({ check: { subject } }) => (subject === undefined ? 'the templates' : placeName(subject)));
  return markup`<p class="small soft">Does not apply to ${names.join(', ')}${answers.length > MOST_SUBJECTS ? ` and ${answers.length - MOST_SUBJECTS} more` : ''}.</p>`;
}
