/** A trail as it lies somewhere, to be read by a verifier. */
export interface TrailSource {
  /** Chains in the order in which they began; the segments of each in the order of their names. */
  chains(): Promise<readonly StoredChain[]>;
  /** Names of what lies there and is no part of a trail. Known after `chains`. */
  strangers(): readonly string[];
}

export interface StoredChain {
  readonly chain: string;
  readonly segments: readonly StoredSegment[];
}

export interface StoredSegment {
  /** As a person finds it: a path or an object key. */
  readonly name: string;
  /** What the name says of its first record. */
  readonly sequence: number;
  read(): Promise<Buffer>;
}

/** Sorts what was found into chains. */
export function storedChains(found: readonly (StoredSegment & { readonly chain: string })[]): StoredChain[] {
  const chains = new Map<string, StoredSegment[]>();
  for (const { chain, ...segment } of found) {
    const segments = chains.get(chain) ?? [];
    segments.push(segment);
    chains.set(chain, segments);
  }
  return [...chains]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([chain, segments]) => ({ chain, segments: segments.sort((a, b) => a.sequence - b.sequence) }));
}
