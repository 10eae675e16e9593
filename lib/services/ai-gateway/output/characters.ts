/** Most characters of one link, image or tag. What does not end within them is treated as if it led elsewhere. */
export const LONGEST_LINK = 2_048;

/** Where the run of characters that belong together ends, at `to` at the latest. */
export function spanEnd(text: string, from: number, to: number, belongs: (unit: number) => boolean): number {
  let at = from;
  while (at < to && belongs(text.charCodeAt(at))) at += 1;
  return at;
}

export function isBlank(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}

export function isLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122;
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** Whether a text is nothing but letters and digits of ASCII. */
export function isPartOfWord(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (!isLetter(unit) && !isDigit(unit)) return false;
  }
  return true;
}

/** What stands between the brackets of a placeholder. */
export function isPlaceholderCharacter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || isDigit(unit) || unit === 95;
}
