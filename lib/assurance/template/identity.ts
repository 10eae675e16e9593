import { piece, type Context } from './context';
import { typeOf } from './model';
import { knownShape, LOWER_CASE_NAMES, patternOf, REF_IS_ARN, resourceType, type ResourceType } from './resource-types';
import { pseudoSymbol, splitSymbols, symbol, type SymbolShape } from './symbols';
import { text, type Value } from './value';

const PLACEHOLDER = /\$\{([^}]+)\}/g;

/** What Ref (`Ref`) or Fn::GetAtt of a resource of the template returns: text with symbols, in full where the type is known. */
export function attributeOf(context: Context, logicalId: string, attribute: string): Value {
  const { run, model } = context;
  const value = run.once(`${model.name}|attribute|${logicalId}|${attribute}`, () => compute(context, logicalId, attribute), () => circular(context, logicalId, attribute));
  return value ?? symbol(model.name, logicalId, attribute, 'any');
}

/** Ref and the attributes that can be written down for a resource. */
export function namesOf(context: Context, logicalId: string): { readonly [attribute: string]: string } {
  const known = resourceType(typeOf(context.model, logicalId));
  const names: { [attribute: string]: string } = {};
  for (const attribute of ['Ref', ...Object.keys(known?.attributes ?? {})]) names[attribute] = piece(context, attributeOf(context, logicalId, attribute));
  return names;
}

/** Attributes that only repeat a property, such as the CIDR block of a network: they do not identify the resource. */
export function identifies(type: string, attribute: string): boolean {
  const pattern = patternOf(resourceType(type), attribute);
  return attribute === 'Ref' || (pattern !== undefined && !pattern.startsWith('${='));
}

function compute(context: Context, logicalId: string, attribute: string): Value {
  const { model } = context;
  const type = typeOf(model, logicalId) ?? '';
  const known = resourceType(type);
  const pattern = patternOf(known, attribute);
  if (known === undefined || pattern === undefined) return symbol(model.name, logicalId, attribute, outsideTable(type, attribute));
  const { accountId, region, partition } = model.environment;
  return pattern.replace(PLACEHOLDER, (_, placeholder: string) => {
    switch (placeholder) {
      case 'P':
        return partition ?? pseudoSymbol('AWS::Partition');
      case 'R':
        return region ?? pseudoSymbol('AWS::Region');
      case 'A':
        return accountId ?? pseudoSymbol('AWS::AccountId');
      case 'S':
        return suffix(context);
      case 'id':
        return symbol(model.name, logicalId, 'Ref', 'segment');
      case 'name':
        return physicalName(context, logicalId, type, known);
      case 'path':
        return present(context, logicalId, ['Path']) ?? '/';
      default:
        return other(context, logicalId, placeholder);
    }
  });
}

function physicalName(context: Context, logicalId: string, type: string, known: ResourceType): string {
  const name = known.name === undefined ? undefined : present(context, logicalId, known.name.split('.'));
  if (name === undefined) return symbol(context.model.name, logicalId, known.generated, 'segment');
  if (!LOWER_CASE_NAMES.has(type)) return name;
  return splitSymbols(name).map((part) => (part.kind === 'literal' ? part.text.toLowerCase() : part.text)).join('');
}

/** `=VpcId~segment` reads a property, and stands for what the service chose where there is none; `RevisionId~segment` is the service's own. */
function other(context: Context, logicalId: string, placeholder: string): string {
  const [name = '', shape] = placeholder.replace(/^=/, '').split('~');
  const written = placeholder.startsWith('=') ? present(context, logicalId, [name]) : undefined;
  return written ?? symbol(context.model.name, logicalId, name, knownShape(shape));
}

function present(context: Context, logicalId: string, path: readonly string[]): string | undefined {
  const value = context.property(logicalId, ...path);
  const written = text(value);
  return written === undefined || written === '' ? undefined : piece(context, value ?? null);
}

function suffix(context: Context): string {
  const { partition } = context.model.environment;
  if (partition === 'aws' || partition === 'aws-us-gov') return 'amazonaws.com';
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : pseudoSymbol('AWS::URLSuffix');
}

/** Of types outside the table no more is said than the name of the attribute does. */
function outsideTable(type: string, attribute: string): SymbolShape {
  if (!type.startsWith('AWS::') || type.startsWith('AWS::CloudFormation::')) return 'any';
  return (attribute === 'Ref' ? REF_IS_ARN.has(type) : /(?:^|[a-z])Arn$/.test(attribute)) ? 'arn' : 'any';
}

function circular(context: Context, logicalId: string, attribute: string): Value {
  context.run.universe.causes.set(`${context.model.name}.${logicalId}.${attribute}`, { code: 'CircularReference', template: context.model.name, resource: logicalId });
  return symbol(context.model.name, logicalId, attribute, 'any');
}
