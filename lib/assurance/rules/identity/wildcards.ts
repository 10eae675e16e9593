import { covers, glob, literal, lowerCase } from '../../iam/glob';
import { arnFields } from '../../iam/principal';
import type { Trilean } from '../../iam/trilean';

/** `*`, or every action of one service. */
export function isEveryAction(pattern: string): boolean {
  return /^(?:\*+|[^*?\u27E6]+:\*+)$/.test(pattern);
}

/** Every action of every service. */
export function isEverything(pattern: string): boolean {
  return /^\*+(?::\*+)?$/.test(pattern);
}

/** Whether a pattern of actions covers one. */
export function coversAction(pattern: string, action: string): Trilean {
  return covers(lowerCase(glob(pattern)), lowerCase(literal(action)));
}

/** Whether a pattern of actions covers one, or may. */
export function mayCover(pattern: string, action: string): boolean {
  return coversAction(pattern, action) !== 'no';
}

/** Any resource, or any of the type, in any account or in this one: `arn:aws:iam::111122223333:role/*`. */
export function isAnyResource(pattern: string, type?: string): boolean {
  if (/^\*+$/.test(pattern)) return true;
  const fields = arnFields(pattern);
  const rest = fields.length === 6 ? fields[5] ?? '' : undefined;
  return rest !== undefined && (/^\*+$/.test(rest) || (type !== undefined && new RegExp(`^${type}[/:]\\*+$`).test(rest)));
}

/** What another resource returns by the name of an ARN is one: a pattern it is not. */
export function isReturnedArn(text: string): boolean {
  return /^\u27E6[^\u27E7.]+\.[^\u27E7.]+\.[A-Za-z0-9.]*A(?:rn|RN)~any\u27E7$/.test(text);
}
