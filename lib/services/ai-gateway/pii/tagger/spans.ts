import { found, type Found } from '../finding';
import type { PiiType } from '../types';
import { decode, type Weights } from './decode';
import { type Gazetteer, traitsOf } from './features';
import { isFirst, TAGGED_TYPES, typeOf } from './labels';
import { tokenise } from './tokens';

/** The margin of a tag is not a probability; this says only that it is less sure than a checksum. */
const TAG_SCORE = 0.6;
/** Marks that begin or end no name. */
const EDGE = /^[\n,;:"'`*|>{}[\]]$/;

/** What a type needs at least: ages and postal codes a digit, the others two letters or digits. */
function isPossible(type: PiiType, text: string): boolean {
  return type === 'AGE' || type === 'ZIP_CODE' ? /\d/.test(text) : /[\p{L}\d].*[\p{L}\d]/su.test(text);
}

/** Structured findings and tagged spans of a normalised text, in order, none overlapping another. */
export function spansOf(text: string, structured: readonly Found[], gazetteer: Gazetteer, weights: Weights): Found[] {
  const tokens = tokenise(text);
  const labels = decode(traitsOf(tokens, structured, gazetteer), weights);
  const findings: Found[] = [...structured];
  for (let first = 0; first < tokens.length; first++) {
    const label = labels[first] ?? 0;
    const type = label === 0 ? undefined : TAGGED_TYPES[typeOf(label)];
    if (type === undefined) continue;
    let last = first;
    while (last + 1 < tokens.length && labels[last + 1] !== 0 && !isFirst(labels[last + 1] ?? 0)) last++;
    let from = first;
    while (from < last && EDGE.test(tokens[from]?.text ?? '')) from++;
    let to = last;
    while (to > from && EDGE.test(tokens[to]?.text ?? '')) to--;
    const [start, end] = [tokens[from]?.start ?? 0, tokens[to]?.end ?? 0];
    if (isPossible(type, text.slice(start, end))) findings.push(found(type, start, end, TAG_SCORE));
    first = last;
  }
  return findings.sort((one, other) => one.start - other.start);
}
