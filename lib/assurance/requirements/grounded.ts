import { hasSymbol, isList, isMap, isUnknown, pseudoSymbol, stringsIn, type Resource, type Value, type ValueMap } from '../template';

const ACCOUNT = pseudoSymbol('AWS::AccountId');
const PARTITION = pseudoSymbol('AWS::Partition');
/** As documentation writes accounts; the first one that no policy names. */
const NUMBERS = ['123456789012', '210987654321', '345678901234', '456789012345'];
const NAMED_ACCOUNT = /^[0-9]{12}$|^arn:[^:]*:[^:]*:[^:]*:([0-9]{12}):/;
const NAMED_PARTITION = /^arn:(aws(?:-[a-z]+)*):/;

export interface Grounded {
  readonly resources: readonly Resource[];
  readonly account: string;
  readonly partition: string;
  /** What was taken for granted. */
  readonly assumptions: readonly string[];
}

/**
 * The resources with a number for the account, and a name for the partition, that the templates leave open, so that requests can be told from one another and a
 * witness can be replayed. Of accounts that no policy names, one is as good as any other; the partition is the one that policies spell out.
 */
export function grounded(resources: readonly Resource[]): Grounded {
  const texts = resources.flatMap(({ names, properties }) => [...Object.values(names), ...stringsIn(properties)]);
  const open = [ACCOUNT, PARTITION].filter((symbol) => texts.some((text) => text.includes(symbol)));
  const named = new Set(texts.flatMap((text) => (NAMED_ACCOUNT.test(text) ? [NAMED_ACCOUNT.exec(text)?.[1] ?? text] : [])));
  const account = NUMBERS.find((number) => !named.has(number)) ?? ACCOUNT;
  const spelled = texts.map((text) => NAMED_PARTITION.exec(text)?.[1]).find((partition) => partition !== undefined);
  const partition = spelled ?? 'aws';
  const fill = (text: string): string => (hasSymbol(text) ? text.replaceAll(ACCOUNT, account).replaceAll(PARTITION, partition) : text);
  return {
    account, partition,
    resources: open.length === 0 ? resources : resources.map((resource) => ({
      ...resource,
      properties: isUnknown(resource.properties) ? resource.properties : inMap(resource.properties, fill),
      names: Object.fromEntries(Object.entries(resource.names).map(([attribute, name]) => [attribute, fill(name)])),
    })),
    assumptions: [
      ...(open.includes(ACCOUNT) && named.size > 0 ? ['the account of the deployment is none that a policy names by its number'] : []),
      ...(open.includes(PARTITION) && spelled !== undefined ? [`the partition of the deployment is ${spelled}`] : []),
    ],
  };
}

function inValue(value: Value, fill: (text: string) => string): Value {
  if (typeof value === 'string') return fill(value);
  if (isList(value)) return value.map((item) => inValue(item, fill));
  return isMap(value) ? inMap(value, fill) : value;
}

function inMap(map: ValueMap, fill: (text: string) => string): ValueMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, inValue(value, fill)]));
}
