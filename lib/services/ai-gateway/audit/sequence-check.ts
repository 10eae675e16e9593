/** Where a record stands among those before it. */
export type Place = 'next' | 'ahead' | 'behind' | 'repeated';

/** Follows the numbers of a chain and knows which are missing. */
export interface SequenceCheck {
  place(sequence: number): Place;
  /** A line that tells no number: one missing record at this place is accounted for by it. */
  unreadable(): void;
  /** Ranges of numbers that never came. */
  missing(): readonly (readonly [number, number])[];
}

export function createSequenceCheck(): SequenceCheck {
  let expected = 1;
  let unreadable = 0;
  let gaps: (readonly [number, number])[] = [];
  return {
    unreadable: () => { unreadable += 1; },
    missing: () => gaps,
    place: (sequence) => {
      const explained = unreadable;
      unreadable = 0;
      if (sequence === expected) {
        expected += 1;
        return explained === 0 ? 'next' : 'ahead';
      }
      if (sequence > expected) {
        if (sequence - expected > explained) gaps.push([expected, sequence - 1]);
        expected = sequence + 1;
        return 'ahead';
      }
      const gap = gaps.find(([first, last]) => first <= sequence && sequence <= last);
      if (gap === undefined) return 'repeated';
      const [first, last] = gap;
      gaps = gaps.flatMap((other) => (other === gap ? [[first, sequence - 1] as const, [sequence + 1, last] as const].filter(([from, to]) => from <= to) : [other]));
      return 'behind';
    },
  };
}
