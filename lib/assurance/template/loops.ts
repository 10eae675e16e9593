import type { Entry, MapNode, Node } from './source';

/** Copies made by loops; a template of 500 resources needs a fraction. */
const MOST_COPIES = 200_000;

/** A loop that could not be written out: what it would make is not known. */
export interface OpenLoop {
  readonly name: string;
  readonly at: number;
  readonly cause: 'CollectionUnknown' | 'MalformedLoop' | 'TooManyCopies' | 'KeyMadeTwice';
}

/**
 * Writes out `Fn::ForEach` (AWS::LanguageExtensions) wherever it stands: `{Fn::ForEach::Name: [Id, [a, b], {Key${Id}: …}]}` becomes an entry for each item.
 * A loop over a collection that cannot be told is left out and reported.
 */
export function writeOutLoops(root: Node, collection: (node: Node) => readonly string[] | undefined): { readonly root: Node; readonly open: readonly OpenLoop[] } {
  const writer = new LoopWriter(collection);
  return { root: writer.node(root), open: writer.open };
}

class LoopWriter {
  readonly open: OpenLoop[] = [];
  private copies = 0;

  constructor(private readonly collection: (node: Node) => readonly string[] | undefined) {}

  node(node: Node): Node {
    if (node.kind === 'scalar') return node;
    if (node.kind === 'list') {
      const items = node.items.map((item) => this.node(item));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    return this.map(node);
  }

  private map(node: MapNode): Node {
    const entries = new Map<string, Entry>();
    let changed = false;
    for (const [key, entry] of node.entries) {
      if (key.startsWith('Fn::ForEach::')) {
        changed = true;
        this.loop(key, entry, entries);
      } else {
        const value = this.node(entry.value);
        changed ||= value !== entry.value;
        entries.set(key, { at: entry.at, value });
      }
    }
    return changed ? { ...node, entries } : node;
  }

  private loop(name: string, { value, at }: Entry, into: Map<string, Entry>): void {
    const [identifier, items, body] = value.kind === 'list' && value.items.length === 3 ? value.items : [];
    if (identifier?.kind !== 'scalar' || typeof identifier.value !== 'string' || items === undefined || body?.kind !== 'map') {
      this.open.push({ name, at, cause: 'MalformedLoop' });
      return;
    }
    const values = this.collection(items);
    if (values === undefined) {
      this.open.push({ name, at, cause: 'CollectionUnknown' });
      return;
    }
    for (const item of values) {
      const copy = this.copies > MOST_COPIES ? undefined : this.substitute(body, identifier.value, item);
      if (copy === undefined || this.copies > MOST_COPIES) {
        this.open.push({ name, at, cause: 'TooManyCopies' });
        return;
      }
      const made = this.node(copy);
      if (made.kind !== 'map') continue;
      for (const [key, entry] of made.entries) {
        if (into.has(key)) this.open.push({ name, at, cause: 'KeyMadeTwice' });
        into.set(key, entry);
      }
    }
  }

  /** `${Id}` and `&{Id}` (letters and digits only) in keys and texts, and `{Ref: Id}`. */
  private substitute(node: Node, identifier: string, item: string): Node {
    this.copies += 1;
    if (this.copies > MOST_COPIES) return node;
    if (node.kind === 'scalar') return typeof node.value === 'string' ? { ...node, value: insert(node.value, identifier, item) } : node;
    if (node.kind === 'list') return { ...node, items: node.items.map((each) => this.substitute(each, identifier, item)) };
    const ref = node.entries.size === 1 ? node.entries.get('Ref')?.value : undefined;
    if (ref?.kind === 'scalar' && ref.value === identifier) return { kind: 'scalar', value: item, at: node.at };
    return { ...node, entries: new Map([...node.entries].map(([key, entry]) => [insert(key, identifier, item), { at: entry.at, value: this.substitute(entry.value, identifier, item) }])) };
  }
}

function insert(text: string, identifier: string, item: string): string {
  if (!text.includes(identifier)) return text;
  return text.replaceAll(`\${${identifier}}`, () => item).replaceAll(`&{${identifier}}`, () => item.replace(/[^A-Za-z0-9]/g, ''));
}
