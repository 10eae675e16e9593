import type { Step } from '../verdict';
import { isListType, listItems, section, type Model } from './model';
import { child, scalarText, type Node } from './source';
import { opaque, type SymbolShape } from './symbols';
import { Unknown, type Value } from './value';

/** One thing that whoever deploys decides: the value of a parameter, the region, or how a comparison of unknown texts goes. */
export interface Decision {
  readonly name: string;
  readonly value: string;
}

/** What a parameter can be. More than one option: each is a variant of the template. */
export interface Domain {
  readonly options: readonly Option[];
  /** Reason to trust the only option: the parameter was left at its default. */
  readonly assumption?: Step;
}

export interface Option {
  readonly label: string;
  readonly value: Value;
  /** For the option "none of these": what the value is not. */
  readonly other?: ReadonlySet<string>;
}

const SSM_VALUE = /^AWS::SSM::Parameter::Value</;

/** What the Conditions and Mappings of a template tell about the values that its author had in mind. */
export interface Comparisons {
  /** Literals that a parameter or pseudo parameter is compared with, by its name. */
  readonly literals: ReadonlyMap<string, ReadonlySet<string>>;
  /** First keys of the mapping that a parameter chooses from, wherever the deployment fails with any other key: not under Fn::If, not in a conditional resource. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
}

export function comparisonsOf(model: Model): Comparisons {
  const literals = new Map<string, Set<string>>();
  const keys = new Map<string, Set<string>>();
  for (const { value } of section(model, 'Conditions').values()) {
    visit(value, (name, argument) => {
      if (name !== 'Fn::Equals') return;
      const [a, b] = argument.kind === 'list' ? argument.items : [];
      note(literals, scalarText(child(a, 'Ref')), literal(b));
      note(literals, scalarText(child(b, 'Ref')), literal(a));
    });
  }
  for (const { value } of section(model, 'Resources').values()) {
    if (child(value, 'Condition') !== undefined) continue;
    visit(value, (name, argument) => {
      if (name !== 'Fn::FindInMap' || argument.kind !== 'list' || argument.items.length !== 3) return;
      const [map, first] = argument.items;
      const mapping = child(child(model.root, 'Mappings'), scalarText(map) ?? '');
      const parameter = scalarText(child(first, 'Ref'));
      if (mapping?.kind === 'map') for (const key of mapping.entries.keys()) note(keys, parameter, key);
    });
  }
  return { literals, keys };
}

/** A parameter that no one gives a value. Allowed values are all kept; a default is joined by the values that the template compares it with. */
export function parameterDomain(model: Model, name: string, node: Node, comparisons: Comparisons): Domain {
  const type = scalarText(child(node, 'Type')) ?? 'String';
  const read = (text: string): Value => (isListType(type) ? listItems(text) : text);
  const symbol = unnamed(model, name, type);
  if (SSM_VALUE.test(type)) return { options: [{ label: '(from Parameter Store)', value: symbol }] };
  const preset = literal(child(node, 'Default'));
  const allowed = child(node, 'AllowedValues');
  const values = allowed?.kind === 'list' ? allowed.items.map(literal).filter((value) => value !== undefined) : [];
  if (values.length > 0) return { options: unique([...(preset === undefined ? [] : [preset]), ...values]).map((value) => ({ label: value, value: read(value) })) };
  const compared = comparisons.literals.get(name) ?? new Set<string>();
  const keys = comparisons.keys.get(name) ?? new Set<string>();
  const named = unique([...(preset === undefined ? [] : [preset]), ...compared, ...keys]);
  const options: Option[] = named.map((value) => ({ label: value, value: read(value) }));
  if ((compared.size > 0 && keys.size === 0) || named.length === 0) options.push({ label: '(any other)', value: symbol, other: new Set(named) });
  const assumption = options.length === 1 && preset !== undefined ? { code: 'ParameterDefault', template: model.name, parameter: name, value: preset } : undefined;
  return { options, assumption };
}

export interface PseudoOptions {
  /** Values that conditions name. */
  readonly named: ReadonlySet<string>;
  /** One value for each way the conditions can go; the empty text stands for "none that is named". */
  readonly representatives: readonly string[];
}

/**
 * The regions (accounts, partitions) that make a difference: of those that lead every condition to the same answers one stands for all.
 * Conditions that mix the region with something else count each of their comparisons.
 */
export function pseudoOptions(models: readonly Model[], pseudo: string, comparisons: readonly Comparisons[]): PseudoOptions {
  const named = new Set(comparisons.flatMap(({ literals }) => [...(literals.get(pseudo) ?? [])]));
  const seen = new Map<string, string>();
  for (const candidate of [...named, '']) {
    const answers = models.flatMap((model) => [...section(model, 'Conditions').values()].map(({ value }) => answer(model, value, pseudo, candidate, 0)));
    const signature = JSON.stringify(answers);
    if (!seen.has(signature)) seen.set(signature, candidate);
  }
  return { named, representatives: [...seen.values()] };
}

type Answer = boolean | readonly Answer[] | null;

/** Truth of a condition under one region; where it depends on more, what its comparisons say. */
function answer(model: Model, node: Node, pseudo: string, candidate: string, depth: number): Answer {
  const [entry] = node.kind === 'map' ? node.entries : [];
  if (entry === undefined || depth > 50) return null;
  const [name, { value }] = entry;
  const parts = value.kind === 'list' ? value.items : [value];
  if (name === 'Condition') {
    const named = section(model, 'Conditions').get(scalarText(value) ?? '')?.value;
    return named === undefined ? null : answer(model, named, pseudo, candidate, depth + 1);
  }
  if (name === 'Fn::Equals') {
    const [a, b] = parts;
    const other = scalarText(child(a, 'Ref')) === pseudo ? literal(b) : scalarText(child(b, 'Ref')) === pseudo ? literal(a) : undefined;
    return other === undefined ? null : other === candidate;
  }
  const answers = parts.map((part) => answer(model, part, pseudo, candidate, depth + 1));
  if (!answers.every((each) => typeof each === 'boolean')) return answers.every((each) => each === null) ? null : answers;
  if (name === 'Fn::And') return answers.every(Boolean);
  if (name === 'Fn::Or') return answers.some(Boolean);
  return name === 'Fn::Not' ? !answers[0] : answers;
}

/** A parameter without value: its type may tell the alphabet. */
function unnamed(model: Model, name: string, type: string): Value {
  const id = `${model.name}.${name}`;
  if (/List<|^CommaDelimitedList$/.test(type)) return new Unknown({ code: 'ParameterWithoutValue', template: model.name, parameter: name }, id);
  return opaque(id, shapeOfType(type));
}

function shapeOfType(type: string): SymbolShape {
  return type === 'Number' || /^AWS::EC2::[A-Za-z]+::Id$/.test(type) ? 'segment' : 'any';
}

function visit(node: Node, seen: (name: string, argument: Node) => void): void {
  if (node.kind === 'list') for (const item of node.items) visit(item, seen);
  if (node.kind !== 'map') return;
  for (const [name, { value }] of node.entries) {
    if (name.startsWith('Fn::')) seen(name, value);
    if (name !== 'Fn::If') visit(value, seen);
  }
}

function note(into: Map<string, Set<string>>, name: string | undefined, value: string | undefined): void {
  if (name === undefined || value === undefined) return;
  const set = into.get(name) ?? new Set();
  into.set(name, set.add(value));
}

function literal(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
