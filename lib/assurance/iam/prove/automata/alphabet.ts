/** Sets of characters that a wildcard or a symbol's content ranges over. */
export type CharClass = 'any' | 'noWildcard' | 'inSegment' | 'inPart' | 'digits' | 'lower' | 'name' | 'path' | 'arn';

const NAME = 'A-Za-z0-9\\-_.';

const CLASS_TESTS: { readonly [charClass in CharClass]: RegExp } = {
  any: /^[\s\S]$/,
  noWildcard: /^[^*?]$/,
  inSegment: /^[^:]$/,
  inPart: /^[^:/]$/,
  digits: /^[0-9]$/,
  lower: /^[a-z0-9-]$/,
  name: new RegExp(`^[${NAME}]$`),
  path: new RegExp(`^[${NAME}/]$`),
  arn: new RegExp(`^[${NAME}/:@+=,]$`),
};

/** Every character but a few. */
const OPEN_CLASSES: readonly CharClass[] = ['any', 'noWildcard', 'inSegment', 'inPart'];

/** Markers stand for symbols and policy variables inside words: one private-use character each. */
const FIRST_MARKER = 0xe000;
const LAST_MARKER = 0xf8ff;

export function isMarker(char: string): boolean {
  const code = char.charCodeAt(0);
  return code >= FIRST_MARKER && code <= LAST_MARKER;
}

export function markerAt(index: number): string {
  if (FIRST_MARKER + index > LAST_MARKER) throw new RangeError('more symbols than private-use characters');
  return String.fromCharCode(FIRST_MARKER + index);
}

export function inClass(char: string, charClass: CharClass): boolean {
  return CLASS_TESTS[charClass].test(char);
}

/** Whether every character of `inner` is one of `outer`. */
export function isSubclass(inner: CharClass, outer: CharClass): boolean {
  if (inner === outer || outer === 'any') return true;
  switch (outer) {
    case 'noWildcard':
      return !OPEN_CLASSES.includes(inner);
    case 'inSegment':
      return inner !== 'any' && inner !== 'noWildcard' && inner !== 'arn';
    case 'inPart':
      return inner === 'digits' || inner === 'lower' || inner === 'name';
    case 'arn':
      return !OPEN_CLASSES.includes(inner);
    case 'path':
      return inner === 'name' || inner === 'lower' || inner === 'digits';
    case 'name':
      return inner === 'lower' || inner === 'digits';
    case 'lower':
      return inner === 'digits';
    case 'digits':
      return false;
  }
}

/** The characters split so that every class is a union of blocks: within a block, all characters that no pattern names behave alike. */
const BLOCKS: readonly string[] = [
  'xyzabcdefghijklmnopqrstuvw',
  '1234567890',
  '-',
  'XYZABCDEFGHIJKLMNOPQRSTUVW_.',
  '/',
  ':',
  '@+=,',
];

/** Outside every class but the open ones. */
const REST = '~!#%&()<>;|^`"\' éèüßøñ漢字仮名';

const PLAIN = BLOCKS[0] + '0123456789' + REST;

/**
 * One character for each way in which characters that no pattern names can behave, given the classes in play.
 * Together with the named ones they decide emptiness exactly.
 */
export function representatives(named: ReadonlySet<string>, classes: ReadonlySet<CharClass>): readonly string[] {
  const fine = [...classes].some((charClass) => !OPEN_CLASSES.includes(charClass));
  if (!fine) return first(PLAIN, named);
  return [...BLOCKS.flatMap((block) => first(block, named)), ...first(REST, named)];
}

function first(block: string, named: ReadonlySet<string>): readonly string[] {
  for (const char of block) if (!named.has(char)) return [char];
  return [];
}
