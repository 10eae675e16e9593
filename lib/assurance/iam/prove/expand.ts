import type { Step } from '../../verdict';
import type { Token } from './automata/language';
import { and, not, or, type Formula } from './formula';
import { piecesOf, type Lexicon, type Piece, type Reading } from './lexicon';
import { isPlainKey, keyDimension, type Schema } from './schema';

/** More variables than this in one list are not told apart by presence. */
const MOST_VARIABLES = 3;
/** A pattern with more wildcards than this is not decided: policies that people write have a handful. */
const MOST_WILDCARDS = 200;

/**
 * A question that is not decided here. The same question asked twice has one answer, and two questions under one id would wrongly have one too.
 *
 * @param about what tells the question from others of the same cause
 */
export function opaque(cause: Step, about?: unknown): Formula {
  return { kind: 'opaque', id: JSON.stringify([cause, about]), holds: true, cause };
}

/** A list of patterns and where it stands. */
export interface PatternList {
  /** Named in causes. */
  readonly where: string;
  readonly texts: readonly string[];
  /** What tells this list from others with the same texts at the same place: operator, effect, whether it is negated. */
  readonly as: unknown;
}

/**
 * The formula of a list of patterns in which variables may be missing: one case for each set of keys that the request carries.
 * A pattern whose variable is missing matches nothing, or takes the fallback.
 *
 * @param meaning the formula of patterns whose variables are present; `someMissing`: others have been left out
 */
export function expandVariables(
  { where, texts, as }: PatternList,
  reading: Reading,
  schema: Schema,
  lexicon: Lexicon,
  meaning: (patterns: readonly (readonly Piece[])[], someMissing: boolean) => Formula,
): Formula {
  if (texts.some((text) => /[\ue000-\uf8ff]/.test(text))) return opaque({ code: 'PrivateUseCharacter', where, texts }, as);
  const patterns = texts.map((text) => piecesOf(text, reading));
  if (patterns.some((pieces) => pieces.filter(({ kind }) => kind === 'wildcard').length > MOST_WILDCARDS)) return opaque({ code: 'TooManyWildcards', where }, [as, texts]);
  const keys = [...new Set(patterns.flatMap(variablesIn))];
  if (keys.length === 0) return meaning(patterns, false);
  if (keys.length > MOST_VARIABLES) return opaque({ code: 'TooManyVariables', where, texts }, as);
  if (reading.wildcards && patterns.flat().some((piece) => piece.kind === 'variable' && /[*?]/.test(piece.variable.fallback ?? ''))) {
    return opaque({ code: 'VariableValueHasWildcard', where, texts }, as);
  }
  const wild = reading.wildcards ? keys.filter((key) => !isPlainKey(key)) : [];
  const cases = subsets(keys).map((present) => {
    const filled = patterns.flatMap((pieces) => {
      const pattern = fill(pieces, present);
      return pattern === undefined ? [] : [pattern];
    });
    const presence = keys.map((key): Formula => ({ kind: 'presence', dimension: keyDimension(key), present: present.has(key) }));
    const single = keys.filter((key) => present.has(key) && schema.isSet(key)).map((key): Formula => ({ kind: 'count', dimension: keyDimension(key), single: true }));
    const plain = wild.filter((key) => present.has(key)).map((key) => not(hasWildcard(key, lexicon)));
    return and([...presence, ...single, ...plain, meaning(filled, filled.length < patterns.length)]);
  });
  const wildValues = wild.map((key) => and([hasWildcard(key, lexicon), opaque({ code: 'VariableValueHasWildcard', key, where, texts }, as)]));
  const several = keys.filter((key) => schema.isSet(key));
  const manyValues = several.map((key) => and([{ kind: 'count', dimension: keyDimension(key), single: false }, opaque({ code: 'VariableHasManyValues', key, where, texts }, as)]));
  return or([...cases, ...wildValues, ...manyValues]);
}

function hasWildcard(key: string, lexicon: Lexicon): Formula {
  const anything: Token = { kind: 'many', charClass: 'any' };
  return { kind: 'text', dimension: keyDimension(key), quantifier: 'some', language: lexicon.language([[anything, { kind: 'char', chars: '*?' }, anything]]), positive: true };
}

function variablesIn(pieces: readonly Piece[]): readonly string[] {
  return pieces.flatMap((piece) => (piece.kind === 'variable' ? [piece.variable.key] : []));
}

function fill(pieces: readonly Piece[], present: ReadonlySet<string>): readonly Piece[] | undefined {
  const filled: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'variable' || present.has(piece.variable.key)) filled.push(piece);
    else if (piece.variable.fallback === undefined) return undefined;
    else filled.push(...[...piece.variable.fallback].map((char): Piece => ({ kind: 'char', char })));
  }
  return filled;
}

function subsets(keys: readonly string[]): readonly ReadonlySet<string>[] {
  return keys.reduce<readonly ReadonlySet<string>[]>((sets, key) => [...sets, ...sets.map((set) => new Set([...set, key]))], [new Set()]);
}

/** How many parts of an ARN the pattern spells; a symbol of ARN shape spells all six. */
export function arnParts(pieces: readonly Piece[]): number {
  if (pieces.some((piece) => piece.kind === 'constant' && piece.shape === 'arn')) return 6;
  return Math.min(6, pieces.filter((piece) => piece.kind === 'char' && piece.char === ':').length + 1);
}
