import { cidrBlocks } from './cidr';
import { truth } from './conditions';
import { bounded, NO_VALUE, piece, unknownAt, type Context, type Result } from './context';
import { imported, stackOutput, type Found } from './links';
import { section } from './model';
import { attribute, reference, unknownText } from './references';
import { child, scalarText, type Node } from './source';
import { hasSymbol, opaque, pseudoSymbol } from './symbols';
import { splitText, withDynamicReferences } from './texts';
import { asSymbol, canonical, isList, isUnknown, loneSymbol, number, text, Unknown, unknownsIn, type Value } from './value';

type Resolve = (context: Context, argument: Node, node: Node) => Result;

/** Every function of CloudFormation by its key. Arguments arrive unresolved, so that only the branch that counts is looked at. */
export const FUNCTIONS: ReadonlyMap<string, Resolve> = new Map<string, Resolve>([
  ['Ref', (context, argument, node) => {
    const name = scalarText(argument);
    return name === undefined ? malformed(context, 'Ref', node) : reference(context, name, node);
  }],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::If', choose],
  ['Fn::FindInMap', findInMap],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::ImportValue', (context, argument) => {
    const name = piece(context, context.value(argument));
    return settle(context, imported(context, name), `Fn::ImportValue(${name})`, { export: name });
  }],
  ['Fn::GetStackOutput', (context, argument) => {
    const read = (key: string): string | undefined => { const part = child(argument, key); return part === undefined ? undefined : piece(context, context.value(part)); };
    const [stack = '', output = ''] = [read('StackName'), read('OutputName')];
    return settle(context, stackOutput(context, stack, output, read('Region')), `Fn::GetStackOutput(${stack}.${output})`, { stack, output });
  }],
  ['Fn::Base64', (context, argument) => {
    const written = piece(context, context.value(argument));
    return hasSymbol(written) ? opaque(`Fn::Base64(${written})`, 'any') : Buffer.from(written, 'utf8').toString('base64');
  }],
  ['Fn::GetAZs', (context, argument) => {
    const region = piece(context, context.value(argument)) || (context.model.environment.region ?? pseudoSymbol('AWS::Region'));
    return new Unknown({ code: 'AvailabilityZones', region }, `Fn::GetAZs(${region})`);
  }],
  ['Fn::Cidr', cidr],
  ['Fn::Length', (context, argument) => {
    const value = context.value(argument);
    return value !== NO_VALUE && isList(value) ? value.length : derived(context, 'Fn::Length', [value]);
  }],
  ['Fn::ToJsonString', (context, argument, node) => {
    const value = context.value(argument);
    if (value === NO_VALUE || unknownsIn(value).length > 0) return derived(context, 'Fn::ToJsonString', [value]);
    return bounded(context, node, [JSON.stringify(value)]);
  }],
  ['Fn::Transform', (context, argument, node) => unknownAt(context, 'MadeByTransform', node, { transform: scalarText(child(argument, 'Name')) })],
  ...['Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals'].map((name): [string, Resolve] => [name, (context, _, node) => truth(context, node) ?? unknownAt(context, 'ConditionOpen', node)]),
]);

function malformed(context: Context, name: string, node: Node): Unknown {
  return unknownAt(context, 'MalformedFunction', node, { function: name });
}

function settle(context: Context, found: Found, name: string, details: { readonly [detail: string]: unknown }): Value {
  if (found.kind === 'found') return found.value;
  return unknownText(context, name, { code: found.kind === 'absent' ? 'ImportNotGiven' : 'ImportAmbiguous', ...details });
}

/** A text that follows from others in a way that cannot be written down. */
function derived(context: Context, name: string, inputs: readonly Result[]): string {
  const written = inputs.map((input) => (input === NO_VALUE ? '' : isUnknown(input) ? input.name : canonical(input)));
  const [cause] = inputs.flatMap((input) => (input === NO_VALUE ? [] : unknownsIn(input)));
  const label = `${name}(${written.join(',')})`;
  if (cause !== undefined) context.run.universe.causes.set(label, cause.unknown.cause);
  return opaque(label, 'any');
}

