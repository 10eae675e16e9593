/** What calls of an action do to their resource. */
export type AccessLevel = 'Read' | 'List' | 'Write' | 'Tagging' | 'Permissions management';

/** How the values of a condition key are to be read; `many`: a request may carry several. */
export interface KeyType {
  readonly type: 'String' | 'ARN' | 'Bool' | 'Numeric' | 'IPAddress' | 'Date';
  readonly many: boolean;
}

export interface KeyLine extends KeyType {
  /** As AWS writes it; `${TagKey}` and the like stand for any text. */
  readonly key: string;
}

export interface ResourceLine {
  /** `arn:${Partition}:s3:::${BucketName}`; variables stand for any text. */
  readonly arn: string;
  keys(): readonly number[];
}

/** Actions that are alike but for their names. */
export interface ActionsLine {
  readonly level: AccessLevel;
  readonly resources: readonly number[];
  /** No type is required: such an action may also be asked for on no resource. */
  readonly optional: boolean;
  keys(): readonly number[];
  readonly names: readonly string[];
}

const LEVELS: { readonly [letter: string]: AccessLevel } = { R: 'Read', L: 'List', W: 'Write', T: 'Tagging', P: 'Permissions management' };
const TYPES: { readonly [name: string]: KeyType['type'] } = { ARN: 'ARN', Bool: 'Bool', Numeric: 'Numeric', IPAddress: 'IPAddress', Date: 'Date' };

/** `s3:prefix`, `aws:TagKeys String[]` */
export function keyLine(line: string): KeyLine {
  const [key = '', written = 'String'] = line.split(' ');
  const many = written.endsWith('[]');
  return { key, type: TYPES[many ? written.slice(0, -2) : written] ?? 'String', many };
}

/** `s3:::${BucketName} 1,8`: what follows the partition, and numbers of keys. */
export function resourceLine(line: string): ResourceLine {
  const at = line.lastIndexOf(' ');
  const arn = line.slice(0, at);
  return { arn: arn.startsWith('arn:') ? arn : `arn:\${Partition}:${arn}`, keys: () => numbers(line.slice(at + 1)) };
}

/** `W4,9? 4,21-22 AbortMultipartUpload -Other`: level, numbers of resource types (`?`: none required), numbers of keys, names. `-` stands for the first word of the name before. */
export function actionsLine(line: string): ActionsLine {
  const [resources = '', keys = '', ...written] = line.split(' ');
  const optional = resources.endsWith('?');
  const names: string[] = [];
  let verb = '';
  for (const name of written) {
    const whole = name.startsWith('-') ? verb + name.slice(1) : name;
    if (whole === name) verb = /^[A-Z][a-z]+/.exec(name)?.[0] ?? '';
    names.push(whole);
  }
  return { level: LEVELS[resources.charAt(0)] ?? 'Write', resources: numbers(resources.slice(1, optional ? -1 : undefined)), optional, keys: () => numbers(keys), names };
}

function numbers(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(',').flatMap((run) => {
    const [from = 0, to = from] = run.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
