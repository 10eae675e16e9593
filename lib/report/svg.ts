import type { Diagram } from './diagram';
import { BOX, layout, type Layout, type PlacedEdge, type PlacedNode } from './layout';

/** Text as it may stand in HTML and SVG, in text and in attributes. */
export function escape(text: string): string {
  // control characters have no meaning in HTML and would break the page's well-formedness
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A picture of the diagram: no script, no style of its own but classes, readable by a screen reader. */
export function renderSvg(diagram: Diagram, id: string, title: string): string {
  const placed = layout(diagram);
  const words = diagram.edges.map((edge) => `${nameOf(diagram, edge.from)} to ${nameOf(diagram, edge.to)}`).join('; ');
  return [
    `<svg class="diagram" viewBox="0 0 ${round(placed.width)} ${round(placed.height)}" width="${round(placed.width)}" height="${round(placed.height)}" role="img" aria-labelledby="${id}-title ${id}-words">`,
    `<title id="${id}-title">${escape(title)}</title><desc id="${id}-words">${escape(words)}</desc>`,
    `<defs><marker id="${id}-arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>`,
    ...placed.edges.map((edge) => edgePath(edge, id, placed.direction)),
    ...placed.nodes.map(box),
    ...placed.edges.map((edge) => edgeLabel(edge, placed.direction)),
    '</svg>',
  ].join('\n');
}

function nameOf(diagram: Diagram, id: string): string {
  const node = diagram.nodes.find((candidate) => candidate.id === id);
  return node === undefined ? id : [node.label, node.detail].filter((part) => part !== undefined).join(' ');
}

function box(node: PlacedNode): string {
  const middle = round(node.x + BOX.width / 2);
  const lines = node.detail === undefined ? [{ text: node.label, y: node.y + 33, name: 'label' }] : [{ text: node.label, y: node.y + 24, name: 'label' }, { text: node.detail, y: node.y + 42, name: 'detail' }];
  const full = [node.label, node.detail].filter((part) => part !== undefined).join(': ');
  return `<g class="box ${node.kind}"><title>${escape(full)}</title><rect x="${round(node.x)}" y="${round(node.y)}" width="${BOX.width}" height="${BOX.height}" rx="8"/>${lines
    .map(({ text, y, name }) => `<text class="${name}" x="${middle}" y="${round(y)}">${escape(shortened(text, name === 'label' ? 22 : 28))}</text>`)
    .join('')}</g>`;
}

function edgePath(edge: PlacedEdge, id: string, direction: Layout['direction']): string {
  const [first, ...rest] = edge.points;
  if (first === undefined) return '';
  let [x, y] = first;
  const segments = rest.map(([toX, toY]) => {
    const [bendX, bendY] = direction === 'right' ? [Math.abs(toX - x) / 2, 0] : [0, Math.abs(toY - y) / 2];
    const straight = direction === 'right' ? toY === y : toX === x;
    const path = straight ? `L${pair(toX, toY)}` : `C${pair(x + bendX, y + bendY)} ${pair(toX - bendX, toY - bendY)} ${pair(toX, toY)}`;
    [x, y] = [toX, toY];
    return path;
  });
  return `<path class="edge${edge.dashed === true ? ' dashed' : ''}" marker-end="url(#${id}-arrow)" d="M${pair(...first)}${segments.join('')}"/>`;
}

/** On the last stretch before the arrow's head, where edges from one box have parted. */
function edgeLabel(edge: PlacedEdge, direction: Layout['direction']): string {
  const [toX, toY] = edge.points.at(-1) ?? [0, 0];
  const [fromX, fromY] = edge.points.at(-2) ?? [0, 0];
  if (edge.label === undefined || edge.label === '') return '';
  const [x, y] = direction === 'right' ? [fromX + (toX - fromX) * 0.56, fromY + (toY - fromY) * 0.6 - 5] : [fromX + (toX - fromX) * 0.72, fromY + (toY - fromY) * 0.52 + 4];
  return `<text class="on-edge" x="${round(x)}" y="${round(y)}">${escape(shortened(edge.label, 16))}</text>`;
}

function pair(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}

function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `…${characters.slice(1 - length).join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