function getAtt(context: Context, argument: Node, node: Node): Result {
  const dotted = scalarText(argument)?.match(/^([^.]+)\.(.+)$/);
  const logicalId = dotted?.[1] ?? scalarText(argument.kind === 'list' ? argument.items[0] : undefined);
  const named = argument.kind === 'list' ? argument.items[1] : undefined;
  const name = dotted?.[2] ?? (named === undefined ? undefined : piece(context, context.value(named)));
  if (logicalId === undefined || name === undefined || name === '') return malformed(context, 'Fn::GetAtt', node);
  return hasSymbol(name) ? unknownAt(context, 'AttributeUnknown', node, { resource: logicalId, attribute: name }) : attribute(context, logicalId, name, node);
}

function sub(context: Context, argument: Node, node: Node): Result {
  const [bodyNode, variables] = argument.kind === 'list' ? argument.items : [argument];
  const body = scalarText(bodyNode);
  if (body === undefined) return malformed(context, 'Fn::Sub', node);
  const pieces: string[] = [];
  let end = 0;
  for (const match of body.matchAll(/\$\{(!?)([^}]*)\}/g)) {
    pieces.push(body.slice(end, match.index), substituted(context, match[1] === '!', (match[2] ?? '').trim(), variables, node));
    end = match.index + match[0].length;
  }
  pieces.push(body.slice(end));
  return finished(bounded(context, node, pieces));
}

function substituted(context: Context, literal: boolean, name: string, variables: Node | undefined, node: Node): string {
  if (literal) return `\${${name}}`;
  const variable = child(variables, name);
  if (variable !== undefined) return piece(context, context.value(variable));
  const dot = name.indexOf('.');
  return piece(context, dot < 0 ? reference(context, name, node) : attribute(context, name.slice(0, dot), name.slice(dot + 1), node));
}

function join(context: Context, argument: Node, node: Node): Result {
  const [delimiterNode, listNode] = argument.kind === 'list' ? argument.items : [];
  const delimiter = scalarText(delimiterNode);
  if (delimiter === undefined || listNode === undefined) return malformed(context, 'Fn::Join', node);
  const items = context.value(listNode);
  if (items === NO_VALUE || !isList(items)) return derived(context, 'Fn::Join', [delimiter, items]);
  return finished(bounded(context, node, items.map((item) => piece(context, item)), delimiter));
}

function finished(value: Value): Value {
  return typeof value === 'string' ? withDynamicReferences(value) : value;
}

function choose(context: Context, argument: Node, node: Node): Result {
  const [condition, yes, no] = argument.kind === 'list' ? argument.items : [];
  const name = scalarText(condition);
  if (name === undefined || yes === undefined || no === undefined) return malformed(context, 'Fn::If', node);
  const holds = context.condition(name);
  return holds === undefined ? unknownAt(context, section(context.model, 'Conditions').has(name) ? context.run.openCode : 'NoSuchCondition', node, { condition: name }) : context.value(holds ? yes : no);
}

function findInMap(context: Context, argument: Node, node: Node): Result {
  const [map, first, second, more] = argument.kind === 'list' ? argument.items : [];
  if (map === undefined || first === undefined || second === undefined) return malformed(context, 'Fn::FindInMap', node);
  const keys = [map, first, second].map((key) => piece(context, context.value(key)));
  const fallback = child(more, 'DefaultValue');
  const label = `Fn::FindInMap(${keys.join(',')})`;
  const candidates = matching(context, keys);
  if (fallback === undefined && candidates.length === 0) {
    if (!keys.some(hasSymbol)) context.run.infeasible = true;
    return unknownAt(context, 'NoSuchMapping', node, { keys });
  }
  if (!keys.some(hasSymbol)) return candidates[0] === undefined ? (fallback === undefined ? NO_VALUE : context.value(fallback)) : context.value(candidates[0]);
  const values = candidates.map((candidate) => context.value(candidate));
  const [value, ...others] = values;
  const plain = values.every((each) => each !== NO_VALUE && typeof each !== 'object');
  if (fallback === undefined && value !== undefined && value !== NO_VALUE && others.every((each) => each !== NO_VALUE && canonical(each) === canonical(value))) return value;
  const cause = { code: 'MappingKeyUnknown', keys };
  return plain && fallback === undefined ? unknownText(context, label, cause) : new Unknown(cause, label);
}

