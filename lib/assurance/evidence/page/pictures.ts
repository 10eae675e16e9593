import type { Hop, Path } from '../../network';
import { admittance, closed, packet, words, wayName } from '../../prose';
import { isDetails, items } from '../../prose/words';
import type { Step } from '../../verdict';
import { Markup, markup } from './markup';

const WIDTH = 900;
const NODE = { width: 300, height: 38 } as const;
const LINE = 17;
/** How many ways of a proof are drawn; the rest is counted. */
const MOST_WAYS = 10;

/** The way packets take, from top to bottom: ends, packet of each hop, what lets it through; what closes it is marked. */
export function pathPicture({ hops }: Path, remove: readonly string[], id: string): Markup {
  const parts: Markup[] = [];
  let y = 8;
  for (const [index, hop] of hops.entries()) {
    parts.push(node(hop.from, y, index === 0));
    const notes = notesOf(hop, remove);
    const length = 24 + notes.length * LINE;
    const top = y + NODE.height;
    parts.push(markup`<path class="flow" marker-end="url(#${id}-head)" d="M40 ${top}V${top + length - 3}"/>`);
    notes.forEach(({ text, kind, marked }, line) => {
      const at = top + 22 + line * LINE;
      if (marked) parts.push(markup`<rect class="cut" x="54" y="${at - 12.5}" width="${textWidth(text) + 12}" height="${LINE - 1}" rx="3"/>`);
      parts.push(markup`<text class="${kind}" x="60" y="${at}">${shortened(text, 125)}<title>${text}</title></text>`);
    });
    y = top + length;
  }
  const last = hops.at(-1);
  if (last !== undefined) parts.push(node(last.to, y, true));
  const spoken = hops.map((hop) => `${words(hop.from)} to ${words(hop.to)}: ${packet(hop)}`).join('; ');
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
export function closedPictures(because: readonly Step[], id: string): readonly Markup[] {
  const pairs = new Map<string, Step[]>();
  for (const step of because) {
    if (step.code !== 'Closed') continue;
    const key = `${words(step.from)}\n${words(step.to)}`;
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [step]);
    else known.push(step);
  }
  return [...pairs.values()].map((steps, index) => closedPicture(steps, `${id}-${index}`));
}

interface Way {
  readonly label: string;
  readonly walls: readonly string[];
}

function closedPicture(steps: readonly Step[], id: string): Markup {
  const [first] = steps;
  const ways = waysOf(steps);
  const shown = ways.slice(0, MOST_WAYS);
  const parts: Markup[] = [];
  let y = 10;
  const middles: number[] = [];
  for (const { label, walls } of shown) {
    const height = Math.max(40, 20 + walls.length * LINE);
    const middle = y + 14;
    middles.push(middle);
    parts.push(
      markup`<text class="small" x="232" y="${middle - 4}">${shortened(label, 48)}</text><path class="open" d="M218 ${middle}H300"/><path class="rest" d="M306 ${middle}H680"/><path class="wall" d="M303 ${middle - 8}V${middle + 8}"/>`,
      ...walls.map((wall, line) => markup`<text class="shut" x="314" y="${middle + 15 + line * LINE}">${shortened(wall, 62)}<title>${wall}</title></text>`),
    );
    y += height + 8;
  }
  if (ways.length > shown.length) {
    parts.push(markup`<text class="small" x="232" y="${y + 6}">and ${ways.length - shown.length} more ways, each closed</text>`);
    y += 20;
  }
  const [from, to] = [words(first?.from), words(first?.to)];
  const top = middles[0] ?? y;
  const bottom = middles.at(-1) ?? y;
  if (bottom > top) parts.push(markup`<path class="open" d="M218 ${top}V${bottom}"/><path class="rest" d="M680 ${top}V${bottom}"/>`);
  const centre = (top + bottom) / 2 - NODE.height / 2;
  parts.push(box(from, 8, centre, 210, false), box(to, 680, centre, 212, true));
  return drawing(Math.max(y, NODE.height + 20), id, 'Where every way is closed', `${from} to ${to}: ${shown.map(({ label, walls }) => `${label}: ${walls.join('; ')}`).join('. ')}`, parts);
}

/** Ways that the same things close are one, whatever their families and protocols. */
function waysOf(steps: readonly Step[]): readonly Way[] {
  const ways = new Map<string, { readonly way: string; readonly kinds: Set<string>; readonly walls: readonly string[] }>();
  for (const { way, family, protocols, by } of steps) {
    const walls = [...new Set(items(by).map((closer) => (isDetails(closer) ? closed(closer) : words(closer))))];
    const key = JSON.stringify([way, walls]);
    const known = ways.get(key) ?? { way: wayName(way), kinds: new Set<string>(), walls };
    known.kinds.add(`${words(family)} ${protocols === 'tcp' ? 'TCP' : 'other'}`);
    ways.set(key, known);
  }
  return [...ways.values()].map(({ way, kinds, walls }) => ({ label: `${way} (${kindsText(kinds)})`, walls }));
}

function kindsText(kinds: ReadonlySet<string>): string {
  return kinds.size === 4 ? 'IPv4 and IPv6' : [...kinds].join(', ');
}

function drawing(height: number, id: string, title: string, spoken: string, parts: readonly Markup[]): Markup {
  return markup`<div class="picture"><svg class="way" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${spoken}</desc><defs><marker id="${id}-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>${parts}</svg></div>`;
}

function node(name: string, y: number, end: boolean): Markup {
  return box(words(name), 8, y, 560, end);
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

function textWidth(text: string): number {
  return Math.min(WIDTH - 80, [...text].length * 6.4);
}
