/** Words in a row by which texts are compared. */
const SHINGLE = 3;

/** Gives texts that share a good part of their wording the same group, so that no split tells one half of a pair about the other. */
export function clustered(texts: readonly string[], name: string, alike = 0.3): { readonly text: string; readonly group: string }[] {
  const shingles = texts.map((text) => {
    const words = text.toLowerCase().replace(/\d+/g, '0').match(/[\p{L}\d]+/gu) ?? [];
    const found = new Set<string>();
    for (let index = 0; index + SHINGLE <= Math.max(SHINGLE, words.length); index++) found.add(words.slice(index, index + SHINGLE).join(' '));
    return found;
  });
  const holders = new Map<string, number[]>();
  shingles.forEach((set, index) => {
    for (const shingle of set) holders.set(shingle, [...(holders.get(shingle) ?? []).slice(-60), index]);
  });
  const parent = texts.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  shingles.forEach((set, index) => {
    const common = new Map<number, number>();
    for (const shingle of set) for (const other of holders.get(shingle) ?? []) if (other < index) common.set(other, (common.get(other) ?? 0) + 1);
    for (const [other, count] of common) {
      const smaller = Math.min(set.size, shingles[other]?.size ?? 0);
      if (count >= alike * smaller) parent[root(index)] = root(other);
    }
  });
  return texts.map((text, index) => ({ text, group: `${name}-${root(index)}` }));
}
