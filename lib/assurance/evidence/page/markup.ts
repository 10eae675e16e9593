/** HTML that is ready to be written. */
export class Markup {
  constructor(readonly html: string) {}
}

type Part = string | number | Markup | undefined | readonly Part[];

/** Text as it may stand in HTML and SVG, in text and in attributes. */
export function escaped(text: string): string {
  // control characters have no meaning in HTML and would break the page
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Everything that is filled in is text, and is escaped, unless it is markup itself. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(pieces.map((piece, index) => (index === 0 ? piece : `${written(parts[index - 1])}${piece}`)).join(''));
}

/** What the browser may break a long name at. */
export function breakable(text: string): Markup {
  return new Markup(escaped(text).replace(/[./:_-](?=[^\s./:_-])|[a-z](?=[A-Z])/g, '$&<wbr>'));
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.html;
  return Array.isArray(part) ? part.map(written).join('') : escaped(String(part));
}
