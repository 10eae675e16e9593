/**
 * Texts that are hard for a regular expression, built from the expression itself: what it repeats is repeated, behind what it wants before, and before
 * something that it does not want after. Understands enough of the notation for that; what it does not understand is taken for a letter.
 */

type Node =
  | { readonly kind: 'set'; readonly samples: readonly string[] }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'look'; readonly body: Node };

const CLASSES: Readonly<Record<string, readonly string[]>> = { d: ['0', '9'], D: ['a', ' '], w: ['a', 'Z', '_', '5'], W: [' ', '-', 'é'], s: [' ', '\n', '\t'], S: ['a', '!', 'é'], b: [], B: [] };
const PROPERTIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:Lu|Uppercase|Lt)/, ['A', 'É']], [/^(?:Ll|Lowercase)/, ['a', 'é']], [/^(?:L$|Letter|Alpha|ID_|Script|sc)/, ['a', 'é', '日', 'я']], [/^(?:M|Mark)/, ['\u0301']], [/^(?:N|Nd|Number)/, ['1', '٣']], [/^(?:P|Punct)/, ['.', '–']], [/^(?:S|Symbol|Emoji|Extended)/, ['$', '😀', '+']], [/^(?:Z|White|Space)/, [' ', '\u00a0']], [/^(?:C|Cc|Cf|Default)/, ['\u200b', '\u0000']], [/^Surrogate|^Cs/, ['\ud800']],
];
const OUTSIDE = ['a', '0', ' ', '!', '\n', 'é'];

class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  choice(): Node {
    const options: Node[] = [this.sequence()];
    while (this.peek() === '|') { this.at += 1; options.push(this.sequence()); }
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options };
  }

  private peek(ahead = 0): string {
    return this.source.charAt(this.at + ahead);
  }

  private sequence(): Node {
    const items: Node[] = [];
    while (this.at < this.source.length && this.peek() !== '|' && this.peek() !== ')') items.push(this.repeated(this.atom()));
    return { kind: 'sequence', items };
  }

  private repeated(body: Node): Node {
    const quantifier = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at));
    if (quantifier === null) return body;
    this.at += quantifier[0].length;
    const [, sign, least = '0', comma, most = ''] = quantifier;
    if (sign !== undefined) return { kind: 'repeat', body, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    return { kind: 'repeat', body, least: Number(least), most: comma === '' ? Number(least) : most === '' ? Infinity : Number(most) };
  }

  private atom(): Node {
    const letter = this.peek();
    this.at += 1;
    switch (letter) {
      case '(': return this.group();
      case '[': return { kind: 'set', samples: this.set() };
      case '.': return { kind: 'set', samples: ['a', ' ', 'é'] };
      case '^': case '$': return { kind: 'sequence', items: [] };
      case '\\': return { kind: 'set', samples: this.escape() };
      default: return { kind: 'set', samples: [letter] };
    }
  }

  private group(): Node {
    const head = /^\?(?:<?[=!]|:|<[^>]*>|[a-z-]*:)/.exec(this.source.slice(this.at))?.[0] ?? '';
    this.at += head.length;
    const body = this.choice();
    this.at += 1;
    return /[=!]$/.test(head) ? { kind: 'look', body } : body;
  }

  /** What stands behind a backslash. */
  private escape(): readonly string[] {
    const letter = this.peek();
    this.at += 1;
    const rest = this.source.slice(this.at);
    const take = (pattern: RegExp): string => { const found = pattern.exec(rest)?.[0] ?? ''; this.at += found.length; return found; };
    switch (letter) {
      case 'u': {
        const code = take(/^(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{4})/).replace(/[{}]/g, '');
        return code === '' ? ['u'] : [String.fromCodePoint(Number.parseInt(code, 16))];
      }
      case 'x': { const code = take(/^[0-9a-fA-F]{2}/); return code === '' ? ['x'] : [String.fromCharCode(Number.parseInt(code, 16))]; }
      case 'p': case 'P': {
        const name = take(/^\{[^}]*\}/).slice(1, -1).replace(/^(?:gc|General_Category)=/, '');
        return letter === 'P' ? OUTSIDE : PROPERTIES.find(([pattern]) => pattern.test(name))?.[1] ?? OUTSIDE;
      }
      case 'k': take(/^<[^>]*>/); return [];
      case 'n': return ['\n'];
      case 'r': return ['\r'];
      case 't': return ['\t'];
      case 'v': return ['\v'];
      case 'f': return ['\f'];
      case '0': return ['\0'];
      default: return CLASSES[letter] ?? (/\d/.test(letter) ? [] : [letter]);
    }
  }

  private set(): readonly string[] {
    const samples: string[] = [];
    const negated = this.peek() === '^';
    if (negated) this.at += 1;
    while (this.at < this.source.length && this.peek() !== ']') {
      if (this.peek() === '[') { this.at += 1; samples.push(...this.set()); continue; }
      const first = this.member();
      if (this.peek() === '-' && this.peek(1) !== ']' && first.length === 1) { this.at += 1; samples.push(...first, ...this.member()); }
      else samples.push(...first);
    }
    this.at += 1;
    if (!negated) return spread(samples);
    const kept = OUTSIDE.filter((one) => !samples.includes(one));
    return kept.length === 0 ? ['\u0001'] : kept;
  }

  private member(): readonly string[] {
    if (this.peek() === '\\') { this.at += 1; return this.escape(); }
    const point = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    this.at += point.length;
    return [point];
  }
}

