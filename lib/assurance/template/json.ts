import { duplicateKey, numberOrText, own, ReadBudget, type Entry, type Node, type Source } from './source';

const LITERALS: readonly (readonly [string, boolean | null])[] = [['true', true], ['false', false], ['null', null]];
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\r\n]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: { readonly [letter: string]: string } = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** JSON with the offset of each value; refuses duplicate keys, which JSON.parse would hide. */
export function readJson(source: Source): Node {
  return new JsonReader(source).read();
}

class JsonReader {
  private at = 0;
  private readonly text: string;
  private readonly budget: ReadBudget;

  constructor(private readonly source: Source) {
    this.text = source.text;
    this.budget = new ReadBudget(source);
    if (this.text.startsWith('\uFEFF')) this.at = 1;
  }

  read(): Node {
    this.skipSpace();
    const node = this.value(1);
    this.skipSpace();
    if (this.at < this.text.length) this.unexpected('the end of the file');
    return node;
  }

  private value(depth: number): Node {
    const at = this.at;
    this.budget.spend(depth, at);
    const letter = this.text[at];
    if (letter === '{') return this.map(depth);
    if (letter === '[') return this.list(depth);
    if (letter === '"') return { kind: 'scalar', value: this.string(), at };
    for (const [word, value] of LITERALS) {
      if (this.text.startsWith(word, at)) {
        this.at += word.length;
        return { kind: 'scalar', value, at };
      }
    }
    const number = this.match(NUMBER);
    if (number === '') this.unexpected('a value');
    return { kind: 'scalar', value: numberOrText(number), at };
  }

  private map(depth: number): Node {
    const at = this.at;
    const entries = new Map<string, Entry>();
    this.at += 1;
    this.skipSpace();
    if (this.take('}')) return { kind: 'map', entries, at };
    do {
      this.skipSpace();
      const keyAt = this.at;
      if (this.text[keyAt] !== '"') this.unexpected('a key in double quotes');
      const key = this.string();
      if (entries.has(key)) duplicateKey(this.source, key, keyAt);
      this.skipSpace();
      if (!this.take(':')) this.unexpected("':'");
      this.skipSpace();
      entries.set(key, { at: keyAt, value: this.value(depth + 1) });
      this.skipSpace();
    } while (this.take(','));
    if (!this.take('}')) this.unexpected("',' or '}'");
    return { kind: 'map', entries, at };
  }

  private list(depth: number): Node {
    const at = this.at;
    const items: Node[] = [];
    this.at += 1;
    this.skipSpace();
    if (this.take(']')) return { kind: 'list', items, at };
    do {
      this.skipSpace();
      items.push(this.value(depth + 1));
      this.skipSpace();
    } while (this.take(','));
    if (!this.take(']')) this.unexpected("',' or ']'");
    return { kind: 'list', items, at };
  }

  private string(): string {
    this.at += 1;
    let value = this.match(PLAIN);
    while (!this.take('"')) {
      if (this.text[this.at] !== '\\') this.unexpected("'\"' at the end of the text");
      value += this.escape() + this.match(PLAIN);
    }
    return value;
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    const plain = own(ESCAPES, letter);
    if (plain !== undefined) {
      this.at += 2;
      return plain;
    }
    const code = this.text.slice(this.at + 2, this.at + 6);
    if (letter !== 'u' || !/^[0-9A-Fa-f]{4}$/.test(code)) this.unexpected('an escape of JSON');
    this.at += 6;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  private skipSpace(): void {
    this.match(SPACE);
  }

  private take(letter: string): boolean {
    if (this.text[this.at] !== letter) return false;
    this.at += 1;
    return true;
  }

  private unexpected(expected: string): never {
    const ended = this.at >= this.text.length;
    return this.source.fail(ended ? 'TruncatedJson' : 'InvalidJson', `JSON must go on with ${expected}`, this.at, ended ? 'the file ends too early: write it whole' : 'correct the JSON',
      ended ? undefined : this.text.slice(this.at, this.at + 20));
  }
}
