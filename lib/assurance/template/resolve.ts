import { truth } from './conditions';
import { NO_VALUE, unknownAt, type Context, type Result } from './context';
import { FUNCTIONS } from './functions';
import { resourceNode, section, type Model } from './model';
import { Run } from './run';
import { child, type MapNode, type Node } from './source';
import { forges, withDynamicReferences } from './texts';
import { at, isMap, isUnknown, Unknown, type Value, type ValueMap } from './value';

/** Resolves a template's values in one run. */
export function contextOf(run: Run, model: Model): Context {
  const context: Context = {
    run,
    model,
    value: (node) => run.within(() => resolve(context, node), (code) => unknownAt(context, code, node)),
    condition: (name) => condition(context, name),
    property: (logicalId, ...path) => property(context, logicalId, path),
    within: (other) => contextOf(run, other),
    undecided: () => contextOf(new Run(run.universe, [], 'all'), model),
  };
  return context;
}

function resolve(context: Context, node: Node): Result {
  if (node.kind === 'scalar') {
    if (typeof node.value !== 'string') return node.value;
    return forges(node.value) ? unknownAt(context, 'ReservedCharacter', node) : withDynamicReferences(node.value);
  }
  if (node.kind === 'list') return node.items.map((item) => context.value(item)).filter((item) => item !== NO_VALUE);
  return map(context, node);
}

function map(context: Context, node: MapNode): Result {
  if (node.entries.size === 1) {
    for (const [name, { value }] of node.entries) {
      const resolveFunction = FUNCTIONS.get(name);
      if (resolveFunction !== undefined) return resolveFunction(context, value, node);
    }
  }
  const values: { [key: string]: Value } = {};
  for (const [key, { value }] of node.entries) {
    if (key.startsWith('Fn::')) return unknownAt(context, key === 'Fn::Transform' ? 'MadeByTransform' : 'UnknownFunction', node, { function: key });
    if (forges(key)) return unknownAt(context, 'ReservedCharacter', node);
    const result = context.value(value);
    if (result !== NO_VALUE) Object.defineProperty(values, key, { value: result, enumerable: true });
  }
  return values;
}

function condition(context: Context, name: string): boolean | undefined {
  const { run, model } = context;
  const node = section(model, 'Conditions').get(name)?.value;
  if (node === undefined) return undefined;
  const value = run.once(`${model.name}|condition|${name}`, () => truth(context, node), () => undefined);
  return typeof value === 'boolean' ? value : undefined;
}

/** Looks no further than the path needs: the name of a resource may be asked for while its other properties are resolved. */
function property(context: Context, logicalId: string, path: readonly string[]): Value | undefined {
  const { run, model } = context;
  return run.once(`${model.name}|property|${logicalId}|${path.join('/')}`, () => {
    let node: Node | undefined = child(resourceNode(model, logicalId), 'Properties');
    let rest = path;
    while (node?.kind === 'map' && rest[0] !== undefined && !isFunction(node)) {
      node = child(node, rest[0]);
      rest = rest.slice(1);
    }
    if (node === undefined) return undefined;
    const value = context.value(node);
    return value === NO_VALUE ? undefined : at(value, ...rest);
  }, () => new Unknown({ code: 'CircularReference', template: model.name, resource: logicalId }, `${model.name}.${logicalId}.${path.join('.')}`));
}

function isFunction(node: MapNode): boolean {
  return [...node.entries.keys()].some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

/** All properties of a resource, as a map. */
export function propertiesOf(context: Context, logicalId: string): ValueMap | Unknown {
  const properties = context.property(logicalId) ?? {};
  if (isUnknown(properties)) return properties;
  return isMap(properties) ? properties : new Unknown({ code: 'UnexpectedKind', expected: 'map' }, `${context.model.name}.${logicalId}`);
}
