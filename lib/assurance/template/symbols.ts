/**
 * Opaque texts for what a template cannot say: `⟦<stack>.<LogicalId>.<attribute>⟧`, `⟦<stack>.<Parameter>⟧`, `⟦AWS::AccountId⟧`.
 * Two equal symbols are equal values. Two different symbols, or a symbol and a literal, may or may not be equal: what depends on it is unknown.
 * A symbol stands inside ordinary text: `arn:⟦AWS::Partition⟧:s3:::⟦Data.Bucket.Ref⟧/*`.
 */
export const OPEN = '\u27E6';
export const CLOSE = '\u27E7';

/**
 * What is known of a symbol's content. Nothing but `any` can be empty; none but `any` holds a wildcard (`*`, `?`) or `$`.
 * - `segment`   one path segment: `[A-Za-z0-9-_.]+` (generated names and ids)
 * - `path`      segments joined by `/` (`app/name/50dc6c495c0c9188`)
 * - `arn`       a whole ARN, of a resource of the symbol's own type
 * - `account`   12 digits; `region` and `partition`: lower-case names
 * - `any`       nothing is known, not even that it is not empty
 */
export type SymbolShape = 'segment' | 'path' | 'arn' | 'account' | 'region' | 'partition' | 'any';

/** Shapes as regular expressions over one symbol's content, for whoever has to decide by alphabet. `any` has no bound. */
export const SHAPE_PATTERNS: { readonly [shape in SymbolShape]: RegExp } = {
  segment: /^[A-Za-z0-9\-_.]+$/,
  path: /^[A-Za-z0-9\-_.]+(?:\/[A-Za-z0-9\-_.]+)*$/,
  arn: /^arn:[A-Za-z0-9\-_.:/@+=,]+$/,
  account: /^[0-9]{12}$/,
  region: /^[a-z]{2,4}(?:-[a-z]+)+-[0-9]+$/,
  partition: /^aws(?:-[a-z]+)*$/,
  any: /^[\s\S]*$/,
};

export interface SymbolPart {
  readonly kind: 'symbol';
  /** The whole symbol, brackets included: what equality is decided on. */
  readonly text: string;
  /** Between the brackets, without the shape: `Data.Bucket.Ref`, `AWS::AccountId`. */
  readonly name: string;
  readonly shape: SymbolShape;
}

export interface LiteralPart {
  readonly kind: 'literal';
  readonly text: string;
}

const SYMBOL = /\u27E6([^\u27E6\u27E7]*)\u27E7/g;
const SHAPE_SUFFIX = /^(.*)~(segment|path|arn|account|region|partition|any)$/s;

const PSEUDO_SHAPES: { readonly [name: string]: SymbolShape } = {
  'AWS::AccountId': 'account',
  'AWS::Region': 'region',
  'AWS::Partition': 'partition',
  'AWS::StackName': 'segment',
  'AWS::StackId': 'arn',
  'AWS::URLSuffix': 'segment',
};

/** The value of an attribute (`Ref` for what Ref returns) of a resource. The shape is written only where the attribute's name does not tell it. */
export function symbol(stack: string, logicalId: string, attribute: string, shape?: SymbolShape): string {
  return opaque(`${stack}.${logicalId}.${attribute}`, shape);
}

/** `⟦AWS::AccountId⟧`. */
export function pseudoSymbol(name: string): string {
  return opaque(name);
}

/** A symbol of a name of one's own, such as a parameter (`<stack>.<Parameter>`) or a dynamic reference. */
export function opaque(name: string, shape?: SymbolShape): string {
  const clean = name.replaceAll(OPEN, '(').replaceAll(CLOSE, ')');
  return shape === undefined || shape === shapeByName(clean) ? `${OPEN}${clean}${CLOSE}` : `${OPEN}${clean}~${shape}${CLOSE}`;
}

export function hasSymbol(text: string): boolean {
  return text.includes(OPEN);
}

/** The text cut at its symbols, in order; no empty literals, and the parts' texts joined give the input. */
export function splitSymbols(text: string): readonly (LiteralPart | SymbolPart)[] {
  const parts: (LiteralPart | SymbolPart)[] = [];
  let end = 0;
  for (const match of text.matchAll(SYMBOL)) {
    if (match.index > end) parts.push({ kind: 'literal', text: text.slice(end, match.index) });
    parts.push(readSymbol(match[0], match[1] ?? ''));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'literal', text: text.slice(end) });
  return parts;
}

/** The symbols of a text, each once, in order of appearance. */
export function symbolsIn(text: string): readonly SymbolPart[] {
  const seen = new Map<string, SymbolPart>();
  for (const part of splitSymbols(text)) if (part.kind === 'symbol') seen.set(part.text, part);
  return [...seen.values()];
}

/**
 * Whether two texts are equal: true when written alike, false when no content of the symbols can make them so (literal against literal,
 * or a literal that the shape of a lone symbol cannot take, or prefixes/suffixes that differ), undefined when it depends.
 */
export function sameText(a: string, b: string): boolean | undefined {
  if (a === b) return true;
  if (!hasSymbol(a) && !hasSymbol(b)) return false;
  if (apart(literalStart(a), literalStart(b)) || apartAtEnd(literalEnd(a), literalEnd(b))) return false;
  const [one, other] = hasSymbol(a) ? [a, b] : [b, a];
  if (hasSymbol(other)) return undefined;
  return canBe(one, other) ? undefined : false;
}

/** Whether some content of the symbols makes the text equal to the literal. */
function canBe(text: string, literal: string): boolean {
  const [only, ...more] = splitSymbols(text);
  if (only?.kind !== 'symbol' || more.length > 0) return true;
  return SHAPE_PATTERNS[only.shape].test(literal);
}

function apart(a: string, b: string): boolean {
  return !a.startsWith(b) && !b.startsWith(a);
}

function apartAtEnd(a: string, b: string): boolean {
  return !a.endsWith(b) && !b.endsWith(a);
}

function literalStart(text: string): string {
  const at = text.indexOf(OPEN);
  return at < 0 ? text : text.slice(0, at);
}

function literalEnd(text: string): string {
  return text.slice(text.lastIndexOf(CLOSE) + 1);
}

function readSymbol(text: string, inner: string): SymbolPart {
  const match = SHAPE_SUFFIX.exec(inner);
  const name = match?.[1] ?? inner;
  return { kind: 'symbol', text, name, shape: isShape(match?.[2]) ? match[2] : shapeByName(name) };
}

function shapeByName(name: string): SymbolShape {
  if (Object.hasOwn(PSEUDO_SHAPES, name)) return PSEUDO_SHAPES[name] ?? 'segment';
  return /\.[A-Za-z]*Arn$/.test(name) ? 'arn' : 'segment';
}

function isShape(value: string | undefined): value is SymbolShape {
  return value !== undefined && Object.hasOwn(SHAPE_PATTERNS, value);
}
