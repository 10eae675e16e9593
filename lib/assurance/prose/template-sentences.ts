import { isDetails, items, words, type Sentences } from './words';

/** Why templates do not tell something. */
export const TEMPLATE_SENTENCES: Sentences = {
  AttributeUnknown: ({ resource, attribute }) => `which attribute of ${words(resource)} is meant depends on ${words(attribute)}`,
  AvailabilityZones: ({ region }) => `which zones ${words(region)} has is known at deployment only`,
  CidrUnknown: ({ block, count }) => `the ${words(count)} blocks cut from ${words(block)} are known at deployment only`,
  CircularReference: ({ resource, output }) => `${words(resource ?? output)} refers to itself`,
  ConditionOpen: ({ condition, decision }) => `it depends on ${condition === undefined && decision === undefined ? 'a condition' : `condition ${words(condition ?? decision)}`}, which the templates leave open`,
  ImportAmbiguous: ({ export: name, ...rest }) => `several templates export ${words(name ?? rest)}`,
  ImportNotGiven: ({ export: name, ...rest }) => `no template that was given exports ${words(name ?? rest)}`,
  InclusionNotRead: () => 'a file that is included is not at hand',
  InvalidCidr: ({ block, count, hostBits }) => `${words(block)} cannot be cut into ${words(count)} blocks of ${words(hostBits)} host bits`,
  ListOfUnknownLength: ({ parameter, split }) => `how many items ${parameter === undefined ? words(split) : `parameter ${words(parameter)}`} has is not told`,
  LoopNotWrittenOut: ({ loop, cause }) => `loop ${words(loop)} cannot be written out (${words(cause)})`,
  MacroNotRun: ({ macros }) => `macro ${words(macros)} was not run and may change everything in the template`,
  MadeByTransform: ({ name, transform }) => `${words(name ?? transform ?? 'it')} is made by a transform, which was not run`,
  MalformedFunction: ({ function: name }) => `${words(name)} is not written as CloudFormation takes it`,
  MappingKeyUnknown: ({ keys }) => `which entry of the mapping ${words(keys)} means is not told`,
  ModuleNotExpanded: ({ type }) => `module ${words(type)} was not expanded`,
  NestedTemplateNotGiven: ({ resource }) => `the nested template of ${words(resource)} was not given`,
  NoSuchCondition: ({ condition }) => `condition ${words(condition)} does not exist in the template`,
  NoSuchMapping: ({ keys }) => `no mapping has the entry ${words(keys)}`,
  NoSuchReference: ({ name }) => `${words(name)} is nothing in the template`,
  NotificationArns: () => 'the notification topics of the stack are known at deployment only',
  OutputAbsent: ({ resource, output }) => `the template of ${words(resource)} has no output ${words(output)}`,
  ParameterDefault: ({ template, parameter, value }) => `parameter ${words(parameter)} of ${words(template)} keeps its default ${words(value)}`,
  ParameterWithoutValue: ({ parameter }) => `parameter ${words(parameter)} has no value`,
  ReservedCharacter: () => 'the text holds a character that is reserved here for what is not known',
  SelectOutOfRange: ({ index, length }) => `item ${words(index)} of a list of ${words(length)} is chosen`,
  ServerlessNotExpanded: ({ type }) => `${words(type)} was not expanded into the resources that are deployed`,
  SymbolicValue: ({ expected, symbol }) => `a ${words(expected)} is needed, and ${words(symbol)} is known at deployment only`,
  TextTooLong: ({ limit }) => `the text grows beyond ${words(limit)} characters`,
  TooDeep: () => 'functions are nested too deep to be followed',
  TooManySteps: () => 'the template takes more steps to resolve than are spent on one',
  TooManyVariants: ({ decision, condition }) => `there are too many combinations of conditions to follow ${words(decision ?? condition ?? 'them all')}`,
  UnexpectedKind: ({ expected, got }) => `a ${words(expected)} is needed${got === undefined ? '' : `, and ${words(got)} stands there`}`,
  UnknownFunction: ({ function: name }) => `${words(name)} is no function that is known here`,
  WhenDecided: ({ when }) => `this is so when ${alternatives(when)}`,
};

/** `Env = prod and Region = eu-central-1, or Env = dev`. */
function alternatives(when: unknown): string {
  const ways = items(when).map((decisions) => items(decisions).map((each) => (isDetails(each) ? `${words(each.name)} = ${words(each.value)}` : words(each))).join(' and ') || 'always');
  return ways.length > 4 ? `${ways.slice(0, 4).join(', or ')}, or in ${String(ways.length - 4)} other states` : ways.join(', or ') || 'always';
}
