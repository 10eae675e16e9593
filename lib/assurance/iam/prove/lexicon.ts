import { splitSymbols, type SymbolShape } from '../../template/symbols';
import { markerAt, type CharClass } from './automata/alphabet';
import { Language, tokensKey, type Token } from './automata/language';

/** How a text of a policy is read as a pattern. */
export interface Reading {
  readonly wildcards: boolean;
  readonly caseless: boolean;
  /** A wildcard in one of the first five segments of an ARN stays inside it. */
  readonly segmentwise: boolean;
  /** `${…}` is a variable (policies of version 2012-10-17). */
  readonly variables: boolean;
}

/** A policy variable: its key in lower case and what stands in when the request has no such key. */
export interface Variable {
  readonly key: string;
  readonly fallback?: string;
}

export type Piece =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'wildcard'; readonly char: '*' | '?' }
  | { readonly kind: 'constant'; readonly text: string; readonly shape: SymbolShape }
  | { readonly kind: 'variable'; readonly variable: Variable };

type Meaning = { readonly kind: 'constant'; readonly text: string; readonly charClass: CharClass } | { readonly kind: 'variable'; readonly key: string };

const CLASS_OF_SHAPE: { readonly [shape in SymbolShape]: CharClass } = {
  segment: 'name',
  path: 'path',
  arn: 'arn',
  account: 'digits',
  region: 'lower',
  partition: 'lower',
  any: 'any',
};

