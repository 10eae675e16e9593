/** Names of HTML's character references that can hide part of a URL. */
const NAMED = new Map([
  ['colon', ':'], ['sol', '/'], ['bsol', '\\'], ['period', '.'], ['quest', '?'], ['num', '#'], ['commat', '@'], ['percnt', '%'], ['equals', '='],
  ['lpar', '('], ['rpar', ')'], ['lsqb', '['], ['lbrack', '['], ['rsqb', ']'], ['rbrack', ']'], ['Tab', '\t'], ['NewLine', '\n'], ['nbsp', ' '],
  ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"], ['amp', '&'], ['lowbar', '_'], ['hyphen', '-'], ['dash', '-'], ['shy', ''], ['ZeroWidthSpace', ''],
]);

const REFERENCE = /&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([A-Za-z]{2,16}));?/g;

/** Replaces HTML's character references, with or without their semicolon, as a browser does. Unknown names stay. */
export function decodeCharacterReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole: string, hexadecimal: string | undefined, decimal: string | undefined, named: string | undefined) => {
    if (named !== undefined) return NAMED.get(named) ?? NAMED.get(named.toLowerCase()) ?? whole;
    const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd';
  });
}
