const WORD = /[\p{L}\p{N}]+/gu;
/** A word counts as itself and, a little, by the pieces of three characters in it: `invoice` and `invoices` are near. */
const PIECE_WEIGHT = 0.3;
const PIECE = 3;

/**
 * A unit vector by feature hashing: each word adds to a few places, chosen by its hash. The same text always has the same vector, and texts with words in
 * common are near each other. It knows nothing of meaning.
 */
export function hashedEmbedding(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORD)) {
    add(vector, word, 1);
    const padded = `<${word}>`;
    for (let start = 0; start + PIECE <= padded.length; start++) add(vector, padded.slice(start, start + PIECE), PIECE_WEIGHT);
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  // A text without words must have a direction, too.
  if (length === 0) return vector.map((_, index) => (index === 0 ? 1 : 0));
  return vector.map((value) => value / length);
}

function add(vector: number[], feature: string, weight: number): void {
  const hash = fnv1a(feature);
  const at = hash % vector.length;
  vector[at] = (vector[at] ?? 0) + (hash & 0x8000_0000 ? -weight : weight);
}

/** FNV-1a with a last mix, so that all bits depend on all characters. */
export function fnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
