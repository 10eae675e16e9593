import { attributeOf } from './identity';
import { outputOf } from './links';
import { unknownAt, type Context, type Result } from './context';
import { isListType, listItems, section, typeOf } from './model';
import { child, own, scalarText, type Node } from './source';
import { opaque, pseudoSymbol, symbol } from './symbols';
import { splitText } from './texts';
import { isList, isUnknown, text, Unknown, type Value } from './value';
import { NO_VALUE } from './context';

/** What Ref of a pseudo parameter, parameter or resource returns. */
export function reference(context: Context, name: string, node: Node): Result {
  if (name.startsWith('AWS::')) return pseudoParameter(context, name, node);
  if (section(context.model, 'Parameters').has(name)) return parameter(context, name);
  if (section(context.model, 'Resources').has(name)) return attributeOf(context, name, 'Ref');
  return missing(context, name, node);
}

export function attribute(context: Context, logicalId: string, name: string, node: Node): Value {
  const type = typeOf(context.model, logicalId);
  if (type === undefined) return missing(context, logicalId, node);
  if (type === 'AWS::CloudFormation::Stack' && name.startsWith('Outputs.')) return nestedOutput(context, logicalId, name, node);
  return attributeOf(context, logicalId, name);
}

function nestedOutput(context: Context, logicalId: string, name: string, node: Node): Value {
  const nested = context.model.children.get(logicalId);
  const label = `${context.model.name}.${logicalId}.${name}`;
  if (nested === undefined) return unknownText(context, label, { code: 'NestedTemplateNotGiven', template: context.model.name, resource: logicalId });
  return outputOf(context.within(nested), name.slice('Outputs.'.length)) ?? unknownAt(context, 'OutputAbsent', node, { output: name, resource: logicalId });
}

/** A text of which only the cause is known why it is not. */
export function unknownText(context: Context, name: string, cause: { readonly code: string; readonly [detail: string]: unknown }): string {
  context.run.universe.causes.set(name, cause);
  return opaque(name, 'any');
}

function pseudoParameter(context: Context, name: string, node: Node): Result {
  const { model } = context;
  const { accountId, region, partition } = model.environment;
  switch (name) {
    case 'AWS::NoValue':
      return NO_VALUE;
    case 'AWS::AccountId':
      return accountId ?? pseudoSymbol(name);
    case 'AWS::Region':
      return region ?? pseudoSymbol(name);
    case 'AWS::Partition':
      return partition ?? pseudoSymbol(name);
    case 'AWS::URLSuffix':
      return urlSuffix(partition) ?? pseudoSymbol(name);
    case 'AWS::StackName':
      return stackName(context);
    case 'AWS::StackId':
      return `arn:${partition ?? pseudoSymbol('AWS::Partition')}:cloudformation:${region ?? pseudoSymbol('AWS::Region')}:${accountId ?? pseudoSymbol('AWS::AccountId')}:stack/${stackName(context)}/${uuid(model.name)}`;
    case 'AWS::NotificationARNs':
      return unknownAt(context, 'NotificationArns', node, {}, `${model.name}.${name}`);
    default:
      return unknownAt(context, 'NoSuchReference', node, { name });
  }
}

/** The id of a stack ends in a UUID: five groups, which templates take apart to make short names. */
function uuid(template: string): string {
  return [1, 2, 3, 4, 5].map((group) => symbol(template, 'AWS::StackId', `Uuid${group}`)).join('-');
}

function stackName({ model }: Context): string {
  return model.template.stackName ?? opaque(`${model.name}.AWS::StackName`, 'segment');
}

function urlSuffix(partition: string | undefined): string | undefined {
  if (partition === 'aws' || partition === 'aws-us-gov') return 'amazonaws.com';
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : undefined;
}

function parameter(context: Context, name: string): Result {
  const { model, run } = context;
  const type = scalarText(child(section(model, 'Parameters').get(name)?.value, 'Type')) ?? 'String';
  const given = own(model.given, name);
  // what Parameter Store holds is not what the parameter is given: that is the name it is stored under
  if (given !== undefined && !type.startsWith('AWS::SSM::Parameter::Value<')) return isListType(type) ? listItems(given) : given;
  const passed = given === undefined ? passedByParent(context, name, type) : undefined;
  if (passed !== undefined) return passed;
  const domain = run.universe.domain(model, name);
  const [only, ...more] = domain?.options ?? [];
  if (domain === undefined || only === undefined) return new Unknown({ code: 'ParameterWithoutValue', template: model.name, parameter: name }, `${model.name}.${name}`);
  if (more.length === 0) {
    if (domain.assumption !== undefined) run.universe.assumptions.set(`${model.name}.${name}`, domain.assumption);
    if (only.other !== undefined && typeof only.value === 'string') run.universe.causes.set(`${model.name}.${name}`, { code: 'ParameterWithoutValue', template: model.name, parameter: name });
    return only.value;
  }
  const index = run.decide(`${model.name}.${name}`, domain.options.map(({ label }) => label));
  const option = index === undefined ? undefined : domain.options[index];
  if (option === undefined) return new Unknown({ code: 'TooManyVariants', decision: `${model.name}.${name}` }, `${model.name}.${name}`);
  if (option.other !== undefined && typeof option.value === 'string') {
    run.others.set(option.value, option.other);
    run.universe.causes.set(`${model.name}.${name}`, { code: 'ParameterWithoutValue', template: model.name, parameter: name });
  }
  return option.value;
}

/** A nested stack has its parameters from the resource that deploys it. */
function passedByParent(context: Context, name: string, type: string): Value | undefined {
  const { parent } = context.model;
  if (parent === undefined) return undefined;
  const passed = context.within(parent.model).property(parent.logicalId, 'Parameters', name);
  if (passed === undefined || isUnknown(passed)) return passed;
  if (type.startsWith('AWS::SSM::Parameter::Value<')) return undefined;
  if (!isListType(type)) return passed;
  if (isList(passed)) return passed;
  const written = text(passed);
  if (written === undefined || isUnknown(written)) return written;
  return splitText(written, ',')?.map((item) => item.trim()) ?? new Unknown({ code: 'ListOfUnknownLength', template: context.model.name, parameter: name }, `${context.model.name}.${name}`);
}

function missing(context: Context, name: string, node: Node): Unknown {
  const { transforms, macro } = context.model;
  return unknownAt(context, transforms.length > 0 || macro !== undefined ? 'MadeByTransform' : 'NoSuchReference', node, { name }, `${context.model.name}.${name}`);
}
