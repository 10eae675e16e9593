import type { Disguises } from '../text/canonical';
import { isAsciiLetter, isDigit } from '../text/characters';
import { HASH_SEED, enter, entryOf, hashed, knownWord } from './lexicon';
import type { Words } from './words';

/** Signs of an attack that are not said in words. */
export const SIGNALS = ['chat-template', 'role-label', 'fake-dialogue', 'question-overload', 'repeated-token', 'image-link', 'invisible-text', 'direction-marks', 'look-alike-letters', 'hidden-text', 'leet-letters', 'hidden-markup', 'escaped-text', 'encoded-text', 'fake-boundary', 'placeholder'] as const;
export type Signal = (typeof SIGNALS)[number];

/** How much one of each moves the score by itself, in log-odds, before training. */
export const SIGNAL_POINTS: Readonly<Record<Signal, number>> = {
  'chat-template': 3.5, 'role-label': 1, 'fake-dialogue': 3, 'question-overload': 1.5, 'repeated-token': 1.5, 'image-link': 1, 'invisible-text': 2, 'direction-marks': 2, 'look-alike-letters': 2, 'hidden-text': 4, 'leet-letters': 1.5, 'hidden-markup': 0.5, 'escaped-text': 1.5, 'encoded-text': 1, 'fake-boundary': 2, 'placeholder': 1,
};

/** Tokens that chat templates are made of. No text for a model needs them. */
const TEMPLATE_TOKENS = ['<|im_', '<|system', '<|user', '<|assistant', '<|start', '<|end', '<|eot', '[inst]', '[/inst]', '<<sys>>', '<</sys>>', '<start_of_turn>', '<end_of_turn>', '<｜', '"role": "system"', '"role":"system"', '</system', '<system', '[system]', '{system', '$system', '[/system', '</instructions', '</context>', '</data>', '</document>', '</untrusted'];

