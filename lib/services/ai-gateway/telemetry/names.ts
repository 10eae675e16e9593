/** Admits so many different names and calls all later ones by one: labels that strangers choose must not fill the memory. */
export function boundedNames(most: number, others: string): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return name;
    if (known.size >= most || name.length > 128) return others;
    known.add(name);
    return name;
  };
}
