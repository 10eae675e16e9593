/** Nesting beyond this is refused. */
const MAX_DEPTH = 64;
const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const SIGN_POINT_EXPONENT = /^-?0*|\.|[eE].*$/g;
/** Decimal numbers of up to this many digits survive the way through a double. */
const EXACT_DIGITS = 15;

/**
 * One spelling for each JSON value: keys in order of their code units, no space, one notation. Undefined for what is not JSON, is nested too deeply, or
 * names a key twice, of which one reader takes the first value and another the last. Works on the text, so that numbers that a double
 * cannot hold keep their digits: two account numbers must not become one.
 */
export function canonicalJson(text: string): string | undefined {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const takes = (character: string): boolean => {
    take(SPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };

  const value = (depth: number): string | undefined => {
    take(SPACE);
    if (depth > MAX_DEPTH) return undefined;
    switch (text[at]) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': return string();
      default: return take(LITERAL) ?? number();
    }
  };
  const object = (depth: number): string | undefined => {
    const members = new Map<string, string>();
    const member = (): boolean => {
      take(SPACE);
      const key = string();
      if (key === undefined || members.has(key) || !takes(':')) return false;
      const inner = value(depth + 1);
      if (inner === undefined) return false;
      members.set(key, inner);
      return true;
    };
    if (!list('}', member)) return undefined;
    // Of two keys in quotes, the shorter one ends in a quotation mark, which would sort it after a space; without them the order is that of the keys.
    const keys = [...members.keys()].sort((a, b) => (a.slice(1, -1) < b.slice(1, -1) ? -1 : 1));
    return `{${keys.map((key) => `${key}:${members.get(key)}`).join(',')}}`;
  };
  const array = (depth: number): string | undefined => {
    const items: string[] = [];
    const item = (): boolean => {
      const inner = value(depth + 1);
      if (inner === undefined) return false;
      items.push(inner);
      return true;
    };
    return list(']', item) ? `[${items.join(',')}]` : undefined;
  };
  /** What stands between brackets, with commas between. */
  const list = (close: string, item: () => boolean): boolean => {
    at += 1;
    if (takes(close)) return true;
    do {
      if (!item()) return false;
    } while (takes(','));
    return takes(close);
  };
  const string = (): string | undefined => {
    const found = take(STRING);
    return found === undefined ? undefined : JSON.stringify(JSON.parse(found));
  };
  const number = (): string | undefined => {
    const found = take(NUMBER);
    if (found === undefined) return undefined;
    return found.replace(SIGN_POINT_EXPONENT, '').length <= EXACT_DIGITS && Number.isFinite(Number(found)) && !/[eE]/.test(found) ? String(Number(found)) : found.toLowerCase();
  };

  const result = value(0);
  take(SPACE);
  return at === text.length ? result : undefined;
}
