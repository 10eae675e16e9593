import type { Step } from '../verdict';

/** `unknown`: it depends on something that the input does not say. */
export type Trilean = 'yes' | 'no' | 'unknown';

export interface Match {
  readonly result: Trilean;
  /** Why not, or why it cannot be told; empty when it matches. */
  readonly because: readonly Step[];
}

export const YES: Match = { result: 'yes', because: [] };

export function no(step: Step): Match {
  return { result: 'no', because: [step] };
}

export function unknown(step: Step): Match {
  return { result: 'unknown', because: [step] };
}

export function not(value: Trilean): Trilean {
  return value === 'unknown' ? 'unknown' : value === 'yes' ? 'no' : 'yes';
}

export function all(values: readonly Trilean[]): Trilean {
  return values.includes('no') ? 'no' : values.includes('unknown') ? 'unknown' : 'yes';
}

export function any(values: readonly Trilean[]): Trilean {
  return values.includes('yes') ? 'yes' : values.includes('unknown') ? 'unknown' : 'no';
}

/** All must match; the reasons of those that decide it are kept. */
export function allMatch(matches: readonly Match[]): Match {
  const result = all(matches.map((match) => match.result));
  return { result, because: matches.flatMap((match) => (match.result === result ? match.because : [])) };
}

/** One must match; the reasons of those that decide it are kept. */
export function anyMatch(matches: readonly Match[], none: Step): Match {
  const result = any(matches.map((match) => match.result));
  if (result === 'yes') return YES;
  const because = matches.flatMap((match) => (match.result === 'unknown' ? match.because : []));
  return result === 'no' ? no(none) : { result, because };
}
