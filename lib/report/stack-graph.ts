import type { Diagram } from './diagram';
import type { StackSummary } from './report';

/** The stacks and which must be deployed before which; a dependency that follows from others is not drawn. */
export function stackGraph(stacks: readonly StackSummary[]): Diagram {
  const dependencies = new Map(stacks.map((stack) => [stack.id, stack.dependencies]));
  const reaches = (from: string, to: string, seen: ReadonlySet<string> = new Set()): boolean =>
    !seen.has(from) && (dependencies.get(from) ?? []).some((next) => next === to || reaches(next, to, new Set([...seen, from])));
  return {
    nodes: stacks.map((stack) => ({ id: stack.id, label: stack.path, detail: `${stack.resources} resources`, kind: 'stack' })),
    edges: stacks.flatMap((stack) =>
      stack.dependencies.filter((dependency) => !stack.dependencies.some((other) => other !== dependency && reaches(other, dependency))).map((dependency) => ({ from: dependency, to: stack.id })),
    ),
  };
}

/** Stacks in an order in which they can be deployed: what is needed first comes first, else by name. */
export function deployOrder(stacks: readonly StackSummary[]): StackSummary[] {
  const ordered: StackSummary[] = [];
  const rest = [...stacks].sort((a, b) => (a.id < b.id ? -1 : 1));
  while (rest.length > 0) {
    const ready = rest.findIndex((stack) => !stack.dependencies.some((dependency) => rest.some((other) => other.id === dependency)));
    ordered.push(...rest.splice(Math.max(0, ready), 1));
  }
  return ordered;
}
