import type { Diagram, DiagramEdge, DiagramNode } from './diagram';

export const BOX = { width: 184, height: 54, margin: 12 } as const;

/** Room between layers and between the boxes of a layer. */
const GAPS = { right: { between: 78, beside: 22 }, down: { between: 56, beside: 34 } } as const;

/** Wider than this, the layers go down the page instead of to the right. */
const WIDEST = 1240;

/** How much room an edge takes that passes a layer. */
const PASSAGE = 10;

export interface PlacedNode extends DiagramNode {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge extends DiagramEdge {
  /** From one box to the other, around the boxes between. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Layout {
  readonly direction: 'right' | 'down';
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** A box, or a place that an edge across several layers passes through. */
interface Slot {
  readonly id: string;
  readonly box: boolean;
}

/** Layers by the longest way from a source, to the right or down the page; within a layer, near to what they connect to. The same input gives the same picture. */
export function layout(diagram: Diagram): Layout {
  const depth = depths(diagram);
  const chains = diagram.edges.map((edge, index) => ({ edge, ids: chainOf(edge, index, depth) }));
  const layers = layersOf(diagram, depth, chains.flatMap(({ ids }) => ids.slice(1, -1)));
  for (let sweep = 0; sweep < 6; sweep++) reorder(layers, chains.map(({ ids }) => ids), sweep % 2 === 0);
  const direction = layers.length * (BOX.width + GAPS.right.between) <= WIDEST ? 'right' : 'down';
  const right = direction === 'right';
  const gaps = GAPS[direction];
  const [along, across] = right ? [BOX.width, BOX.height] : [BOX.height, BOX.width];
  const sizeOf = (slot: Slot) => (slot.box ? across : PASSAGE);
  const sizes = layers.map((slots) => slots.reduce((sum, slot) => sum + sizeOf(slot) + gaps.beside, -gaps.beside));
  const widest = Math.max(0, ...sizes);
  const at = new Map<string, Place>();
  layers.forEach((slots, layer) => {
    let next = BOX.margin + (widest - (sizes[layer] ?? 0)) / 2;
    for (const slot of slots) {
      at.set(slot.id, { along: BOX.margin + layer * (along + gaps.between), across: next + sizeOf(slot) / 2 });
      next += sizeOf(slot) + gaps.beside;
    }
  });
  const place = (id: string): Place => at.get(id) ?? { along: 0, across: 0 };
  const point = ([a, b]: readonly [number, number]): readonly [number, number] => (right ? [a, b] : [b, a]);
  const length = Math.max(0, layers.length * (along + gaps.between) - gaps.between) + 2 * BOX.margin;
  const [width, height] = point([length, widest + 2 * BOX.margin]);
  return {
    direction,
    width,
    height,
    nodes: diagram.nodes.map((node) => {
      const [x, y] = point([place(node.id).along, place(node.id).across - across / 2]);
      return { ...node, x, y };
    }),
    edges: chains.map(({ edge, ids }) => ({ ...edge, points: pointsOf(ids, place, along, (depth.get(edge.from) ?? 0) < (depth.get(edge.to) ?? 0)).map(point) })),
  };
}

/** Where a slot begins along the layers, and its middle across them. */
interface Place {
  readonly along: number;
  readonly across: number;
}

/** Longest way from a source; an edge that closes a circle counts for nothing. */
function depths(diagram: Diagram): Map<string, number> {
  const depth = new Map<string, number>();
  const visiting = new Set<string>();
  const visit = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined || visiting.has(id)) return known ?? -1;
    visiting.add(id);
    const own = Math.max(-1, ...diagram.edges.filter(({ to }) => to === id).map(({ from }) => visit(from))) + 1;
    visiting.delete(id);
    depth.set(id, own);
    return own;
  };
  for (const { id } of diagram.nodes) visit(id);
  return depth;
}

function chainOf(edge: DiagramEdge, index: number, depth: ReadonlyMap<string, number>): string[] {
  const from = depth.get(edge.from) ?? 0;
  const to = depth.get(edge.to) ?? 0;
  const between = Array.from({ length: Math.max(0, to - from - 1) }, (_, step) => `\u0000${index}/${from + step + 1}`);
  return [edge.from, ...between, edge.to];
}

function layersOf(diagram: Diagram, depth: ReadonlyMap<string, number>, passages: readonly string[]): Slot[][] {
  const layers: Slot[][] = Array.from({ length: Math.max(-1, ...depth.values()) + 1 }, () => []);
  for (const { id } of diagram.nodes) layers[depth.get(id) ?? 0]?.push({ id, box: true });
  for (const id of passages) layers[Number(id.split('/').at(-1))]?.push({ id, box: false });
  return layers;
}

/** Puts each slot at the mean place of its neighbours in the layer before (or after). */
function reorder(layers: Slot[][], chains: readonly (readonly string[])[], forward: boolean): void {
  const pairs = chains.flatMap((ids) => ids.slice(1).map((to, index) => [ids[index] ?? '', to] as const));
  const order = forward ? layers.map((_, index) => index).slice(1) : layers.map((_, index) => index).slice(0, -1).reverse();
  for (const layer of order) {
    const neighbours = layers[forward ? layer - 1 : layer + 1] ?? [];
    const place = new Map(neighbours.map((slot, index) => [slot.id, (index + 0.5) / neighbours.length]));
    const mean = (id: string, own: number): number => {
      const places = pairs.flatMap(([from, to]) => (forward ? (to === id ? [place.get(from)] : []) : from === id ? [place.get(to)] : [])).filter((value) => value !== undefined);
      return places.length === 0 ? own : places.reduce((sum, value) => sum + value, 0) / places.length;
    };
    const slots = layers[layer] ?? [];
    const ranked = slots.map((slot, index) => ({ slot, rank: mean(slot.id, (index + 0.5) / slots.length), index }));
    layers[layer] = ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ slot }) => slot);
  }
}

function pointsOf(ids: readonly string[], place: (id: string) => Place, size: number, forward: boolean): (readonly [number, number])[] {
  return ids.flatMap((id, index): (readonly [number, number])[] => {
    const { along, across } = place(id);
    if (index === 0) return [[along + size, across]];
    if (index === ids.length - 1) return [[forward ? along : along + size, across]];
    return [[along, across], [along + size, across]];
  });
}
