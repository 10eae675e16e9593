import type { Step } from '../verdict';
import type { Decision } from './decisions';
import { explore } from './explore';
import { modelsOf, section, type FactsOptions, type Model } from './model';
import { propertiesIdentity, readResource, type Resource } from './resource';
import { contextOf } from './resolve';
import { identifies } from './identity';
import { outputOf, exportName } from './links';
import { Universe, type Run } from './run';
import { child, type Node, type Position } from './source';
import { symbolsIn } from './symbols';
import type { Template } from './template';
import { canonical, isUnknown, stringsIn, unknownsIn, type Value } from './value';

/** What is known of one template. */
export interface TemplateFacts {
  readonly name: string;
  readonly file: string;
  readonly stackName?: string;
  readonly transforms: readonly string[];
  /** A macro that was not run may change everything. */
  readonly macro?: Step;
  /** The stack resource that deploys it, for a nested template. */
  readonly parent?: { readonly template: string; readonly logicalId: string };
  readonly parameters: readonly string[];
  /** Parameters whose values CloudFormation never shows: `NoEcho`. */
  readonly hiddenParameters: readonly string[];
  readonly conditions: readonly string[];
  readonly outputs: readonly OutputFacts[];
}

export interface OutputFacts {
  readonly name: string;
  readonly value: Value;
  readonly exportName?: string;
  readonly when: readonly (readonly Decision[])[];
}

/** One self-consistent state of the templates: every condition and parameter is decided, or open where there were more than 64 states. */
export interface Variant {
  /** Each list of decisions that leads to this state. */
  readonly when: readonly (readonly Decision[])[];
  readonly resources: readonly Resource[];
}

/** Everything that the templates say, resolved. */
export interface Facts {
  readonly templates: readonly TemplateFacts[];
  /** Each distinct form of each resource once, with the decisions that lead to it (`when`). For questions about one resource at a time. */
  readonly resources: readonly Resource[];
  /** Defaults that were taken for parameters: what holds, holds under them. */
  readonly assumptions: readonly Step[];
  /** What could not be resolved, and where. */
  readonly unresolved: readonly Step[];
  /** Why there may be resources, or other forms of them, that are not seen at all: whoever concludes from absence must not. Part of `unresolved`. */
  readonly incomplete: readonly Step[];
  /** States for questions that look at several resources together; of all templates, or of some. */
  variants(templates?: readonly string[]): readonly Variant[];
  ofType(...types: readonly string[]): readonly Resource[];
  /** Forms of one resource. */
  find(template: string, logicalId: string): readonly Resource[];
  /** Resources that a text identifies: what Ref or an attribute of theirs returns (a name, an id, an ARN). */
  named(text: string): readonly Resource[];
  /** Why a symbol stands for what could not be resolved; undefined for one that only the deployment can fill in. */
  cause(symbolName: string): Step | undefined;
}

/** Resolves templates that are deployed together. Pure: same input, same result; the input is not changed. */
export function facts(templates: readonly Template[], options: FactsOptions = {}): Facts {
  const models = templates.flatMap((template) => modelsOf(template, options));
  const universe = new Universe(models);
  const resources = models.flatMap((model) => [...section(model, 'Resources').keys()].filter((id) => !id.startsWith('Fn::')).flatMap((id) => formsOf(universe, model, id)));
  const described = models.map((model) => describe(universe, model));
  const byPlace = groupBy(resources, ({ template, logicalId }) => [`${template}.${logicalId}`]);
  const byType = groupBy(resources, ({ type }) => [type]);
  const byText = groupBy(resources, ({ type, names }) => Object.entries(names).filter(([attribute]) => identifies(type, attribute)).map(([, text]) => text));
  const incomplete = models.flatMap(({ macro, open }) => [...(macro === undefined ? [] : [macro]), ...open]);
  const variants = new Map<string, readonly Variant[]>();
  return {
    templates: described,
    resources,
    assumptions: [...universe.assumptions.values()],
    unresolved: [...incomplete, ...unresolvedIn(universe, resources, described)],
    incomplete,
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    find: (template, logicalId) => byPlace.get(`${template}.${logicalId}`) ?? [],
    named: (text) => byText.get(text) ?? [],
    cause: (name) => universe.causes.get(name),
    variants: (names) => {
      const key = JSON.stringify(names ?? null);
      const known = variants.get(key) ?? variantsOf(universe, models.filter(({ name }) => names === undefined || names.includes(name)));
      variants.set(key, known);
      return known;
    },
  };
}

