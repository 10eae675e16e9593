import type { Step } from '../verdict';
import { writeOutLoops } from './loops';
import { child, own, scalarText, type MapNode, type Node, type Position } from './source';
import type { Environment, Template } from './template';

/** What a deployment says besides the templates. */
export interface FactsOptions extends Environment {
  /** Values of parameters, by template and name; a list parameter takes its items joined by commas. */
  readonly parameters?: { readonly [template: string]: { readonly [parameter: string]: string } };
}

/** One template with its sections at hand and its loops written out. Nothing is resolved. */
export interface Model {
  readonly template: Template;
  readonly name: string;
  readonly environment: Environment;
  readonly given: { readonly [parameter: string]: string };
  readonly root: Node;
  /** The stack resource that deploys this template, for a nested one. */
  readonly parent?: { readonly model: Model; readonly logicalId: string };
  readonly children: ReadonlyMap<string, Model>;
  readonly transforms: readonly string[];
  /** A macro may change everything in the template: what is read here may not be what is deployed. */
  readonly macro?: Step;
  /** Loops and inclusions that were not written out: resources, conditions and outputs may be missing. */
  readonly open: readonly Step[];
}

/** Transforms that change nothing which stands in the template, or only what is marked. */
const KNOWN_TRANSFORMS = new Set(['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31', 'AWS::Include', 'AWS::CodeDeployBlueGreen', 'AWS::ServiceCatalog']);
const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'];
const LIST_TYPE = /^(?:CommaDelimitedList|List<.*>)$/;

export const SERVERLESS = 'AWS::Serverless-2016-10-31';

/** Models of a template and of the templates nested in it, parents first. */
export function modelsOf(template: Template, options: FactsOptions, parent?: Model['parent']): readonly Model[] {
  const environment = environmentOf(options, parent?.model.environment ?? template.environment);
  const given = own(options.parameters, template.name) ?? {};
  const transforms = transformsOf(template.root);
  const written = writeOutLoops(template.root, (node) => collectionOf(node, template.root, environment, given, parent === undefined));
  const children = new Map<string, Model>();
  const model: Model = {
    template, name: template.name, environment, given, root: written.root, parent, children, transforms, macro: macroOf(transforms, template),
    open: [
      ...written.open.map(({ cause, name, at }) => ({ code: 'LoopNotWrittenOut', cause, loop: name, template: template.name, position: template.source.position(at) })),
      ...inclusionsIn(written.root).map((at) => ({ code: 'InclusionNotRead', template: template.name, position: template.source.position(at) })),
    ],
  };
  const below: Model[] = [];
  for (const [logicalId, nested] of template.nested) {
    const [first, ...more] = modelsOf(nested, options, { model, logicalId });
    if (first === undefined) continue;
    children.set(logicalId, first);
    below.push(first, ...more);
  }
  return [model, ...below];
}

export function section(model: Model, name: string): ReadonlyMap<string, { readonly at: number; readonly value: Node }> {
  const node = child(model.root, name);
  return node?.kind === 'map' ? node.entries : new Map();
}

export function resourceNode(model: Model, logicalId: string): MapNode | undefined {
  const node = section(model, 'Resources').get(logicalId)?.value;
  return node?.kind === 'map' ? node : undefined;
}

export function typeOf(model: Model, logicalId: string): string | undefined {
  return scalarText(child(resourceNode(model, logicalId), 'Type'));
}

export function positionOf(model: Model, node: { readonly at: number }): Position {
  return model.template.source.position(node.at);
}

export function isListType(type: string): boolean {
  return LIST_TYPE.test(type);
}

/** The items of a list parameter as CloudFormation cuts them. */
export function listItems(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

/** The partition follows from the region. */
function environmentOf(options: FactsOptions, own: Environment | undefined): Environment {
  const region = options.region ?? own?.region;
  return { accountId: options.accountId ?? own?.accountId, region, partition: options.partition ?? own?.partition ?? (region === undefined ? undefined : partitionOf(region)) };
}

function partitionOf(region: string): string | undefined {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return /^(?:us|eu|ap|sa|ca|me|af|il|mx)-(?!iso)[a-z]+-[0-9]+$/.test(region) ? 'aws' : undefined;
}

function transformsOf(root: Node): readonly string[] {
  const node = child(root, 'Transform');
  const items = node === undefined ? [] : node.kind === 'list' ? node.items : [node];
  return items.map((item) => scalarText(item) ?? scalarText(child(item, 'Name')) ?? '(unnamed)');
}

/** Where another file is put into the template itself or into one of its sections: \`AWS::Include\` on top, or \`Fn::Transform\` beside the entries. */
function inclusionsIn(root: Node): readonly number[] {
  const top = child(root, 'Transform');
  const onTop = (top?.kind === 'list' ? top.items : [top]).filter((item) => item !== undefined).filter((item) => (scalarText(item) ?? scalarText(child(item, 'Name'))) === 'AWS::Include');
  const beside = [root, ...SECTIONS.map((name) => child(root, name))].flatMap((node) => (node?.kind === 'map' ? [node.entries.get('Fn::Transform')] : []));
  return [...onTop.map(({ at }) => at), ...beside.flatMap((entry) => entry?.at ?? [])];
}

function macroOf(transforms: readonly string[], template: Template): Step | undefined {
  const macros = transforms.filter((name) => !KNOWN_TRANSFORMS.has(name));
  return macros.length === 0 ? undefined : { code: 'MacroNotRun', macros, template: template.name };
}

/** The collection of a loop: texts, or a list parameter or mapping whose value does not depend on anything open. */
function collectionOf(node: Node, root: Node, environment: Environment, given: { readonly [name: string]: string }, mayDefault: boolean): readonly string[] | undefined {
  if (node.kind === 'list') {
    const texts = node.items.map((item) => plainText(item, environment));
    return texts.every((item) => item !== undefined) ? texts : undefined;
  }
  const ref = scalarText(child(node, 'Ref'));
  if (ref !== undefined) {
    const parameter = child(child(root, 'Parameters'), ref);
    if (!isListType(scalarText(child(parameter, 'Type')) ?? '')) return undefined;
    const value = own(given, ref) ?? (mayDefault && child(parameter, 'AllowedValues') === undefined ? scalarText(child(parameter, 'Default')) : undefined);
    return value === undefined ? undefined : listItems(value);
  }
  const find = child(node, 'Fn::FindInMap');
  if (find?.kind !== 'list') return undefined;
  let found = child(root, 'Mappings');
  for (const key of find.items.slice(0, 3)) {
    const name = plainText(key, environment);
    found = name === undefined ? undefined : child(found, name);
  }
  return found?.kind === 'list' ? collectionOf(found, root, environment, given, mayDefault) : undefined;
}

function plainText(node: Node, environment: Environment): string | undefined {
  if (node.kind === 'scalar') return node.value === null ? undefined : String(node.value);
  const ref = scalarText(child(node, 'Ref'));
  return ref === 'AWS::Region' ? environment.region : ref === 'AWS::AccountId' ? environment.accountId : ref === 'AWS::Partition' ? environment.partition : undefined;
}
