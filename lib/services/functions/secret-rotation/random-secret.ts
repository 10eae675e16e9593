import { randomInt } from 'node:crypto';
import type { SecretKind } from './secret-rotation';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~';

/** How a random field is made. */
export interface RandomSettings {
  /** Field of the JSON secret that gets a new value; the others stay. */
  readonly field: string;
  readonly length: number;
  readonly excludeCharacters: string;
}

/**
 * A random text in one field of a JSON secret. Drawn here and not by GetRandomPassword, which no policy can limit to a resource.
 */
export function randomSecret({ field, length, excludeCharacters }: RandomSettings): SecretKind {
  const letters = [...ALPHABET].filter((letter) => !excludeCharacters.includes(letter));
  return {
    next: (current) => Promise.resolve(JSON.stringify({ ...parse(current), [field]: Array.from({ length }, () => letters[randomInt(letters.length)]).join('') })),
    problems: (pending, current) => {
      const before = parse(current);
      const after = parse(pending);
      const value = after[field];
      return [
        ...(typeof value === 'string' && value.length >= length ? [] : [`field ${field} must hold at least ${length} characters`]),
        ...Object.keys(before).filter((name) => name !== field && JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => `field ${name} was changed`),
      ];
    },
  };
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which is the secret.
    throw new TypeError('the secret must be a JSON object');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('the secret must be a JSON object');
  return { ...value };
}
