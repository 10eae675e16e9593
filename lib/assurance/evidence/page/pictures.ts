import type { Hop, Path } from '../../network';
import { admittance, closed, packet, words, wayName } from '../../prose';
import { isDetails, items } from '../../prose/words';
import type { Step } from '../../verdict';
import { Markup, markup } from './markup';

const WIDTH = 900;
const NODE = { height: 38 } as const;
const LINE = 17;
/** How many things that close a way are drawn; the rest is counted. */
const MOST_WALLS = 8;

/** Names of resources as a reader knows them. */
export type Naming = (text: string) => string;

/** The way packets take, from top to bottom: ends, packet of each hop, what lets it through; what closes it is marked. */
export function pathPicture({ hops }: Path, remove: readonly string[], id: string, named: Naming): Markup {
  const parts: Markup[] = [];
  let y = 8;
  for (const [index, hop] of hops.entries()) {
    parts.push(box(named(words(hop.from)), 8, y, 560, index === 0));
    const notes = notesOf(hop, remove).map((note) => ({ ...note, text: named(note.text) }));
    const length = 24 + notes.length * LINE;
    const top = y + NODE.height;
    parts.push(markup`<path class="flow" marker-end="url(#${id}-head)" d="M40 ${top}V${top + length - 3}"/>`);
    notes.forEach(({ text, kind, marked }, line) => {
      const at = top + 22 + line * LINE;
      if (line > 0) parts.push(marked ? markup`<path class="cut" d="M31 ${at - 4}H53"/>` : markup`<circle class="pass" cx="40" cy="${at - 4}" r="3"/>`);
      parts.push(markup`<text class="${kind}" x="60" y="${at}">${shortened(text, 125)}<title>${text}</title></text>`);
    });
    y = top + length;
  }
  const last = hops.at(-1);
  if (last !== undefined) parts.push(box(named(words(last.to)), 8, y, 560, true));
  const spoken = hops.map((hop) => named(`${words(hop.from)} to ${words(hop.to)}: ${packet(hop)}`)).join('; ');
  return drawing(y + NODE.height + 8, id, 'Way that packets take', spoken, parts);
}

interface Note {
  readonly text: string;
  readonly kind: 'small' | 'stop' | 'plain';
  readonly marked: boolean;
}

function notesOf(hop: Hop, remove: readonly string[]): readonly Note[] {
  const admitted = (prefix: string, list: Hop['admittedBy']): Note[] => list.map((each) => {
    const marked = remove.includes(each.by);
    return { text: `${prefix}${admittance(each)}${marked ? ' — take it away and the way is closed' : ''}`, kind: marked ? 'stop' : 'small', marked };
  });
  const sentOn = hop.because.map((by): Note => ({ text: `sent on by ${words(by)}`, kind: remove.includes(by) ? 'stop' : 'small', marked: remove.includes(by) }));
  return [{ text: `${packet(hop)}  (${words(hop.way)})`, kind: 'plain', marked: false }, ...sentOn, ...admitted('', hop.admittedBy), ...admitted('answer: ', hop.answerAdmittedBy)];
}

/** Where each direct way between two ends is closed: the line stops at a wall that says what closes it. */
export function closedPictures(because: readonly Step[], id: string, named: Naming): readonly Markup[] {
  const pairs = new Map<string, Step[]>();
  for (const step of because) {
    if (step.code !== 'Closed') continue;
    const key = `${words(step.from)}\n${words(step.to)}`;
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [step]);
    else known.push(step);
  }
  return [...pairs.values()].map((steps, index) => closedPicture(steps, `${id}-${index}`, named));
}

interface Way {
  readonly label: string;
  readonly families: string;
  readonly walls: readonly string[];
}

function closedPicture(steps: readonly Step[], id: string, named: Naming): Markup {
  const [first] = steps;
  const [from, to] = [named(words(first?.from)), named(words(first?.to))];
  const parts = [box(from, 8, 8, 560, true)];
  let y = 8 + NODE.height;
  let branch = y;
  const ways = waysOf(steps, named);
  for (const { label, families, walls } of ways) {
    branch = y + 28;
    parts.push(
      markup`<path class="open" d="M40 ${branch}H236"/><path class="wall" d="M240 ${branch - 9}V${branch + 9}"/><text x="50" y="${branch - 6}">${shortened(label, 30)}</text><text class="small" x="50" y="${branch + 15}">${families}</text>`,
      ...walls.map((wall, line) => markup`<text class="shut" x="254" y="${branch + 4 + line * LINE}">${shortened(wall, 100)}<title>${wall}</title></text>`),
    );
    y = branch + Math.max(24, walls.length * LINE);
  }
  const end = y + 18;
  parts.push(markup`<path class="open" d="M40 ${8 + NODE.height}V${branch}"/><path class="rest" d="M40 ${branch}V${end}"/>`, box(to, 8, end, 560, true));
  return drawing(end + NODE.height + 8, id, 'Where every way is closed', `${from} to ${to}: ${ways.map(({ label, families, walls }) => `${label} (${families}): ${walls.join('; ')}`).join('. ')}`, parts);
}

/** Each way once, whatever its addresses and protocols: what closes it in all of them, or everything where each has its own. */
function waysOf(steps: readonly Step[], named: Naming): readonly Way[] {
  const ways = new Map<string, { readonly families: Set<string>; readonly closers: (readonly string[])[] }>();
  for (const { way, family, by } of steps) {
    const known = ways.get(wayName(way)) ?? { families: new Set<string>(), closers: [] };
    known.families.add(words(family));
    known.closers.push(items(by).map((closer) => named(isDetails(closer) ? closed(closer) : words(closer))));
    ways.set(wayName(way), known);
  }
  return [...ways].map(([label, { families, closers }]) => {
    const every = [...new Set(closers.flat())];
    const common = every.filter((closer) => closers.every((each) => each.includes(closer)));
    const shown = common.length > 0 ? common : every;
    const rest = every.length - shown.length;
    const walls = shown.length > MOST_WALLS ? [...shown.slice(0, MOST_WALLS), `and ${shown.length - MOST_WALLS} more`] : shown;
    return { label, families: [...families].sort().join(' and '), walls: rest === 0 ? walls : [...walls, `and ${rest} more, each for a part of the traffic`] };
  });
}

function drawing(height: number, id: string, title: string, spoken: string, parts: readonly Markup[]): Markup {
  return markup`<div class="picture"><svg class="way" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${spoken}</desc><defs><marker id="${id}-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>${parts}</svg></div>`;
}

function box(name: string, x: number, y: number, width: number, end: boolean): Markup {
  const most = Math.floor(width / 7.6);
  return markup`<rect class="node${end ? ' end' : ''}" x="${x}" y="${y}" width="${width}" height="${NODE.height}" rx="7"/><text class="name" x="${x + 12}" y="${y + 24}">${shortened(name, most)}<title>${name}</title></text>`;
}

/** The end of a name tells more than its beginning. */
function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.floor(most * 0.4)).join('')}…${characters.slice(-Math.ceil(most * 0.6) + 1).join('')}`;
}
