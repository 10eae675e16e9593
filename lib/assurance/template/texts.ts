import { CLOSE, OPEN, opaque, splitSymbols, type SymbolShape } from './symbols';

/** A group of the UUID in a stack's id: hexadecimal digits. */
const STACK_UUID = /\.AWS::StackId\.Uuid[1-5]$/;
const DYNAMIC = /\{\{resolve:([^{}]*)\}\}/g;

/** `{{resolve:secretsmanager:…}}` is a value that CloudFormation reads while it deploys. */
export function withDynamicReferences(text: string): string {
  return text.includes('{{resolve:') ? text.replace(DYNAMIC, (_, reference: string) => opaque(`resolve:${reference}`, 'any')) : text;
}

/** A template that writes the brackets of symbols itself could forge one. */
export function forges(text: string): boolean {
  return text.includes(OPEN) || text.includes(CLOSE);
}

/** Cuts at a delimiter; undefined when a symbol may hold the delimiter, so that the number of pieces is not known. */
export function splitText(text: string, delimiter: string): readonly string[] | undefined {
  if (delimiter === '') return undefined;
  const pieces = [''];
  const append = (more: string): void => void pieces.push(`${pieces.pop() ?? ''}${more}`);
  for (const part of splitSymbols(text)) {
    if (part.kind === 'symbol') {
      if (STACK_UUID.test(part.name) ? /[0-9a-f]/.test(delimiter) : mayHold(part.shape, delimiter)) return undefined;
      append(part.text);
    } else {
      const [first = '', ...more] = part.text.split(delimiter);
      append(first);
      for (const each of more) pieces.push(each);
    }
  }
  // a delimiter of several letters may also come about across a symbol's edge
  return delimiter.length > 1 && splitSymbols(text).some(({ kind }) => kind === 'symbol') ? undefined : pieces;
}

/** Whether the letter can occur in what a symbol of the shape stands for. */
function mayHold(shape: SymbolShape, letter: string): boolean {
  switch (shape) {
    case 'account':
      return /[0-9]/.test(letter);
    case 'region':
    case 'partition':
      return /[a-z0-9-]/.test(letter);
    case 'segment':
      return /[A-Za-z0-9\-_.]/.test(letter);
    case 'path':
      return /[A-Za-z0-9\-_./]/.test(letter);
    case 'arn':
    case 'any':
      return true;
  }
}