const OPENERS = /[<[{$"]/;

export type Counts = Float32Array;

const at = (signal: Signal): number => SIGNALS.indexOf(signal);
const CHAT_TEMPLATE = at('chat-template');
const ROLE_LABEL = at('role-label');
const FAKE_DIALOGUE = at('fake-dialogue');
const QUESTION_OVERLOAD = at('question-overload');
const REPEATED_TOKEN = at('repeated-token');
const IMAGE_LINK = at('image-link');
const LEET = at('leet-letters');
const FAKE_BOUNDARY = at('fake-boundary');
const PLACEHOLDER = at('placeholder');

const label = (words: string): ReadonlySet<number> => new Set(words.split(' ').map(enter));
const ASKERS = label('q question user human me student');
const REPLIERS = label('a answer assistant ai chatgpt gpt bot model');
const OPERATORS = label('system developer instruction instructions admin sysprompt');
const BOUNDARY_ENDS = label('end stop');
const BOUNDARY_NOUNS = label('document context instructions prompt input data text conversation system email message article task');

/** Signals in the words and signs of a text, added to the counts. */
export function readSignals(text: string, words: Words, counts: Counts): void {
  if (OPENERS.test(text)) {
    const lower = text.toLowerCase();
    for (const token of TEMPLATE_TOKENS) if (lower.includes(token)) counts[CHAT_TEMPLATE] = (counts[CHAT_TEMPLATE] ?? 0) + 1;
    if (lower.includes('![')) counts[IMAGE_LINK] = imageLinks(lower);
    counts[PLACEHOLDER] = placeholders(text);
  }
  readWordSignals(words, counts);
}

function readWordSignals(words: Words, counts: Counts): void {
  const { count, entry, end, hash, text } = words;
  let asked = 0;
  let replied = 0;
  let operator = 0;
  let run = 0;
  let longest = 0;
  for (let index = 0; index < count; index++) {
    const word = entry[index] ?? 0;
    if (word !== 0 && text.charCodeAt(end[index] ?? 0) === 0x3a) {
      if (ASKERS.has(word)) asked++;
      if (REPLIERS.has(word)) replied++;
      if (OPERATORS.has(word)) operator++;
    }
    if (BOUNDARY_ENDS.has(word) && isShouted(text, words.start[index] ?? 0, end[index] ?? 0)) {
      for (let next = index + 1; next <= index + 3 && next < count; next++) if (BOUNDARY_NOUNS.has(entry[next] ?? 0) && isShouted(text, words.start[next] ?? 0, end[next] ?? 0)) counts[FAKE_BOUNDARY] = 1;
    }
    run = index > 1 && (hash[index] === hash[index - 1] || hash[index] === hash[index - 2]) ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  counts[ROLE_LABEL] = Math.min(3, operator + (replied > 0 && asked > 0 ? 1 : 0));
  // One question and one answer is the form of a task; an answered one before another is a made-up past.
  counts[FAKE_DIALOGUE] = asked >= 2 && replied >= 1 ? Math.min(3, replied) : 0;
  counts[REPEATED_TOKEN] = longest >= 8 ? Math.min(3, longest / 8) : 0;
  counts[QUESTION_OVERLOAD] = overload(words);
}

/** Many questions and little else. */
function overload(words: Words): number {
  let questions = 0;
  for (let sentence = 0; sentence < words.sentences; sentence++) questions += words.question[sentence] ?? 0;
  return questions >= 3 && questions * 2 > words.sentences ? Math.min(3, questions - 2) : 0;
}

function isShouted(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if ((text.charCodeAt(index) & 0x20) !== 0) return false;
  return true;
}

/** Images whose address carries data along. */
function imageLinks(lower: string): number {
  let found = 0;
  for (let open = lower.indexOf('!['); open >= 0 && found < 5; open = lower.indexOf('![', open + 2)) {
    const address = lower.slice(open, open + 300);
    if (address.includes('](http') && address.includes('?')) found++;
  }
  return found;
}

/** Longest text in brackets that is a place to fill in, and most that are counted. */
const LONGEST_PLACE = 48;
const MOST_PLACES = 3;

/** Places of a prompt that is passed from hand to hand: `[YOUR REQUEST]`, `{topic}`, `<insert name>`. Links, lists and code have other things in brackets. */
function placeholders(text: string): number {
  let found = 0;
  for (let open = 0; open < text.length && found < MOST_PLACES; open++) {
    const code = text.charCodeAt(open);
    const closing = code === 0x5b ? 0x5d : code === 0x7b ? 0x7d : 0;
    if (closing === 0) continue;
    let close = open + 1;
    let letters = 0;
    let small = false;
    for (; close < text.length && close - open < LONGEST_PLACE; close++) {
      const inner = text.charCodeAt(close);
      if (isAsciiLetter(inner)) {
        letters++;
        if (inner > 0x60) small = true;
      } else if (inner !== 0x20 && inner !== 0x2f && inner !== 0x27 && inner !== 0x5f) {
        break;
      }
    }
    if (letters < 4 || (text.charCodeAt(close) !== closing && !(text.charCodeAt(close) === 0x5c && text.charCodeAt(close + 1) === closing)) || text.charCodeAt(close + 1) === 0x28) continue;
    if (!small || PLACES.test(text.slice(open, close).toLowerCase())) found++;
    open = close;
  }
  return found;
}

const PLACES = /\b(?:your|insert|here|prompt|topic|question|role|name of|request|input|keyword|whatever|subject|describe)\b/;

/** Digits that stand for letters. */
const LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g' };
const LEET_WORD = 4;

/** Reads words such as `pr3v10us` as the words of the lexicon that they stand for, in place. */
export function readLeet(words: Words, counts: Counts): void {
  if (!words.digits) return;
  const { text, start, end, count } = words;
  for (let index = 0; index < count; index++) {
    const from = start[index] ?? 0;
    const to = end[index] ?? 0;
    if (to - from < LEET_WORD || to - from > 20 || words.entry[index] !== 0) continue;
    let digits = 0;
    let value = HASH_SEED;
    for (let unit = from; unit < to; unit++) {
      const code = text.charCodeAt(unit);
      if (isDigit(code)) digits++;
      value = hashed(value, isDigit(code) ? (LETTERS[text.charAt(unit)] ?? '0').charCodeAt(0) : code | 0x20);
    }
    if (digits === 0 || digits > (to - from) * 0.75) continue;
    const entry = entryOf(value);
    if (entry === 0) continue;
    words.entry[index] = entry;
    words.hash[index] = value;
    counts[LEET] = (counts[LEET] ?? 0) + 1;
  }
}

/** Letters in a row, each for itself, that make a text only when read together. */
const SPELLED = 8;

/** Most letters that are read together. */
const MOST_SPELLED = 4_000;

/** A text spelled out letter by letter, cut into words that the lexicon knows. */
export function spelledText(words: Words): string | undefined {
  const { start, end, count, text } = words;
  let run = 0;
  let longest = 0;
  let last = 0;
  for (let index = 0; index < count; index++) {
    const from = start[index] ?? 0;
    run = (end[index] ?? 0) - from === 1 && isAsciiLetter(text.charCodeAt(from)) ? run + 1 : 0;
    if (run > longest) {
      longest = run;
      last = index;
    }
  }
  if (longest < SPELLED) return undefined;
  let letters = '';
  for (let index = last - longest + 1; index <= last && letters.length < MOST_SPELLED; index++) {
    const from = start[index] ?? 0;
    // Two or more signs between letters stand between words.
    letters += (letters !== '' && from - (end[index - 1] ?? 0) > 1 ? ' ' : '') + text.charAt(from).toLowerCase();
  }
  return letters.split(' ').length > 2 ? letters : cut(letters);
}

/** Shortest word that may be several, and fewest of its letters that must belong to known words. */
const GLUED = 12;
const GLUED_SHARE = 0.8;
/** Most words that are tried. */
const MOST_GLUED = 500;

/** Words that were written without spaces between them, apart again. */
export function gluedText(words: Words): string | undefined {
  const { start, end, count, entry, text } = words;
  let tried = 0;
  let found: string[] | undefined;
  for (let index = 0; index < count && tried < MOST_GLUED; index++) {
    const from = start[index] ?? 0;
    const to = end[index] ?? 0;
    if (to - from < GLUED || to - from > 400 || entry[index] !== 0 || text.charCodeAt(from) > 0x7a) continue;
    tried++;
    const parts = cut(text.slice(from, to).toLowerCase()).split(' ');
    const known = parts.filter((part) => part.length > 2);
    if (known.length >= 2 && known.join('').length >= (to - from) * GLUED_SHARE) {
      // What stands around belongs to it.
      found ??= [text.slice(Math.max(0, from - 60), from)];
      found.push(parts.join(' '), text.slice(to, to + 60));
    }
  }
  return found?.join(' ');
}

/** Longest words first; what is no word stays as single letters. */
function cut(letters: string): string {
  const found: string[] = [];
  for (let index = 0; index < letters.length;) {
    let length = Math.min(14, letters.length - index);
    while (length > 1 && !knownWord(letters.slice(index, index + length))) length--;
    found.push(letters.slice(index, index + length));
    index += length;
  }
  return found.join(' ');
}

export function countDisguises(disguises: Omit<Disguises, 'hidden'>, hidden: number, counts: Counts): void {
  counts[at('invisible-text')] = Math.min(3, disguises.invisible);
  counts[at('direction-marks')] = Math.min(3, disguises.directional);
  counts[at('look-alike-letters')] = Math.min(3, disguises.lookAlikes);
  counts[at('hidden-text')] = Math.min(3, hidden);
}