/** At most five of a set: its ends and what lies between them. */
function spread(samples: readonly string[]): readonly string[] {
  return samples.length <= 5 ? samples : [0, 1, 2, 3, 4].map((part) => samples[Math.floor((part * (samples.length - 1)) / 4)] ?? '');
}

/** A text that fits, the more so the less it is looked at: of a choice the option, of a set the member that `turn` says. */
function sample(node: Node, turn: number, depth = 0): string {
  switch (node.kind) {
    case 'set': return node.samples[turn % Math.max(1, node.samples.length)] ?? '';
    case 'sequence': return node.items.map((item) => sample(item, turn, depth + 1)).join('');
    case 'choice': { const option = node.options[turn % node.options.length]; return option === undefined ? '' : sample(option, turn, depth + 1); }
    case 'repeat': return sample(node.body, turn, depth + 1).repeat(Math.min(Math.max(node.least, Math.min(node.most, 1)), 64));
    case 'look': return '';
  }
}

interface Pump { readonly prefix: string; readonly pump: string }

/** Whatever is repeated, with what stands before it. */
function pumpsIn(node: Node, prefix: string, pumps: Pump[]): void {
  switch (node.kind) {
    case 'set': return;
    case 'look': pumpsIn(node.body, prefix, pumps); return;
    case 'choice': for (const option of node.options) pumpsIn(option, prefix, pumps); return;
    case 'sequence': {
      let before = prefix;
      for (const item of node.items) { pumpsIn(item, before, pumps); before += sample(item, 0); }
      return;
    }
    case 'repeat':
      if (node.most > 1) for (let turn = 0; turn < 6; turn += 1) pumps.push({ prefix, pump: sample(node.body, turn) });
      pumpsIn(node.body, prefix, pumps);
  }
}

function lettersIn(node: Node, letters: Set<string>): void {
  if (node.kind === 'set') for (const one of node.samples) letters.add(one);
  else if (node.kind === 'sequence') for (const item of node.items) lettersIn(item, letters);
  else if (node.kind === 'choice') for (const option of node.options) lettersIn(option, letters);
  else lettersIn(node.body, letters);
}

/** Hard for expressions of every kind. */
export const ANY_PUMPS: readonly string[] = ['a', 'A', '0', '1 ', ' ', '\n', '\t', '@', '.', '-', '_', '/', '\\', '(', ')', '[', ']', '{', '"', "'", '<', '>', '&', '=', ':', ',', '+', '%', '#', '!', 'é', '\u0301', '😀', '\ud800', '日', 'a.', 'a@', 'a ', 'a\n', '1.', '1-', '1,', '0x', '((', '[a]', '](', '<a ', '&#', 'http://', 'aA1', 'ab12-', 'password: ', '-----', '\r\n', '\u200b'];

