const DIGITS = 12;

/** Name of the file or object that begins with a record of this number. */
export function segmentName(sequence: number): string {
  return `${String(sequence).padStart(DIGITS, '0')}.jsonl`;
}

/** The number in such a name; undefined for any other name. */
export function sequenceOfSegment(name: string): number | undefined {
  const [, digits] = /^(\d{12})\.jsonl$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
