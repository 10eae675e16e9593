import { get, isJsonMap, places, put, type Json, type Path } from './plain-json';

/** Numbers below 1, the same for the same seed. */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)];
}

/** One kind of damage: what a careless editor, a broken generator or somebody hostile makes of a template. The result is the text of a file. */
export type Damage = (template: Json, random: Random) => string;

const KINDS: readonly Json[] = [null, true, 0, -1.5, '', 'x', [], {}, [null], { Ref: 'AWS::NoValue' }, [[]], 'arn:aws:s3:::*', 1e308];
const FUNCTIONS: readonly Json[] = [
  { Ref: 'Nowhere' }, { Ref: 'AWS::Region' }, { Ref: [] }, { Ref: null }, { 'Fn::GetAtt': ['Nowhere', 'Arn'] }, { 'Fn::GetAtt': 'x' }, { 'Fn::Sub': '${' }, { 'Fn::Sub': '${A}${B.C}${!D}${}' },
  { 'Fn::Sub': ['${x}', { x: { Ref: 'AWS::AccountId' } }] }, { 'Fn::Join': ['', 'x'] }, { 'Fn::Join': [',', [{ Ref: 'AWS::NoValue' }, 1, null]] }, { 'Fn::If': ['Nowhere', 1, 2] },
  { 'Fn::If': [] }, { 'Fn::If': [{ Ref: 'x' }, {}, {}] }, { 'Fn::Select': [99, ['a']] }, { 'Fn::Select': ['a', { 'Fn::GetAZs': '' }] }, { 'Fn::Split': [',', { Ref: 'AWS::StackId' }] },
  { 'Fn::FindInMap': ['a', 'b', 'c'] }, { 'Fn::ImportValue': 'nowhere' }, { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::StackName}-x' } }, { 'Fn::Cidr': ['10.0.0.0/8', 256, 1] }, { 'Fn::Cidr': ['x', -1, 'y'] },
  { 'Fn::Base64': { 'Fn::Sub': 'x' } }, { 'Fn::Transform': { Name: 'AWS::Include' } }, { 'Fn::Length': { Ref: 'x' } }, { 'Fn::ToJsonString': { a: { Ref: 'AWS::Region' } } }, { 'Fn::Unheard': 1 },
  { 'Fn::ForEach::L': ['I', ['a', 'b'], { 'K${I}': 1 }] }, { 'Fn::ForEach::L': 1 }, { 'Fn::And': [{ Condition: 'x' }] }, { Condition: 'x' }, '{{resolve:ssm:x}}', '{{resolve:', '\u27e6T.x\u27e7', { Ref: 'a', 'Fn::Sub': 'b' },
];
const TEXTS = ['\u0000', '\ud800', '\u202e\u200b', 'é'.normalize('NFD'), '𝔘'.repeat(50), '__proto__', 'constructor', 'toString', '\u27e6x\u27e7', '${', '%s', '*', '?', '../../x', 'Fn::Sub', 'a'.repeat(100_000)];

function somewhere(template: Json, random: Random): Path {
  return pick(random, places(template)) ?? [];
}

function changed(template: Json, random: Random, change: (old: Json | undefined) => Json | undefined): string {
  return JSON.stringify(put(template, somewhere(template, random), change));
}

function nested(value: Json, depth: number, wrap: (inner: Json) => Json): Json {
  let result = value;
  for (let level = 0; level < depth; level += 1) result = wrap(result);
  return result;
}

function cutOut(text: string, random: Random, insert: string): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + insert + text.slice(at + Math.floor(random() * 20));
}

function resourceIds(template: Json): readonly string[] {
  const resources = get(template, ['Resources']);
  return isJsonMap(resources) ? Object.keys(resources) : [];
}

export const DAMAGES: Readonly<Record<string, Damage>> = {
  'something is deleted': (template, random) => changed(template, random, () => undefined),
  'a value of another kind': (template, random) => changed(template, random, () => pick(random, KINDS)),
  'a function instead of a value': (template, random) => changed(template, random, () => pick(random, FUNCTIONS)),
  'an odd text': (template, random) => changed(template, random, () => pick(random, TEXTS)),
  'an odd key': (template, random) => changed(template, random, (old) => (isJsonMap(old) ? { ...old, [pick(random, TEXTS) ?? '']: null } : { [pick(random, TEXTS) ?? '']: old ?? null })),
  'a list around a value, or its first item alone': (template, random) => changed(template, random, (old) => (Array.isArray(old) ? old[0] : [old ?? null])),
  'something else of the template': (template, random) => changed(template, random, () => get(template, somewhere(template, random))),
  'a reference to a resource': (template, random) => changed(template, random, () => ({ Ref: pick(random, resourceIds(template)) ?? 'x' })),
  'an attribute of a resource': (template, random) => changed(template, random, () => ({ 'Fn::GetAtt': [pick(random, resourceIds(template)) ?? 'x', pick(random, ['Arn', 'Id', 'GroupId', 'Outputs.x']) ?? ''] })),
  'a dependency': (template, random) => JSON.stringify(put(template, ['Resources', pick(random, resourceIds(template)) ?? 'x'], (old) => (isJsonMap(old) ? { ...old, DependsOn: [pick(random, resourceIds(template)) ?? 'x'] } : old))),
  'a condition': (template, random) => JSON.stringify(put(template, ['Resources', pick(random, resourceIds(template)) ?? 'x'], (old) => (isJsonMap(old) ? { ...old, Condition: pick(random, [true, 'x', {}, 'Nowhere', null]) ?? 1 } : old))),
  'depth that fits': (template, random) => changed(template, random, (old) => nested(old ?? null, 60, (inner) => (random() < 0.5 ? [inner] : { a: inner }))),
  'functions in functions': (template, random) => changed(template, random, (old) => nested(old ?? null, 60, (inner) => ({ 'Fn::Select': [0, [inner]] }))),
  'depth that does not fit': (template, random) => JSON.stringify(put(template, somewhere(template, random), () => '@@@')).replace('"@@@"', () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  'a long text': (template, random) => changed(template, random, () => 'x'.repeat(1_000_000)),
  'a key twice': (template, random) => JSON.stringify(template).replace(/"Type":/, () => (random() < 0.5 ? '"Type":"x","Type":' : '"Type":1,"Type":')),
  'the file is cut off': (template, random) => { const text = JSON.stringify(template); return text.slice(0, Math.floor(random() * text.length)); },
  'some letters are lost': (template, random) => cutOut(JSON.stringify(template), random, ''),
  'some letters are others': (template, random) => cutOut(JSON.stringify(template), random, pick(random, ['{', '}', '[', ']', '"', ',', ':', '\\', '\\ud800', '\u0000', '\n']) ?? ''),
};