/** Entries of the mapping that the keys can mean: a symbol can mean every key. */
function matching(context: Context, keys: readonly string[]): readonly Node[] {
  let found: readonly (Node | undefined)[] = [child(context.model.root, 'Mappings')];
  for (const key of keys) {
    found = found.flatMap((node) => (node?.kind !== 'map' ? [] : hasSymbol(key) ? [...node.entries.values()].map(({ value }) => value) : [node.entries.get(key)?.value]));
  }
  return found.flatMap((node) => (node === undefined ? [] : [node]));
}

function select(context: Context, argument: Node, node: Node): Result {
  const [indexNode, listNode] = argument.kind === 'list' ? argument.items : [];
  if (indexNode === undefined || listNode === undefined) return malformed(context, 'Fn::Select', node);
  const index = context.value(indexNode);
  const items = context.value(listNode);
  const position = index === NO_VALUE ? undefined : number(index);
  if (typeof position === 'number' && items !== NO_VALUE && isList(items) && !items.some(isUnknown)) return items[position] ?? unknownAt(context, 'SelectOutOfRange', node, { index: position, length: items.length });
  const name = items !== NO_VALUE && isUnknown(items) ? items.name : typeof items === 'string' ? loneSymbol(items) : undefined;
  if (typeof position === 'number' && name !== undefined) {
    const label = `${name}[${position}]`;
    if (items !== NO_VALUE && isUnknown(items) && items.cause.code === 'AvailabilityZones') return opaque(label, 'segment');
    if (items !== NO_VALUE && isUnknown(items)) context.run.universe.causes.set(label, items.cause);
    return opaque(label, 'any');
  }
  return typeof position === 'number' && items !== NO_VALUE && isList(items) && !items.slice(0, position + 1).some(isUnknown) && items[position] !== undefined ? items[position]
    : derived(context, 'Fn::Select', [index, items]);
}

function split(context: Context, argument: Node, node: Node): Result {
  const [delimiterNode, sourceNode] = argument.kind === 'list' ? argument.items : [];
  const delimiter = scalarText(delimiterNode);
  if (delimiter === undefined || sourceNode === undefined) return malformed(context, 'Fn::Split', node);
  const source = context.value(sourceNode);
  const written = source === NO_VALUE ? undefined : text(source);
  if (typeof written !== 'string') return written === undefined ? malformed(context, 'Fn::Split', node) : new Unknown(written.cause, `Fn::Split(${delimiter},${asSymbol(written)})`);
  return splitText(written, delimiter) ?? new Unknown({ code: 'ListOfUnknownLength', split: written, delimiter }, `Fn::Split(${delimiter},${written})`);
}

function cidr(context: Context, argument: Node, node: Node): Result {
  if (argument.kind !== 'list') return malformed(context, 'Fn::Cidr', node);
  const [block, count, bits] = argument.items.map((item) => piece(context, context.value(item)));
  if (block === undefined || count === undefined) return malformed(context, 'Fn::Cidr', node);
  const hostBits = bits ?? (block.includes(':') ? '' : '8');
  const label = `Fn::Cidr(${block},${count},${hostBits})`;
  if (hasSymbol(block + count + hostBits)) return new Unknown({ code: 'CidrUnknown', block, count }, label);
  return cidrBlocks(block, Number(count), Number(hostBits)) ?? unknownAt(context, 'InvalidCidr', node, { block, count, hostBits }, label);
}
