/** Names that are common in markup; the rest stays as it is. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ', lpar: '(', rpar: ')', num: '#', colon: ':', period: '.', comma: ',', sol: '/', lsqb: '[', rsqb: ']', verbar: '|', newline: '\n' };

/** Fewest escaped letters that count as a disguise; one or two are an ordinary address or a code sample. */
const DISGUISE = 6;

/** A text with entities, `%41`, `\u0041` and `\x41` replaced by what they stand for; `letters` counts the letters that were written so. Linear in the length. */
export function unescaped(text: string): { readonly text: string; readonly letters: number } {
  let letters = 0;
  const character = (code: number, written: string): string => {
    if (!Number.isFinite(code) || code > 0x10ffff || (code < 0x20 && code !== 0x0a && code !== 0x09)) return written;
    const text = String.fromCodePoint(code);
    if (/[A-Za-z]/.test(text)) letters++;
    return text;
  };
  let result = text;
  if (result.includes('&')) {
    result = result.replace(/&#x([0-9a-f]{1,6});?/gi, (written: string, hex: string) => character(parseInt(hex, 16), written))
      .replace(/&#(\d{1,7});?/g, (written: string, digits: string) => character(Number(digits), written))
      .replace(/&([a-z]{2,8});/gi, (written: string, name: string) => ENTITIES[name.toLowerCase()] ?? written);
  }
  if (result.includes('\\')) {
    result = result.replace(/\\u\{?([0-9a-f]{4,5})\}?/gi, (written: string, hex: string) => character(parseInt(hex, 16), written))
      .replace(/\\x([0-9a-f]{2})/gi, (written: string, hex: string) => character(parseInt(hex, 16), written));
  }
  if (result.includes('%')) result = result.replace(/%([2-7][0-9a-f])/gi, (written: string, hex: string) => character(parseInt(hex, 16), written));
  return { text: result, letters: letters >= DISGUISE ? letters : 0 };
}
