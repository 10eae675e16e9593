import type { Language, Token } from './automata/language';
import type { Lexicon } from './lexicon';

/** Variables of ARN shapes whose values have no separators; any other may have some, as paths and secrets do. */
const PLAIN_NAMES = ['AccountId', 'ApiId', 'BucketName', 'InstanceId', 'KeyId', 'QueueName', 'RestApiId', 'SecurityGroupId', 'SubnetId', 'TableName', 'VolumeId', 'VpcId'];

const VARIABLE = /\$\{([^}]*)\}/g;

/** What a likely ARN has in its first parts; the rest of it is whatever the policies ask for. */
export interface Surroundings {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The texts that an ARN shape (`arn:${Partition}:s3:::${BucketName}/${ObjectName}`) stands for: a variable is any non-empty text, which stays within its part but for the last one. */
export function shapeTokens(shape: string): readonly Token[] {
  let colons = 0;
  return piecesOf(shape).flatMap((piece): readonly Token[] => {
    if (piece.variable === undefined) {
      return [...piece.text].map((char): Token => {
        if (char === ':') colons++;
        return char === '*' ? { kind: 'many', charClass: colons < 5 ? 'inSegment' : 'any' } : { kind: 'char', chars: char };
      });
    }
    const charClass = colons < 5 || piece.variable.endsWith('WithPath') ? 'inSegment' : PLAIN_NAMES.includes(piece.variable) ? 'inPart' : 'any';
    const many: Token = { kind: 'many', charClass };
    // the path of a request may be empty
    return piece.variable.endsWith('Path') ? [many] : [{ kind: 'one', charClass }, many];
  });
}

/** The shape as one would write it down: with partition, region and account, and plain names. */
export function likely(shape: string, surroundings: Surroundings, lexicon: Lexicon): Language {
  const values: { readonly [variable: string]: string } = { Partition: surroundings.partition, Region: surroundings.region, Account: surroundings.account };
  const plain = { wildcards: false, caseless: false, segmentwise: false, variables: false };
  const name: readonly Token[] = [{ kind: 'one', charClass: 'name' }, { kind: 'many', charClass: 'path' }];
  return lexicon.language([
    piecesOf(shape).flatMap((piece) => {
      const known = piece.variable === undefined ? piece.text.replaceAll('*', '') : values[piece.variable];
      return known === undefined ? name : (lexicon.patterns([known], plain).alternatives[0] ?? []);
    }),
  ]);
}

/** The service part of a shape or pattern in the first five parts; undefined where it is not spelled out. */
export function serviceOf(tokens: readonly Token[]): string | undefined {
  let colons = 0;
  let service = '';
  for (const token of tokens) {
    if (token.kind === 'char' && token.chars === ':') {
      if (++colons === 3) return service;
    } else if (colons === 2) {
      if (token.kind !== 'char') return undefined;
      service += token.chars;
    } else if (token.kind === 'symbol' ? token.charClass === 'arn' || token.charClass === 'any' : token.kind === 'many' && token.charClass === 'any') {
      return undefined;
    }
  }
  return undefined;
}

interface ShapePiece {
  readonly text: string;
  readonly variable?: string;
}

function piecesOf(shape: string): readonly ShapePiece[] {
  const pieces: ShapePiece[] = [];
  let end = 0;
  for (const match of shape.matchAll(VARIABLE)) {
    pieces.push({ text: shape.slice(end, match.index) }, { text: match[0], variable: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  return [...pieces, { text: shape.slice(end) }];
}
