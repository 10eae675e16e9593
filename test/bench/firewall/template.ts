/** A text with `{slots}`. All texts of one template belong to one family, and families are never split between training and judging. */
export interface Template {
  readonly family: string;
  readonly text: string;
  readonly slots: Readonly<Record<string, readonly string[]>>;
  /** How many texts are made of it. */
  readonly times: number;
}

export interface Sample {
  readonly text: string;
  /** Where it comes from: figures are printed by source. */
  readonly source: string;
  /** Samples that share a group say nearly the same: they stay together in every split. One made of two parts is in the groups of both. */
  readonly groups: readonly string[];
  /** Kind within the source. */
  readonly variant?: string;
  readonly attack: boolean;
  readonly role?: 'user' | 'tool';
}

/** The same numbers for the same seed, between 0 and 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** Fills the slots of each template as often as it says, without repeats. */
export function expand(templates: readonly Template[], seed: number): { readonly family: string; readonly text: string }[] {
  const random = seeded(seed);
  return templates.flatMap(({ family, text, slots, times }) => {
    const made = new Set<string>();
    for (let round = 0; round < times; round++) made.add(text.replace(/\{(\w+)\}/g, (_, name: string) => pick(slots[name] ?? [`{${name}}`], random)));
    return [...made].map((one) => ({ family, text: one }));
  });
}
