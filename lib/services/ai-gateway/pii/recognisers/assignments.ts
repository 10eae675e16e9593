import { found, type Found } from '../finding';
import { CONTEXT_LENGTH } from './context';
import { withoutEnd } from './matches';

/** A name for a secret, right before what binds a value to it. */
const NAME = /(pass(?:word|wd|phrase|code)?|pwd|kennwort|passwort|contrase\u00f1a|senha|mot de passe|secret|token|api[ _-]?key|access[ _-]?key|account[ _-]?key|private[ _-]?key|secret[ _-]?key|encryption[ _-]?key|auth[ _-]?key|credentials?)["'\]]{0,2}[ \t]{0,2}$/i;
const NAME_IN_PROSE = /(pass(?:word|wd|phrase|code)?|pwd|kennwort|passwort|contrase\u00f1a|senha|mot de passe)[ \t]{1,2}(?:is|was|lautet|ist|es)[ \t]{1,2}["'`]?$/i;
const LONGEST_NAME = 32;
const BINDER = /(?:=>|:=|={1,3}|:)[ \t]{0,2}(["'`]?)/y;
const QUOTED = /[^"'`\n\r]{1,200}/y;
const BARE = /[^\s"'`<>,;&|(){}[\]]{1,200}/y;
/** Most units of a value that are read. */
export const LONGEST_VALUE = 200;

/** What stands where a secret would, and is none: variables, masks, samples, types. */
const PLACEHOLDER = /^(?:[*x\u2022.#_-]+$|[$%{<[]|(?:process|os|env|config|settings|self|this|secrets|vars?)[.[]|null\b|none\b|true\b|false\b|undefined\b|string\b|required\b|optional\b|your|my[_-]?(?:pass|secret|token|key)|example|change ?me|placeholder|redacted|https?:\/\/[^@]*$|[/.~])/i;

export interface Assignment {
  readonly value: Found | undefined;
  /** Where the value begins and where its reading stopped. */
  readonly start: number;
  readonly end: number;
}

function classes(value: string): number {
  return Number(/[a-z]/.test(value)) + Number(/[A-Z]/.test(value)) + Number(/\d/.test(value)) + Number(/[^A-Za-z0-9\s]/.test(value));
}

/** Bits per character, by how often each occurs. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

function isPassword(name: string): boolean {
  return /^(?:pass|pwd|kenn|contra|senha|mot)/i.test(name);
}

/** Whether a value is a secret: of a password two kinds of characters are asked, in prose a digit; of a key length and disorder. */
function isSecret(name: string, value: string, written: 'prose' | 'bare' | 'quoted'): boolean {
  if (value.length < 6 || PLACEHOLDER.test(value)) return false;
  if (!isPassword(name)) return value.length >= 16 && /\d/.test(value) && !/\s/.test(value) && entropy(value) >= 3;
  if (written === 'prose') return /\d/.test(value) && /[A-Za-z]/.test(value);
  return classes(value) >= 2 && (written === 'quoted' || !/^[A-Z]?[a-z]+$/.test(value));
}

function valueAt(text: string, start: number, name: string, quote: string, written: 'prose' | 'bare' | 'quoted'): Assignment {
  const pattern = quote === '' ? BARE : QUOTED;
  pattern.lastIndex = start;
  const read = pattern.exec(text)?.[0] ?? '';
  const value = quote === '' ? withoutEnd(read, '.!?:') : read;
  const type = isPassword(name) ? 'PASSWORD' : 'API_KEY';
  return { value: isSecret(name, value, written) ? found(type, start, start + value.length, 0.8) : undefined, start, end: start + read.length };
}

function nameBefore(pattern: RegExp, text: string, end: number): string | undefined {
  return pattern.exec(text.slice(Math.max(0, end - LONGEST_NAME), end))?.[1];
}

/** Every value from `from` on that a mark binds to the name of a secret: `password=`, `"api_key": "`. The name may stand before `from`. */
export function assignments(text: string, from: number): Assignment[] {
  const results: Assignment[] = [];
  for (const mark of [':', '=']) {
    for (let index = text.indexOf(mark, Math.max(0, from - CONTEXT_LENGTH)); index >= 0; index = text.indexOf(mark, index + 1)) {
      BINDER.lastIndex = index;
      const [binder = mark, quote = ''] = BINDER.exec(text) ?? [];
      const name = index + binder.length < from ? undefined : nameBefore(NAME, text, index);
      if (name !== undefined) results.push(valueAt(text, index + binder.length, name, quote, quote === '' ? 'bare' : 'quoted'));
      index += binder.length - 1;
    }
  }
  return results;
}

/** The word from `start` to `end`, when a sentence before it says that it is a password: `my password is`. */
export function statedPassword(text: string, start: number, end: number): Found | undefined {
  const name = nameBefore(NAME_IN_PROSE, text, start);
  return name === undefined ? undefined : valueAt(text.slice(0, end), start, name, '', 'prose').value;
}
