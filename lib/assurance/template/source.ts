import { PlatformError } from '../../contract/platform-error';

/** Where something stands; lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A template as written: plain data with the offset of each value. Short tags are already spelled out (`!Ref X` is `{Ref: X}`). */
export type Node = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly at: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly at: number;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly at: number;
}

export interface Entry {
  /** Offset of the key. */
  readonly at: number;
  readonly value: Node;
}

/** What reading may cost. CloudFormation itself takes templates of up to 1 MB. */
export const LIMITS = { characters: 8 * 1024 * 1024, depth: 150, nodes: 500_000 } as const;

/** The text of one file; turns offsets into positions. */
export class Source {
  private starts: readonly number[] | undefined;

  constructor(readonly file: string, readonly text: string) {}

  position(offset: number): Position {
    this.starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  /** The file cannot be used; says where and what to change. */
  fail(code: string, what: string, at: number, fix: string, got?: unknown): never {
    throw new PlatformError([{ code, what, where: renderPosition(this.position(Math.min(at, this.text.length))), fix, got }]);
  }
}

export function renderPosition({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

/** Counts values and depth while a file is read, so that no input costs more than LIMITS. */
export class ReadBudget {
  private nodes = 0;

  constructor(private readonly source: Source) {}

  spend(depth: number, at: number): void {
    this.nodes += 1;
    if (this.nodes > LIMITS.nodes) {
      this.source.fail('TemplateTooLarge', `a template must have at most ${LIMITS.nodes} values, aliases counted as often as they are used`, at, 'split the template');
    }
    if (depth > LIMITS.depth) this.source.fail('TemplateTooDeep', `a template must be nested at most ${LIMITS.depth} deep`, at, 'flatten it');
  }
}

/**
 * A number only where its text can be told from the number: `1.0`, `0x1F` and `012345678901` stay text, since CloudFormation hands on
 * text to the services.
 */
export function numberOrText(text: string): string | number {
  const number = Number(text);
  return text !== '' && Number.isFinite(number) && String(number) === text ? number : text;
}

export function duplicateKey(source: Source, key: string, at: number): never {
  return source.fail('DuplicateKey', `key ${JSON.stringify(key)} must occur once in its map`, at, 'remove one of the two');
}

/** Entry of a map by key; undefined for anything that is not a map. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

export function scalarText(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** Entry of a table by a key that a template wrote: `constructor` is in none of them. */
export function own<T>(table: { readonly [key: string]: T } | undefined, key: string | undefined): T | undefined {
  return table !== undefined && key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
