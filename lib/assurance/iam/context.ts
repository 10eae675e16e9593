/** What a request tells about itself: condition keys and their values. Names in any case; a key that is left out is absent, as is one with an empty list. */
export type ContextInput = ReadonlyMap<string, string | readonly string[]>;

/** Looks keys up without regard to case. */
export class RequestContext {
  private readonly values = new Map<string, readonly string[]>();

  /** @param derived keys that follow from the rest of the request; what the request says itself comes first */
  constructor(given: ContextInput, derived: ContextInput = new Map()) {
    for (const [key, value] of [...derived, ...given]) this.values.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }

  /** The values of the key; undefined when the request does not carry it. */
  get(key: string): readonly string[] | undefined {
    const values = this.values.get(key.toLowerCase());
    return values === undefined || values.length === 0 ? undefined : values;
  }
}
