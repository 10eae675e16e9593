import { arnParts, arnSegments, covers, glob, literal, lowerCase, type Token } from './glob';
import type { ActionElement, ResourceElement, Statement } from './policy';
import { all, any, no, not, unknown, YES, type Match, type Trilean } from './trilean';
import { fill, type Reading } from './variables';

/**
 * How `*` and `?` in resources are read. AWS documents wildcards within the parts of an ARN, and yet lets some cross its colons.
 * - `bracketed`  as wide as either reading for what an Allow covers, as narrow as both for what a Deny covers: an answer of deny holds under both
 * - `greedy`     wildcards cross colons
 * - `segmented`  wildcards stay within their part of the ARN; missing parts are wildcards
 */
export type WildcardReading = 'bracketed' | 'greedy' | 'segmented';

export function actionMatches(element: ActionElement, action: string): Match {
  const text = lowerCase(literal(action));
  const covered = any(element.patterns.map((pattern) => covers(lowerCase(glob(pattern)), text)));
  const result = element.not ? not(covered) : covered;
  const because = { action, patterns: element.patterns, not: element.not };
  if (result === 'yes') return YES;
  return result === 'no' ? no({ code: 'ActionDiffers', ...because }) : unknown({ code: 'ActionUndecided', ...because });
}

export function resourceMatches(element: ResourceElement, effect: Statement['effect'], resource: string, wildcards: WildcardReading, reading: Reading): Match {
  // what NotResource names is taken away from the statement, so it is read the other way round
  const wide = (effect === 'Allow') !== element.not;
  const results = element.patterns.map((pattern): Trilean => {
    const expanded = apiResource(pattern);
    const filled = expanded === undefined ? fill(pattern, true, reading) : { kind: 'tokens' as const, tokens: expanded };
    if (filled.kind === 'undecided') return 'unknown';
    // whether an unknown name excepts anything is not documented
    if (filled.kind === 'missing') return element.not ? 'unknown' : 'no';
    return matchPattern(filled.tokens, literal(resource), wildcards, wide);
  });
  const result = element.not ? not(any(results)) : any(results);
  const because = { resource, patterns: element.patterns, not: element.not };
  if (result === 'yes') return YES;
  return result === 'no' ? no({ code: 'ResourceDiffers', ...because }) : unknown({ code: 'ResourceUndecided', ...because });
}

function matchPattern(pattern: readonly Token[], text: readonly Token[], wildcards: WildcardReading, wide: boolean): Trilean {
  switch (wildcards) {
    case 'greedy':
      return covers(pattern, text);
    case 'segmented':
      return covers(segmented(pattern), text);
    case 'bracketed': {
      const both = [covers(pattern, text), covers(segmented(pattern), text)];
      return wide ? any(both) : all(both);
    }
  }
}

/** Missing parts are wildcards; a lone `*` is everything, that which has no ARN included. */
function segmented(pattern: readonly Token[]): readonly Token[] {
  if (pattern.every((token) => token.kind === 'many')) return pattern;
  const missing = 6 - arnParts(pattern);
  return arnSegments([...pattern, ...Array.from({ length: missing }, () => glob(':*')).flat()]);
}

/** API Gateway lets a resource policy leave out everything before the stage: `execute-api:/stage/GET/path`. */
function apiResource(pattern: string): readonly Token[] | undefined {
  if (!pattern.startsWith('execute-api:/')) return undefined;
  const id: Token = { kind: 'many', of: 'not-separator' };
  return [...arnSegments(glob('arn:*:execute-api:*:*:')), id, ...glob(pattern.slice('execute-api:'.length))];
}
