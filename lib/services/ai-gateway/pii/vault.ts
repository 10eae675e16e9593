import type { MaskVault, PiiFinding } from '../core/ports';
import { PII_TYPES } from './types';

/** Stands for text of the caller that looks like a placeholder itself. */
const LITERAL = 'PLACEHOLDER';
const TYPES: ReadonlySet<string> = new Set([...PII_TYPES, LITERAL]);
const PLACEHOLDER = /<([A-Z][A-Z_]{1,39})_\d{1,6}>/g;
const UNFINISHED = /<(?:[A-Z][A-Z_]{0,39}(?:_\d{0,6})?)?$/;

interface Region {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** In order, overlapping ones made one: no unit of a finding is left over, whoever made the findings. */
function regionsOf(findings: readonly Region[]): Region[] {
  const regions: Region[] = [];
  for (const finding of [...findings].sort((one, other) => one.start - other.start || other.end - one.end)) {
    const last = regions.at(-1);
    if (last !== undefined && finding.start < last.end) regions[regions.length - 1] = { ...last, end: Math.max(last.end, finding.end) };
    else regions.push(finding);
  }
  return regions;
}

function replace(text: string, regions: readonly Region[], by: (region: Region) => string): string {
  let result = '';
  let done = 0;
  for (const region of regions) {
    result += text.slice(done, region.start) + by(region);
    done = region.end;
  }
  return result + text.slice(done);
}

/** What looks like one of our placeholders. */
function placeholdersIn(text: string): Region[] {
  if (!text.includes('<')) return [];
  return [...text.matchAll(PLACEHOLDER)].filter(({ 1: type = '' }) => TYPES.has(type)).map((match) => ({ type: LITERAL, start: match.index, end: match.index + match[0].length }));
}

/**
 * Placeholders of one request: `<EMAIL_ADDRESS_1>`, numbered by type, the same for the same value.
 *
 * Text that already looks like a placeholder is masked too (`<PLACEHOLDER_1>`) and restored as it was, so that nobody can write the placeholder of
 * somebody else's value and read the value in the answer. This holds as long as every text that reaches the model goes through `mask`, also those without findings.
 */
export function createMaskVault(): MaskVault {
  const placeholders = new Map<string, string>();
  const values = new Map<string, string>();
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();

  function placeholderFor(type: string, value: string): string {
    const key = `${type}\n${value}`;
    const known = placeholders.get(key);
    if (known !== undefined) return known;
    const number = (numbers.get(type) ?? 0) + 1;
    const placeholder = `<${type}_${number}>`;
    numbers.set(type, number);
    placeholders.set(key, placeholder);
    values.set(placeholder, value);
    return placeholder;
  }

  return {
    mask(text, findings) {
      const regions = regionsOf([...findings, ...placeholdersIn(text)]);
      if (regions.length === 0) return text;
      return replace(text, regions, ({ type, start, end }) => {
        if (type !== LITERAL) counts.set(type, (counts.get(type) ?? 0) + 1);
        return placeholderFor(type, text.slice(start, end));
      });
    },
    // values are put in once and not read again: a value that looks like a placeholder stays what it is
    unmask: (text) => (values.size === 0 || !text.includes('<') ? text : text.replace(PLACEHOLDER, (placeholder) => values.get(placeholder) ?? placeholder)),
    get counts() {
      return Object.fromEntries(counts);
    },
  };
}

/** Where the end of a text may still become a placeholder as more follows; its length when it cannot. For answers that are unmasked piece by piece. */
export function unfinishedPlaceholderFrom(text: string): number {
  const start = text.lastIndexOf('<');
  return start >= 0 && text.length - start <= 48 && UNFINISHED.test(text.slice(start)) ? start : text.length;
}

/** For logs: `<EMAIL_ADDRESS>` in the place of each finding. Nothing can be restored. */
export function redact(text: string, findings: readonly PiiFinding[]): string {
  return replace(text, regionsOf(findings), ({ type }) => `<${type}>`);
}