function formsOf(universe: Universe, model: Model, logicalId: string): readonly Resource[] {
  return explore(universe, (run) => readResource(contextOf(run, model), logicalId), (resource) => (resource === undefined ? '' : propertiesIdentity(resource)))
    .flatMap(({ value, when }) => (value === undefined ? [] : [{ ...value, when }]));
}

function variantsOf(universe: Universe, models: readonly Model[]): readonly Variant[] {
  const state = (run: Run): readonly Resource[] => models.flatMap((model) => {
    const context = contextOf(run, model);
    return [...section(model, 'Resources').keys()].filter((id) => !id.startsWith('Fn::')).flatMap((id) => readResource(context, id) ?? []);
  });
  return explore(universe, state, (resources) => resources.map((resource) => `${resource.template}.${resource.logicalId} ${propertiesIdentity(resource)}`).join('\n'))
    .map(({ value, when }) => ({ when, resources: value.map((resource) => ({ ...resource, when })) }));
}

function describe(universe: Universe, model: Model): TemplateFacts {
  const outputs = [...section(model, 'Outputs').keys()].filter((name) => !name.startsWith('Fn::')).flatMap((name) =>
    explore(universe, (run) => {
      const context = contextOf(run, model);
      const value = outputOf(context, name);
      return value === undefined ? undefined : { name, value, exportName: exportName(context, name) };
    }, (output) => (output === undefined ? '' : `${canonical(output.value)} ${output.exportName ?? ''}`)).flatMap(({ value, when }) => (value === undefined ? [] : [{ ...value, when }])));
  const { template, parent } = model;
  return {
    name: model.name, file: template.source.file, stackName: template.stackName, transforms: model.transforms, macro: model.macro,
    parent: parent === undefined ? undefined : { template: parent.model.name, logicalId: parent.logicalId },
    parameters: [...section(model, 'Parameters').keys()],
    hiddenParameters: [...section(model, 'Parameters')].filter(([, { value }]) => isOn(child(value, 'NoEcho'))).map(([name]) => name), conditions: [...section(model, 'Conditions').keys()], outputs,
  };
}

function isOn(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && /^true$/i.test(String(node.value));
}

/** Every value that could not be resolved: unknown ones, and symbols that have a cause. */
function unresolvedIn(universe: Universe, resources: readonly Resource[], templates: readonly TemplateFacts[]): readonly Step[] {
  const steps = new Map<string, Step>();
  const look = (where: { readonly [detail: string]: unknown }, value: Value): void => {
    for (const { path, unknown } of unknownsIn(value)) steps.set(JSON.stringify([where, path]), { ...unknown.cause, ...where, path });
    for (const { name } of stringsIn(value).flatMap(symbolsIn)) {
      const cause = universe.causes.get(name);
      if (cause !== undefined) steps.set(JSON.stringify([where, name]), { ...cause, ...where, symbol: name });
    }
  };
  for (const { template, logicalId, properties, opaque, presence } of resources) {
    const where = { template, resource: logicalId };
    look(where, properties);
    if (opaque !== undefined) steps.set(JSON.stringify([where]), { ...opaque, ...where });
    if (isUnknown(presence)) steps.set(JSON.stringify([where, 'presence']), { ...presence.cause, ...where });
  }
  for (const { name: template, outputs } of templates) for (const { name, value } of outputs) look({ template, output: name }, value);
  return [...steps.values()];
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [item]);
      else known.push(item);
    }
  }
  return groups;
}

/** Where a property is written, as far as the path can be followed in the source; the resource itself otherwise. */
export function positionIn(template: Template, logicalId: string, path: readonly (string | number)[]): Position {
  let node = child(child(template.root, 'Resources'), logicalId) ?? template.root;
  for (const key of path) {
    const next = node.kind === 'list' ? node.items[Number(key)] : child(node, String(key));
    if (next === undefined) break;
    node = next;
  }
  return template.source.position(node.at);
}
