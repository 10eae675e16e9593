import { splitSymbols } from '../../template/symbols';
import type { ActionElement, Policy, ResourceElement, Statement } from '../policy';
import type { PolicyPlace } from '../statement';
import type { WildcardReading } from '../resource';
import type { Language, Token } from './automata/language';
import { conditionsFormula } from './condition-formula';
import { arnParts, expandVariables, opaque } from './expand';
import { and, FALSE, not, or, TRUE, type Formula } from './formula';
import { piecesOf, type Lexicon, type Piece, type Reading } from './lexicon';
import type { Schema } from './schema';

export const ACTION = 'action';
export const RESOURCE = 'resource';

/** Actions are compared in lower case. */
const ACTION_READING: Reading = { wildcards: true, caseless: false, segmentwise: false, variables: false };

/** What the translation of statements into formulas needs to know. */
export interface Translation {
  readonly lexicon: Lexicon;
  readonly schema: Schema;
  readonly wildcards: WildcardReading;
  /** Symbols of the problem that are ARNs of resources. */
  readonly arnSymbols: readonly string[];
  /** Formulas of statements, by place and version: they are the same whoever asks. */
  readonly known: Map<string, Map<Statement, Formula>>;
}

/** The requests that a statement applies to, whoever asks. */
export function statementFormula(statement: Statement, version: Policy['version'], place: PolicyPlace, translation: Translation): Formula {
  const kind = `${place} ${version}`;
  const known = translation.known.get(kind) ?? new Map<Statement, Formula>();
  translation.known.set(kind, known);
  const found = known.get(statement);
  if (found !== undefined) return found;
  const made = and([
    actionFormula(statement.action, translation),
    resourceFormula(statement, version, place, translation),
    conditionsFormula(statement.conditions, version, translation.lexicon, translation.schema),
  ]);
  known.set(statement, made);
  return made;
}

export function actionFormula(element: ActionElement, { lexicon }: Translation): Formula {
  if (element.patterns.some((pattern) => /[\ue000-\uf8ff]/.test(pattern))) return opaque({ code: 'PrivateUseCharacter', where: 'Action', texts: element.patterns });
  return { kind: 'text', dimension: ACTION, quantifier: 'some', language: actionLanguage(element.patterns, lexicon), positive: !element.not };
}

export function actionLanguage(patterns: readonly string[], lexicon: Lexicon): Language {
  return lexicon.patterns(patterns.map(lowerCased), ACTION_READING);
}

/** The pattern in lower case, but for its symbols. */
function lowerCased(pattern: string): string {
  return splitSymbols(pattern).map((part) => (part.kind === 'symbol' ? part.text : part.text.toLowerCase())).join('');
}

/** A trust policy or a repository policy is about what holds it, and names no resource. */
function resourceFormula(statement: Statement, version: Policy['version'], place: PolicyPlace, translation: Translation): Formula {
  const element = statement.resource;
  if (element === undefined) return place === 'resource' ? TRUE : opaque({ code: 'ResourceNotGiven' }, statement);
  return resourceElementFormula(element, statement.effect, version, translation);
}

export function resourceElementFormula(element: ResourceElement, effect: Statement['effect'], version: Policy['version'], translation: Translation): Formula {
  const reading: Reading = { wildcards: true, caseless: false, segmentwise: false, variables: version === '2012-10-17' };
  // what NotResource names is taken away from the statement, so it is read the other way round
  const wide = (effect === 'Allow') !== element.not;
  return expandVariables({ where: 'Resource', texts: element.patterns, as: [element.not, effect, version] }, reading, translation.schema, translation.lexicon, (patterns, someMissing) => {
    const covered = coveredFormula(patterns, wide, reading, translation);
    if (!element.not) return covered;
    // whether an unknown name excepts anything is not documented
    return and([not(covered), ...(someMissing ? [opaque({ code: 'NotResourceWithoutVariable', patterns: element.patterns }, [effect, version])] : [])]);
  });
}

/** The wide reading of a list is one union; of the narrow, patterns whose two readings differ both ways must match in both. */
function coveredFormula(patterns: readonly (readonly Piece[])[], wide: boolean, reading: Reading, translation: Translation): Formula {
  const simple: (readonly Token[])[] = [];
  const twofold: Formula[] = [];
  for (const pieces of patterns) {
    const { greedy, segmented, nested } = readings(pieces, reading, translation.lexicon);
    if (translation.wildcards === 'greedy') simple.push(greedy);
    else if (translation.wildcards === 'segmented') simple.push(segmented);
    else if (nested) simple.push(wide ? greedy : segmented);
    else if (wide) simple.push(greedy, segmented);
    else twofold.push(and([covers([greedy], translation.lexicon), covers([segmented], translation.lexicon)]));
  }
  return or([...(simple.length === 0 ? [] : [covers(simple, translation.lexicon)]), ...twofold]);
}

function covers(alternatives: readonly (readonly Token[])[], lexicon: Lexicon): Formula {
  return alternatives.length === 0 ? FALSE : { kind: 'text', dimension: RESOURCE, quantifier: 'some', language: lexicon.language(alternatives), positive: true };
}

interface Readings {
  readonly greedy: readonly Token[];
  readonly segmented: readonly Token[];
  /** Whatever the segmented reading covers, the greedy one does. */
  readonly nested: boolean;
}

function readings(pieces: readonly Piece[], reading: Reading, lexicon: Lexicon): Readings {
  const segmentwise = { ...reading, segmentwise: true };
  const text = pieces.map((piece) => (piece.kind === 'char' ? piece.char : ' ')).join('');
  if (text.startsWith('execute-api:/')) {
    const tokens = apiTokens(pieces.slice('execute-api:'.length), lexicon, segmentwise);
    return { greedy: tokens, segmented: tokens, nested: true };
  }
  const greedy = lexicon.tokens(pieces, reading);
  const parts = arnParts(pieces);
  const last = pieces.at(-1);
  const open = last?.kind === 'wildcard' && last.char === '*';
  const everything = pieces.every((piece) => piece.kind === 'wildcard' && piece.char === '*');
  if (everything) return { greedy, segmented: greedy, nested: true };
  const padding = Array.from({ length: 6 - parts }, () => piecesOf(':*', segmentwise)).flat();
  return { greedy, segmented: lexicon.tokens([...pieces, ...padding], segmentwise), nested: parts === 6 || open };
}

/** API Gateway lets a resource policy leave out everything before the stage. */
function apiTokens(rest: readonly Piece[], lexicon: Lexicon, reading: Reading): readonly Token[] {
  const before = lexicon.tokens(piecesOf('arn:*:execute-api:*:*:', reading), reading);
  return [...before, { kind: 'many', charClass: 'inPart' }, ...lexicon.tokens(rest, { ...reading, segmentwise: false })];
}