const ESCAPES: { readonly [inner: string]: string } = { '*': '*', '?': '?', $: '$' };
const VARIABLE = /\$\{([^{}]*)\}/y;
const WITH_FALLBACK = /^\s*([^\s,']+)\s*,\s*'([^']*)'\s*$/;

/** The languages and markers of one problem: equal patterns are one language, so that caches can go by number. */
export class Lexicon {
  private readonly languages = new Map<string, Language>();
  private readonly read = new Map<string, readonly Token[]>();
  private readonly filled = new Map<string, Language>();
  private readonly markers = new Map<string, string>();
  private readonly meanings = new Map<string, Meaning>();
  private readonly classOfMarker = (marker: string): CharClass => {
    const meaning = this.meanings.get(marker);
    return meaning?.kind === 'constant' ? meaning.charClass : 'any';
  };

  language(alternatives: readonly (readonly Token[])[]): Language {
    const key = tokensKey(alternatives);
    const known = this.languages.get(key);
    if (known !== undefined) return known;
    const made = new Language(this.languages.size, alternatives, this.classOfMarker);
    this.languages.set(key, made);
    return made;
  }

  /** Exactly this word. */
  word(text: string, caseless = false): Language {
    return this.language([letters(text, caseless)]);
  }

  /** The texts as patterns; a variable counts as present. */
  patterns(texts: readonly string[], reading: Reading): Language {
    return this.language(texts.map((text) => this.pattern(text, reading)));
  }

  private pattern(text: string, reading: Reading): readonly Token[] {
    const key = `${text}\u0001${Object.values(reading).map(Number).join('')}`;
    const known = this.read.get(key);
    if (known !== undefined) return known;
    const made = this.tokens(piecesOf(text, reading), reading);
    this.read.set(key, made);
    return made;
  }

  tokens(pieces: readonly Piece[], reading: Reading): readonly Token[] {
    const only = pieces.every((piece) => piece.kind === 'wildcard' && piece.char === '*');
    let segment = 0;
    return pieces.flatMap((piece): readonly Token[] => {
      const charClass: CharClass = reading.segmentwise && !only && segment < 5 ? 'inSegment' : 'any';
      switch (piece.kind) {
        case 'char':
          if (piece.char === ':') segment++;
          return letters(piece.char, reading.caseless);
        case 'wildcard':
          return [{ kind: piece.char === '*' ? 'many' : 'one', charClass }];
        case 'constant': {
          const marker = this.marker({ kind: 'constant', text: piece.text, charClass: CLASS_OF_SHAPE[piece.shape] });
          if (piece.shape === 'arn') segment = 5;
          return [{ kind: 'symbol', marker, charClass: CLASS_OF_SHAPE[piece.shape], caseless: reading.caseless }];
        }
        case 'variable':
          return [{ kind: 'symbol', marker: this.marker({ kind: 'variable', key: piece.variable.key }), charClass: 'any', caseless: reading.caseless }];
      }
    });
  }

  /** The key of the variable that a marker stands for. */
  variableOf(marker: string): string | undefined {
    const meaning = this.meanings.get(marker);
    return meaning?.kind === 'variable' ? meaning.key : undefined;
  }

  /** The resource whose ARN a pattern starts with and goes on below, or ends with: ARNs of two resources differ, and none lies below another's across a slash. */
  leadingResource([first, second]: readonly Token[]): string | undefined {
    const meaning = first?.kind === 'symbol' ? this.meanings.get(first.marker) : undefined;
    if (meaning?.kind !== 'constant' || meaning.charClass !== 'arn' || (second !== undefined && !(second.kind === 'char' && second.chars === '/'))) return undefined;
    const [part] = splitSymbols(meaning.text);
    const [stack, resource, attribute] = part?.kind === 'symbol' ? part.name.split('.') : [];
    return stack === undefined || resource === undefined || attribute === undefined ? undefined : `${stack}.${resource}`;
  }

  /** The language with values in place of variables. */
  substitute(language: Language, values: ReadonlyMap<string, string>): Language {
    if (language.markers === '') return language;
    const key = `${language.id} ${[...values].join('\u0001')}`;
    const known = this.filled.get(key);
    if (known !== undefined) return known;
    const made = this.language(
      language.alternatives.map((tokens) =>
        tokens.flatMap((token): readonly Token[] => {
          const variable = token.kind === 'symbol' ? this.variableOf(token.marker) : undefined;
          const value = variable === undefined ? undefined : values.get(variable);
          return value === undefined || token.kind !== 'symbol' ? [token] : this.lettersOrMarkers(value, token.caseless);
        }),
      ),
    );
    this.filled.set(key, made);
    return made;
  }

  /** A word with the texts of the symbols in place of their markers. */
  spell(word: string): string {
    return word.replace(/[\ue000-\uf8ff]/g, (marker) => {
      const meaning = this.meanings.get(marker);
      return meaning?.kind === 'constant' ? meaning.text : marker;
    });
  }

  private lettersOrMarkers(word: string, caseless: boolean): readonly Token[] {
    return [...word].flatMap((char): readonly Token[] => {
      const charClass = this.meanings.has(char) ? this.classOfMarker(char) : undefined;
      return charClass === undefined ? letters(char, caseless) : [{ kind: 'symbol', marker: char, charClass, caseless }];
    });
  }

  private marker(meaning: Meaning): string {
    const key = meaning.kind === 'constant' ? `constant ${meaning.text}` : `variable ${meaning.key}`;
    const known = this.markers.get(key);
    if (known !== undefined) return known;
    const made = markerAt(this.markers.size);
    this.markers.set(key, made);
    this.meanings.set(made, meaning);
    return made;
  }
}

/** The text cut into characters, wildcards, symbols and variables. */
export function piecesOf(text: string, reading: Pick<Reading, 'wildcards' | 'variables'>): readonly Piece[] {
  return splitSymbols(text).flatMap((part): readonly Piece[] =>
    part.kind === 'symbol' ? [{ kind: 'constant', text: part.text, shape: part.shape }] : literalPieces(part.text, reading),
  );
}

function literalPieces(text: string, reading: Pick<Reading, 'wildcards' | 'variables'>): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    VARIABLE.lastIndex = at;
    const variable = reading.variables ? VARIABLE.exec(text) : null;
    const char = text.charAt(at);
    if (variable !== null) {
      pieces.push(variablePiece(variable[1] ?? ''));
      at += variable[0].length;
      continue;
    }
    pieces.push(reading.wildcards && (char === '*' || char === '?') ? { kind: 'wildcard', char } : { kind: 'char', char });
    at++;
  }
  return pieces;
}

function variablePiece(inner: string): Piece {
  const escaped = ESCAPES[inner];
  if (escaped !== undefined) return { kind: 'char', char: escaped };
  const match = WITH_FALLBACK.exec(inner);
  if (match === null) return { kind: 'variable', variable: { key: inner.trim().toLowerCase() } };
  return { kind: 'variable', variable: { key: (match[1] ?? '').toLowerCase(), fallback: match[2] ?? '' } };
}

function letters(text: string, caseless: boolean): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; i++) tokens.push(caseless ? { kind: 'char', chars: bothCases(text.charAt(i)) } : letter(text.charAt(i)));
  return tokens;
}

const LETTERS = new Map<string, Token>();

/** One token for each plain character: policies are made of few. */
function letter(char: string): Token {
  const known = LETTERS.get(char);
  if (known !== undefined) return known;
  const made: Token = { kind: 'char', chars: char };
  if (char < '\u0080') LETTERS.set(char, made);
  return made;
}

function bothCases(char: string): string {
  const lower = char.toLowerCase();
  const upper = char.toUpperCase();
  const cases = new Set([char, ...(lower.length === 1 ? [lower] : []), ...(upper.length === 1 ? [upper] : [])]);
  return [...cases].join('');
}
