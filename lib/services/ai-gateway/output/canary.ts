import type { Fold } from './fold';
import { eachFolded, KIND } from './fold';

/**
 * The forms in which a canary gives itself away, each as it reads once everything but letters and digits is gone and case is folded: plain,
 * backwards, rot13, hexadecimal (which also covers percent-encoding) and base64 at each of the three offsets that it can have in a longer text.
 */
export function canaryForms(canary: string, fold: Fold): readonly string[] {
  const plain = lettersOf(canary, fold);
  if (plain === '') throw new Error('the canary has neither letters nor digits');
  const encodings = [canary, canary.toUpperCase(), canary.toLowerCase()].flatMap((text) => [
    Buffer.from(text).toString('hex'),
    ...[0, 1, 2].map((offset) => base64At(text, offset)),
  ]);
  const forms = [plain, [...plain].reverse().join(''), rotate(plain), ...encodings.map((text) => lettersOf(text, fold)).filter((text) => text.length >= 8)];
  return [...new Set(forms)];
}

function lettersOf(text: string, fold: Fold): string {
  let letters = '';
  eachFolded(fold, text, (folded) => {
    if (folded.kind === KIND.WORD || folded.kind === KIND.IDEOGRAPH) letters += folded.text;
  });
  return letters;
}

/** Base64 of a text that follows `offset` unknown bytes, without the characters that the unknown bytes and what follows have a part in. */
function base64At(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const encoded = bytes.toString('base64').replaceAll('=', '');
  return encoded.slice(Math.ceil(offset * 4 / 3), bytes.length % 3 === 0 ? undefined : -1);
}

function rotate(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode((letter.charCodeAt(0) - 97 + 13) % 26 + 97));
}
