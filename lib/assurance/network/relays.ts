import type { Id, NetworkModel, Node } from './model';
import type { Question } from './search';

interface Relays {
  /** Nodes that pass on what they are handed: by forwards, a public door, or code of their own. */
  readonly all: readonly Node[];
  /** Nodes with a forward to a node. */
  readonly before: ReadonlyMap<Id, readonly Node[]>;
  /** Nodes with a forward to where nobody tells. */
  readonly lost: readonly Node[];
}

const compiled = new WeakMap<NetworkModel, Relays>();

function relaysOf(model: NetworkModel): Relays {
  const known = compiled.get(model) ?? compile(model);
  compiled.set(model, known);
  return known;
}

function compile({ nodes }: NetworkModel): Relays {
  const before = new Map<Id, Node[]>();
  const lost: Node[] = [];
  for (const node of nodes.values()) {
    for (const { to } of node.forwards) {
      if (to === undefined) lost.push(node);
      else before.set(to, [...(before.get(to) ?? []), node]);
    }
  }
  return { all: [...nodes.values()].filter((node) => node.forwards.length > 0 || node.publicDoor !== undefined || node.runsCode), before, lost };
}

/**
 * Nodes that may stand on a path to what is asked for: those whose forwards lead there, through others or to where nobody tells.
 * Where workloads pass on whatever they like, every relay may.
 */
export function relaysTo(model: NetworkModel, { to, toNodes, through }: Question): readonly Node[] {
  const { all, before, lost } = relaysOf(model);
  if (through === 'workloads') return all;
  const found = new Set<Node>(lost);
  const open: Id[] = [...toNodes, ...to.flatMap((site) => (site.kind === 'interface' ? [site.node.id] : [])), ...lost.map(({ id }) => id)];
  const seen = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const node of before.get(id) ?? []) {
      found.add(node);
      if (!seen.has(node.id)) {
        seen.add(node.id);
        open.push(node.id);
      }
    }
  }
  // in the order of the model, so that the first path found is always the same
  return found.size === 0 ? [] : all.filter((node) => found.has(node));
}

export function allRelays(model: NetworkModel): readonly Node[] {
  return relaysOf(model).all;
}