/** Hard for what reads texts without expressions: words, numbers, marks and encodings that begin and never end, or that end again and again. */
export const GUARD_PUMPS: readonly string[] = [
  '1', '12 ', '1.1.1.1 ', '4111 1111 1111 1111 ', '4111', '1-2-', '(1) ', '+1 (', '+49 30 ', 'DE89 ', 'DE89 3704 0044 ', 'GB', '078-05-', 'fe80::', '::', 'aa:bb:', 'a@b.', 'a@b.c ', '@a', 'a.b@', 'sk-', 'AKIA', 'eyJ', 'eyJhbGciOiJIUzI1NiJ9.', '-----BEGIN PRIVATE KEY-----', '-----BEGIN ', '-----END ', 'key=', 'token: ', 'password="', 'secret = a, ', '0x', 'bc1q', '1A1zP1', 'CVE-2020-',
  '![', '](', '![a](', '[a]: ', '[a][', '<a href="', '<img src=', '<!--', '-->', '<b>', '</', '&#58;', '&amp;', '&', 'https://', 'http://a.b/?', '//', 'www.', 'javascript:', 'data:', '%41', '\\u0041', '\\x41', '\\', '`', '```', '~~~', '|', '{"a":', '[', '{', '"', '"a":"', ',', '\\"',
  'QUFB', 'aGVsbG8gd29ybGQ=', '68656c6c6f', '01101000 ', '104 101 ', '.- ', 'uryyb ', 'olleh ', 'ig-pay ', 'h e l l o ', 'h.e.l.l.o.', 'h3ll0 ', 'IGNORE ', 'ignore all previous instructions ', 'ignore ', 'system: ', 'user: ', '<|im_start|>', '[INST]', '</data>', '{{', '${', '"role":"system"', 'Zq81', 'Zq81-kX07-', 'never tell anyone where the blue ', 'of the year of the ', 'project bluebir', 'aaaaaaaaa', 'aaaaaaaaab',
  '\u200b', 'a\u200b', '\u202e', 'a\u0301', '\u0301', '\ufe0f', '\u{e0041}', 'ﷺ', 'ｆ', 'а', 'aа', '㍿', '\u0344', '日本', '😀', '👨‍👩‍👧', '\ud83d', '\ude00', '\0', '\x1b[31m', '١', 'é', 'ǆ', 'ß', 'İ', 'Mr. Smith ', 'John Smith, ', 'New York ', '12 Main Street ', 'Monday ', '1 January 2020 ', 'de la ', 'Smith', 'A. ', 'A B ', '\n\n', '\n- ', '\n# ', '\n> ', '? ', '! ', '...', 'Q: A: ', '<EMAIL_1>', '<EMAIL_', '<', '<PERSON_2> ',
];

/** How many texts one expression is tried with. */
const MOST = 120;

/** Texts of about this length that are made to be hard for this expression. */
export function hostileTexts(source: string, length: number, most = MOST): string[] {
  const tree = new Reader(source).choice();
  const letters = new Set<string>();
  lettersIn(tree, letters);
  const alphabet = spreadTo([...letters].filter((letter) => letter !== ''), 12);
  const pumps: Pump[] = [];
  pumpsIn(tree, '', pumps);
  const wholes = Array.from({ length: 6 }, (_, turn) => sample(tree, turn));
  const words = [...source.matchAll(/[A-Za-z]{3,}/g)].map(([word]) => word);
  const fill = (prefix: string, pump: string, suffix: string): string => (pump === '' ? '' : prefix + pump.repeat(Math.max(1, Math.floor((length - prefix.length) / pump.length))) + suffix);
  const texts = new Set<string>();
  const add = (text: string): void => { if (text !== '' && texts.size < MOST) texts.add(text); };
  for (const { prefix, pump } of spreadTo(pumps, 16)) {
    add(fill(prefix, pump, '\u0001'));
    add(fill('', prefix + pump, '\u0001'));
    // A run for each beginning: what is tried from every place costs its length each time.
    add(fill('', `${prefix}${pump.repeat(40)}\u0001`, ''));
  }
  for (const whole of wholes) {
    add(fill('', whole, ''));
    add(fill('', whole.slice(0, -1), '\u0001'));
    add(fill('', `${whole} `, ''));
  }
  for (const word of spreadTo(words, 6)) add(fill('', word, ''));
  for (const one of alphabet) add(fill('', one, '\u0001'));
  for (const one of alphabet.slice(0, 6)) for (const other of alphabet.slice(0, 6)) if (one !== other) add(fill('', one + other, ''));
  return most >= texts.size ? [...texts] : [...spreadTo([...texts], most)];
}

function spreadTo<T>(items: readonly T[], most: number): readonly T[] {
  return items.length <= most ? items : Array.from({ length: most }, (_, index) => items[Math.floor((index * (items.length - 1)) / (most - 1))]).filter((item) => item !== undefined);
}
