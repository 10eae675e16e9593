import type { Check } from '../check';
import type { Verification } from './verification';

/** What a check comes to: an acknowledged finding stands apart from what holds and from what is open. */
export type Standing = 'refuted' | 'unknown' | 'acknowledged' | 'proved' | 'not-applicable';

export function standingOf({ verdict, acknowledgement }: Pick<Check, 'verdict' | 'acknowledgement'>): Standing {
  const open = verdict.kind === 'refuted' || verdict.kind === 'unknown';
  return open && acknowledgement !== undefined ? 'acknowledged' : verdict.kind;
}

export type Counts = { readonly [standing in Standing]: number };

export function countsOf({ checks }: Pick<Verification, 'checks'>): Counts {
  const counts = { refuted: 0, unknown: 0, acknowledged: 0, proved: 0, 'not-applicable': 0 };
  for (const check of checks) counts[standingOf(check)] += 1;
  return counts;
}
