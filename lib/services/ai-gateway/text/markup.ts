import { isAsciiLetter, isSpace } from './characters';

/** Longest tag that is read as one. */
const TAG = 2_000;

/** Elements that stand for nothing but layout. Other words in angle brackets are content, such as the name of a made-up mode. */
const ELEMENTS = new Set(('a abbr address article aside audio b base blockquote body br button canvas caption center cite code col colgroup dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark meta nav noscript object ol optgroup option p path picture pre q s samp section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track u ul var video wbr').split(' '));

/** Attributes that a model reads and a person may not see. */
const SPOKEN = ['alt', 'title', 'aria-label', 'placeholder', 'content', 'value', 'summary'];

/**
 * A text without the tags of HTML. Comments and attributes that hold text stay, each as a line of its own; `commented` counts them.
 * Linear in the length.
 */
export function withoutMarkup(text: string): { readonly text: string; readonly commented: number } {
  let from = 0;
  let commented = 0;
  const pieces: string[] = [];
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', open + 1)) {
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open + 4);
      const close = end < 0 ? text.length : end;
      pieces.push(text.slice(from, open), '\n', text.slice(open + 4, close), '\n');
      commented++;
      from = Math.min(text.length, close + 3);
      open = from - 1;
    } else {
      const close = tagEnd(text, open);
      if (close < 0) continue;
      const spoken = spokenAttributes(text.slice(open, close));
      if (spoken.length > 0) commented += spoken.length;
      pieces.push(text.slice(from, open), spoken.length > 0 ? `\n${spoken.join('\n')}\n` : isInline(text, open) ? '' : '\n');
      from = close + 1;
      open = close;
    }
  }
  if (pieces.length === 0) return { text, commented };
  pieces.push(text.slice(from));
  return { text: pieces.join(''), commented };
}

/** Index of the closing bracket when a known element stands at `open`, else -1. */
function tagEnd(text: string, open: number): number {
  const start = text.charCodeAt(open + 1) === 0x2f ? open + 2 : open + 1;
  let end = start;
  while (end - start < 11 && (isAsciiLetter(text.charCodeAt(end)) || (end > start && isDigitOf(text.charCodeAt(end))))) end++;
  if (end === start || !ELEMENTS.has(text.slice(start, end).toLowerCase())) return -1;
  for (let index = end; index < text.length && index < open + TAG; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x3e) return index;
    if (code === 0x3c) return -1;
    if (code === 0x22 || code === 0x27) {
      const quote = text.indexOf(text.charAt(index), index + 1);
      if (quote > 0 && quote < open + TAG) index = quote;
    }
  }
  return -1;
}

function isDigitOf(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Elements that stand within a word or line. */
function isInline(text: string, open: number): boolean {
  const start = text.charCodeAt(open + 1) === 0x2f ? open + 2 : open + 1;
  const next = text.charCodeAt(start + 1);
  return /[abiqsu]/i.test(text.charAt(start)) && (next === 0x3e || isSpace(next));
}

function spokenAttributes(tag: string): string[] {
  if (!tag.includes('=')) return [];
  const lower = tag.toLowerCase();
  const found: string[] = [];
  for (const name of SPOKEN) {
    const at = lower.indexOf(` ${name}=`);
    const quote = tag.charAt(at + name.length + 2);
    if (at < 0 || (quote !== '"' && quote !== '\'')) continue;
    const from = at + name.length + 3;
    const value = tag.slice(from, tag.indexOf(quote, from) < 0 ? undefined : tag.indexOf(quote, from));
    // A word or two is a caption.
    if (value.length > 15 && value.includes(' ')) found.push(value);
  }
  return found;
}
