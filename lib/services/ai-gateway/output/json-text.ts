/**
 * JSON as the guards read it: strings without their escapes, so that what a client will see is what is judged, and every character with whether it
 * is part of a string, so that it can be written as JSON again.
 */
export interface DecodedJson {
  /** What the guards see: as `raw`, with a line's end in place of each quote around a string, so that nothing is found across two strings. */
  readonly view: string;
  readonly raw: string;
  /** For each unit: IN_STRING or OUTSIDE. */
  readonly places: string;
}

export const IN_STRING = 's';
export const OUTSIDE = '.';

export interface JsonDecoder {
  push(text: string): DecodedJson;
  /** What was left of an escape that never ended. */
  end(): DecodedJson;
  /** Something that no JSON text has: an unknown escape, a control character in a string, nesting beyond all reason. */
  readonly malformed: boolean;
  /** Colons between strings: as many as the objects have members, unless some name occurs twice. */
  readonly members: number;
}

const DEEPEST = 256;
const SHORT = new Map([['"', '"'], ['\\', '\\'], ['/', '/'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t']]);

/** Reads JSON in pieces, one character after the other; text that is no JSON passes through as well as it can. */
export function createJsonDecoder(): JsonDecoder {
  let inString = false;
  let escape = '';
  let malformed = false;
  let members = 0;
  let depth = 0;
  let view = '';
  let raw = '';
  let places = '';

  return {
    push(text) {
      for (const character of unitsOf(text)) {
        if (escape !== '') readEscape(character);
        else if (inString) readString(character);
        else readOutside(character);
      }
      return take();
    },
    end() {
      if (escape !== '') emit(escape, IN_STRING);
      if (escape !== '' || inString) malformed = true;
      escape = '';
      return take();
    },
    get malformed() {
      return malformed;
    },
    get members() {
      return members;
    },
  };

  function readOutside(character: string): void {
    if (character === '"') {
      inString = true;
      emitQuote();
      return;
    }
    if (character === ':') members += 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > DEEPEST) malformed = true;
    emit(character, OUTSIDE);
  }

  function readString(character: string): void {
    if (character === '"') {
      inString = false;
      emitQuote();
    } else if (character === '\\') {
      escape = character;
    } else {
      if (character < ' ') malformed = true;
      emit(character, IN_STRING);
    }
  }

  function readEscape(character: string): void {
    if (escape === '\\' && character === 'u') {
      escape = '\\u';
      return;
    }
    if (escape === '\\') {
      const short = SHORT.get(character);
      escape = '';
      if (short === undefined) malformed = true;
      emit(short ?? `\\${character}`, IN_STRING);
      return;
    }
    escape += character;
    if (!/^[0-9a-fA-F]$/.test(character)) {
      malformed = true;
      emit(escape, IN_STRING);
      escape = '';
    } else if (escape.length === 6) {
      emit(String.fromCharCode(Number.parseInt(escape.slice(2), 16)), IN_STRING);
      escape = '';
    }
  }

  function emitQuote(): void {
    view += '\n';
    raw += '"';
    places += OUTSIDE;
  }

  function emit(text: string, place: string): void {
    view += text;
    raw += text;
    places += place.repeat(text.length);
  }

  function take(): DecodedJson {
    const decoded = { view, raw, places };
    view = '';
    raw = '';
    places = '';
    return decoded;
  }
}

function* unitsOf(text: string): Generator<string> {
  for (let index = 0; index < text.length; index++) yield text.charAt(index);
}

/** Whether a number or a name such as `true` may hold the character. */
export function isBareCharacter(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122) || unit === 43 || unit === 45 || unit === 46;
}

/** Writes text as the inside of a JSON string. */
export function escapeForJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Parses JSON of which the decoder found nothing amiss. `undefined`: it is none after all, or an object names a member twice. */
export function parseJson(text: string, decoder: Pick<JsonDecoder, 'malformed' | 'members'>): { readonly value: unknown } | undefined {
  if (decoder.malformed) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return membersOf(value) === decoder.members ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const within = Object.values(value).reduce<number>((sum, member) => sum + membersOf(member), 0);
  return Array.isArray(value) ? within : within + Object.keys(value).length;
}
