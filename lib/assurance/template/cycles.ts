import { child, scalarText, type Node } from './source';

export interface Cycle {
  readonly path: readonly string[];
  readonly at: number;
}

interface Edge {
  readonly to: string;
  readonly at: number;
}

const REFERENCE_IN_TEXT = /\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}/g;

/**
 * A circle that CloudFormation refuses whatever the parameters are: resources by Ref, Fn::GetAtt, Fn::Sub and DependsOn, or conditions by Condition.
 * What stands under Fn::If, or in a resource with a condition, may not be there, so it is left to the resolution.
 */
export function findCycle(root: Node): Cycle | undefined {
  return circleIn(graph(child(root, 'Conditions'), conditionEdges)) ?? circleIn(graph(child(root, 'Resources'), resourceEdges));
}

function graph(section: Node | undefined, edgesOf: (node: Node) => readonly Edge[]): ReadonlyMap<string, readonly Edge[]> {
  if (section?.kind !== 'map') return new Map();
  return new Map([...section.entries].map(([name, { value }]) => [name, edgesOf(value)]));
}

function conditionEdges(node: Node): readonly Edge[] {
  const edges: Edge[] = [];
  walk(node, (at) => {
    const name = at.kind === 'map' && at.entries.size === 1 ? scalarText(child(at, 'Condition')) : undefined;
    if (name !== undefined) edges.push({ to: name, at: at.at });
    return true;
  });
  return edges;
}

function resourceEdges(resource: Node): readonly Edge[] {
  if (child(resource, 'Condition') !== undefined) return [];
  const edges: Edge[] = [];
  const depends = child(resource, 'DependsOn');
  for (const item of depends?.kind === 'list' ? depends.items : [depends]) {
    const to = scalarText(item);
    if (to !== undefined) edges.push({ to, at: item?.at ?? resource.at });
  }
  const properties = child(resource, 'Properties');
  if (properties !== undefined) walk(properties, (node) => collect(node, edges));
  return edges;
}

function collect(node: Node, edges: Edge[]): boolean {
  if (node.kind !== 'map' || node.entries.size !== 1) return true;
  const attribute = child(node, 'Fn::GetAtt');
  const named = scalarText(child(node, 'Ref')) ?? scalarText(attribute?.kind === 'list' ? attribute.items[0] : undefined) ?? scalarText(attribute)?.split('.')[0];
  if (named !== undefined) edges.push({ to: named, at: node.at });
  const sub = child(node, 'Fn::Sub');
  const local = sub?.kind === 'list' ? sub.items[1] : undefined;
  const body = scalarText(sub?.kind === 'list' ? sub.items[0] : sub) ?? '';
  for (const [, to = ''] of body.matchAll(REFERENCE_IN_TEXT)) if (child(local, to) === undefined) edges.push({ to, at: node.at });
  return !node.entries.has('Fn::If');
}

function walk(node: Node, visit: (node: Node) => boolean): void {
  if (!visit(node)) return;
  if (node.kind === 'list') for (const item of node.items) walk(item, visit);
  if (node.kind === 'map') for (const { value } of node.entries.values()) walk(value, visit);
}

/** Depth first without recursion: a chain of references may be longer than the stack. */
function circleIn(edges: ReadonlyMap<string, readonly Edge[]>): Cycle | undefined {
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const path: { readonly name: string; next: number }[] = done.has(start) ? [] : [{ name: start, next: 0 }];
    const onPath = new Set(path.map(({ name }) => name));
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = edges.get(top.name)?.[top.next];
      top.next += 1;
      if (edge === undefined) {
        done.add(top.name);
        onPath.delete(top.name);
        path.pop();
      } else if (onPath.has(edge.to)) {
        const names = path.map(({ name }) => name);
        return { path: [...names.slice(names.indexOf(edge.to)), edge.to], at: edge.at };
      } else if (edges.has(edge.to) && !done.has(edge.to)) {
        onPath.add(edge.to);
        path.push({ name: edge.to, next: 0 });
      }
    }
  }
  return undefined;
}
