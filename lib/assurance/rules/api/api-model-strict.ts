import { at, isList, isMap, isUnknown, map, text, type Resource, type Value } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { resourceOf, sameResource } from '../network/references';
import { loosenesses } from './json-schema';
import { METHOD } from './methods';

export const apiModelStrict: Rule = {
  id: 'ApiModelStrict',
  title: 'model of a request bounds everything it takes',
  why: 'properties, texts and lists without bound are how oversized prompts and smuggled parameters come in',
  fix: 'set type object with required and additionalProperties false, and give each text maxLength, each list maxItems and each whole number maximum',
  severity: 'error',
  controls: ['API-04', 'API-06'],
  types: ['AWS::ApiGateway::Model'],
  check: (model, context) => {
    const written = at(model.properties, 'Schema');
    if (!forRequests(model, context)) return skip('NotOfARequest');
    if (isUnknown(written)) return unknownOutcome(causeOf(written, ['Schema'], 'a JSON schema'));
    const schema = schemaOf(written);
    return schema === undefined ? fail({ path: ['Schema'], got: written, because: [{ code: 'NoSchema' }] }) : judge(schema);
  },
};

function judge(schema: Value): Outcome {
  const loose = loosenesses(schema);
  const doubts = loose.filter(({ because: { code } }) => !LOOSE.includes(code));
  const found = loose.filter((each) => !doubts.includes(each)).map(({ path, because }) => ({ id: path.join('.') || 'schema', path: ['Schema', ...path], because: [because] }));
  const root = isMap(schema) && (at(schema, 'type') === 'object' || at(schema, '$ref') !== undefined || at(schema, 'allOf') !== undefined || isList(at(schema, 'type')) || at(schema, 'type') === 'array');
  const required = at(schema, 'type') !== 'object' || (isList(at(schema, 'required')) && at(schema, 'required', 0) !== undefined) || COMBINED.some((key) => at(schema, key) !== undefined);
  const whole = [...(root ? [] : [{ id: 'type', path: ['Schema', 'type'], because: [{ code: 'AnyType' }] }]), ...(required ? [] : [{ id: 'required', path: ['Schema', 'required'], because: [{ code: 'NothingRequired' }] }])];
  if (found.length + whole.length > 0) return fail(...whole, ...found);
  return doubts.length > 0 ? unknownOutcome(...doubts.map(({ because }) => because)) : PASS;
}

const LOOSE: readonly string[] = ['AnyProperty', 'AnyLength', 'AnyCount', 'AnyNumber'];

/** Alternatives may say what is required, each for itself. */
const COMBINED = ['anyOf', 'oneOf', 'allOf'];

/** A schema may be written as text. */
function schemaOf(written: Value | undefined): Value | undefined {
  if (typeof written !== 'string') return isMap(written) ? written : undefined;
  try {
    const parsed: unknown = JSON.parse(written);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? toValue(parsed) : undefined;
  } catch {
    return undefined;
  }
}

function toValue(json: unknown): Value {
  if (Array.isArray(json)) return json.map(toValue);
  if (typeof json === 'object' && json !== null) return Object.fromEntries(Object.entries(json).map(([key, value]: [string, unknown]) => [key, toValue(value)]));
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : null;
}

/** Models that methods of the templates name for requests; where no method names any, all count. */
function forRequests(model: Resource, context: RuleContext): boolean {
  const used = context.ofType(METHOD).flatMap(({ properties }) => {
    const models = map(at(properties, 'RequestModels'));
    return models === undefined || isUnknown(models) ? [] : Object.values(models);
  });
  const name = text(at(model.properties, 'Name'));
  return used.length === 0 || used.some((each) => {
    const found = resourceOf(each, context);
    return found === undefined ? isUnknown(text(each)) || (name !== undefined && text(each) === name) : sameResource(found, model);
  });
}
