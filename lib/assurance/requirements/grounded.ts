import { isList, isMap, isUnknown, pseudoSymbol, stringsIn, type Resource, type Value, type ValueMap } from '../template';

const SYMBOL = pseudoSymbol('AWS::AccountId');
/** As documentation writes it. */
const NUMBER = '123456789012';
const NAMED_ACCOUNT = /^[0-9]{12}$|^arn:[^:]*:[^:]*:[^:]*:[0-9]{12}:/;

/**
 * The resources with a number for the account that the templates leave open. Where no policy names an account, one number is as good as any other:
 * what holds for this one holds for all, and a witness can be replayed. Where one does, the account may be that one, and stays open.
 */
export function grounded(resources: readonly Resource[]): readonly Resource[] {
  const texts = resources.flatMap(({ names, properties }) => [...Object.values(names), ...stringsIn(properties)]);
  if (!texts.some((text) => text.includes(SYMBOL)) || texts.some((text) => NAMED_ACCOUNT.test(text))) return resources;
  return resources.map((resource) => ({
    ...resource,
    properties: isUnknown(resource.properties) ? resource.properties : inMap(resource.properties),
    names: Object.fromEntries(Object.entries(resource.names).map(([attribute, name]) => [attribute, inText(name)])),
  }));
}

function inValue(value: Value): Value {
  if (typeof value === 'string') return inText(value);
  if (isList(value)) return value.map(inValue);
  return isMap(value) ? inMap(value) : value;
}

function inMap(map: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, inValue(value)]));
}

function inText(text: string): string {
  return text.replaceAll(SYMBOL, NUMBER);
}
