import { valuesAt } from '../access/values';
import { at, bool, isUnknown, text, type Resource, type Value } from '../template';
import { ENCRYPTED_TYPES } from './encryption-types';
import type { Labels } from './labels';

/** What is encrypted at rest with which key. */
export interface Encryption {
  /** Label of a key, or what stands for one. */
  readonly key: string;
  readonly resources: readonly string[];
}

export function encryptionOf(resources: readonly Resource[], labels: Labels): readonly Encryption[] {
  const byKey = new Map<string, Set<string>>();
  for (const resource of resources) for (const key of keysOf(resource, labels)) byKey.set(key, (byKey.get(key) ?? new Set()).add(labels.of(`${resource.template}.${resource.logicalId}`)));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, encrypted]) => ({ key, resources: [...encrypted].sort() }));
}

/** Keys of one resource; several where its parts have their own. */
export function keysOf({ type, properties }: Resource, labels: Labels): readonly string[] {
  const where = ENCRYPTED_TYPES[type];
  if (where === undefined) return [];
  if (isUnknown(properties)) return ['not known'];
  if (where.unless !== undefined && at(properties, where.unless) !== undefined) return [];
  if (type === 'AWS::SQS::Queue' && bool(at(properties, 'SqsManagedSseEnabled')) === false && at(properties, 'KmsMasterKeyId') === undefined) return ['not encrypted'];
  const switches = where.on === undefined ? [true] : valuesAt(properties, where.on.split('.')).map((value) => bool(value));
  const keys = valuesAt(properties, where.key.split('.')).map((value) => keyText(value, labels));
  const off = switches.length === 0 || switches.some((value) => value === false);
  return [...new Set([
    ...(switches.some((value) => value !== true && value !== false) ? ['not known'] : []),
    ...(off && (keys.length === 0 || switches.includes(false)) ? ['not encrypted'] : []),
    ...keys, ...(keys.length === 0 && !off ? [where.without] : []),
  ])];
}

function keyText(value: Value, labels: Labels): string {
  const written = text(value);
  return typeof written === 'string' ? labels.text(written) : 'not known';
}
