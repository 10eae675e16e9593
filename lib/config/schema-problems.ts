import type { z } from 'zod';
import { keysAt, placesOf } from './json-schema';
import { nearest } from './nearest';
import { render, type KeyPath } from './source';
import type { Finding } from './rules/rule';

/** What the schema found, in the words of the configuration: key, what must hold, what to change. */
export function schemaFindings(issues: readonly z.core.$ZodIssue[], value: unknown): Finding[] {
  return issues.flatMap((issue) => {
    const key = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    return issue.code === 'unrecognized_keys' ? issue.keys.map((unknown) => unknownKey(key, unknown)) : [finding(issue, key, at(value, key))];
  });
}

/** The value at a path; undefined when there is none. */
export function at(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? Object.entries(inner).find(([name]) => name === String(key))?.[1] : undefined), value);
}

function unknownKey(parent: KeyPath, unknown: string): Finding {
  const allowed = keysAt(parent);
  const guess = nearest(unknown, allowed);
  const [elsewhere] = placesOf(unknown);
  const fix = guess !== undefined ? `did you mean ${guess}?` : elsewhere !== undefined ? `did you mean ${elsewhere}?` : `remove it; allowed here: ${allowed.slice(0, 30).join(', ')}`;
  return { code: 'ConfigUnknownKey', key: [...parent, unknown], what: `'${unknown}' is not a key of ${render(parent)}`, fix };
}

function finding(issue: z.core.$ZodIssue, key: KeyPath, got: unknown): Finding {
  const name = `'${String(key.at(-1) ?? 'the file')}'`;
  if (got === undefined) return { code: 'ConfigKeyMissing', key, what: `${name} is missing`, fix: 'add it' };
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'ConfigWrongType', key, what: `${name} must be ${TYPES[issue.expected] ?? issue.expected}`, got, fix: issue.expected === 'string' && typeof got !== 'object' ? `quote it: "${String(got)}"` : `write ${TYPES[issue.expected] ?? issue.expected}` };
    case 'invalid_value': {
      const values = issue.values.map(String);
      const guess = nearest(String(got), values);
      return { code: 'ConfigValueNotAllowed', key, what: `${name} must be one of ${values.join(', ')}`, got, fix: guess === undefined ? 'choose one of these' : `did you mean ${guess}?` };
    }
    case 'too_small':
      return split(issue.message, key, name, got, `must be at least ${issue.minimum}${unit(issue.origin)}`, 'raise it');
    case 'too_big':
      return split(issue.message, key, name, got, `must be at most ${issue.maximum}${unit(issue.origin)}`, 'lower it');
    case 'not_multiple_of':
      return { code: 'ConfigValueInvalid', key, what: `${name} must be a multiple of ${issue.divisor}`, got, fix: 'round it' };
    case 'invalid_key':
      return { code: 'ConfigKeyInvalid', key, what: `${name} is not a name allowed here`, fix: `use one of ${keysAt(key.slice(0, -1)).join(', ') || 'those in config/platform.schema.json'}` };
    default:
      return split(issue.message, key, name, got, issue.message, 'see config/platform.schema.json');
  }
}

/** Messages of the schema read `<what must hold>; <what to change>`; those of zod itself do not. */
function split(message: string, key: KeyPath, name: string, got: unknown, what: string, fix: string): Finding {
  const [first = '', second] = message.split(/; (.*)/s);
  return second === undefined ? { code: 'ConfigValueInvalid', key, what: `${name} ${what}`, got, fix } : { code: 'ConfigValueInvalid', key, what: `${name} ${first}`, got, fix: second };
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters long' : origin === 'array' ? ' items long' : '';
}

const TYPES: { readonly [type: string]: string } = { string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', object: 'keys and values', record: 'keys and values', array: 'a list (lines that begin with -)' };
