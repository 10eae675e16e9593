import type { PiiFinder, PiiFinding } from '../core/ports';
import { normalise, type NormalisedText } from './characters';
import type { Found } from './finding';
import { CONTEXT_LENGTH } from './recognisers/context';
import { structuredIn } from './structured';
import { tagEntities } from './tagger/tagger';
import { undecidedIn } from './undecided';

export interface PiiFinderSettings {
  /** Types that are not reported, such as those a configuration lets through. @default - every type is */
  readonly allowTypes?: readonly string[];
}

/**
 * A finder for text that arrives in pieces. `from` says up to where a text was dealt with: nothing before it is reported, and it is read as context only.
 * It must be 0 or come from `undecidedFrom`. The result is that of the whole text as long as `contextLength` units before `from` are kept.
 */
export interface StreamingPiiFinder extends PiiFinder {
  structured(text: string, from?: number): PiiFinding[];
  undecidedFrom(text: string, from?: number): number;
  readonly contextLength: number;
}

/** Finds personal data and secrets by rules, checksums and, for names and places, a small tagger. Has no state: one serves all requests. */
export function createPiiFinder(settings: PiiFinderSettings = {}): StreamingPiiFinder {
  const allowed: ReadonlySet<string> = new Set(settings.allowTypes);
  const reported = (findings: readonly Found[]): readonly Found[] => (allowed.size === 0 ? findings : findings.filter(({ type }) => !allowed.has(type)));
  return {
    structured(text, from = 0) {
      const read = normalise(text);
      return inOriginal(text, read, reported(structuredIn(read.text, indexOf(read, from))));
    },
    all(text) {
      const read = normalise(text);
      return inOriginal(text, read, reported(tagEntities(read.text, structuredIn(read.text, 0))));
    },
    undecidedFrom(text, from = 0) {
      const read = normalise(text);
      const undecided = undecidedIn(read.text, indexOf(read, from));
      return undecided === read.text.length ? text.length : read.origin?.[undecided] ?? undecided;
    },
    contextLength: CONTEXT_LENGTH,
  };
}

/** Where the unit at `place` of the original stands in the normalised text. */
function indexOf({ text, origin }: NormalisedText, place: number): number {
  if (origin === undefined || place === 0) return place;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((origin[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inOriginal(text: string, { origin }: NormalisedText, findings: readonly Found[]): PiiFinding[] {
  if (origin === undefined) return [...findings];
  return findings.map(({ type, start, end, score }) => {
    const last = origin[end - 1] ?? 0;
    const isPair = (text.codePointAt(last) ?? 0) > 0xFFFF && (origin[end] ?? text.length) > last + 1;
    return { type, start: origin[start] ?? 0, end: last + (isPair ? 2 : 1), score };
  });
}
