import { pick, type Random } from './damage';
import { get, isJsonMap, places, put, type Json, type JsonMap, type Path } from './plain-json';

/**
 * A template that tells less than another: everything that could be deployed by the first can be deployed by the second too, and more. So what was not
 * proved of the first must not be proved of the second; what was proved may become unknown. (A property that is simply left out is no such case: then AWS's
 * default applies, which is another deployment, and a default that is safe is proved by right.)
 */
export type Blur = (template: JsonMap, random: Random) => JsonMap | undefined;

const PARAMETER = 'BlurredByTest';

export const BLURS: Readonly<Record<string, Blur>> = {
  'a value is a parameter without default': (template, random) => replaced(template, random, () => ({ Ref: PARAMETER })),
  'a text is joined from a parameter': (template, random) => replaced(template, random, (old) => (typeof old === 'string' ? { 'Fn::Join': ['', [{ Ref: PARAMETER }]] } : undefined)),
  'a value is imported from a stack that is not given': (template, random) => replaced(template, random, () => ({ 'Fn::ImportValue': { 'Fn::Sub': '${AWS::StackName}-blurred-by-test' } })),
  'a value is read while the stack is deployed': (template, random) => replaced(template, random, () => '{{resolve:ssm:blurred-by-test}}'),
  'a value depends on a condition that nobody decides': (template, random) => conditional(replaced(template, random, (old) => (old === undefined ? undefined : { 'Fn::If': [PARAMETER, old, { Ref: PARAMETER }] }))),
  'a map is included from a file': (template, random) => replaced(template, random, (old) => (isJsonMap(old) ? { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/blurred' } } } : undefined)),
  'a parameter loses its default': (template, random) => ofParameter(template, random, 'Default'),
  'a parameter loses its allowed values': (template, random) => ofParameter(template, random, 'AllowedValues'),
};

function ofParameter(template: JsonMap, random: Random, key: string): JsonMap | undefined {
  const parameters = template.Parameters;
  const named = isJsonMap(parameters) ? Object.keys(parameters).filter((name) => get(parameters, [name, key]) !== undefined) : [];
  const name = pick(random, named);
  return name === undefined ? undefined : asMap(put(template, ['Parameters', name, key], () => undefined));
}

function replaced(template: JsonMap, random: Random, change: (old: Json | undefined) => Json | undefined): JsonMap | undefined {
  const path = pick(random, valuesOf(template));
  if (path === undefined) return undefined;
  const value = change(get(template, path));
  if (value === undefined) return undefined;
  const parameters = isJsonMap(template.Parameters) ? template.Parameters : {};
  return asMap(put({ ...template, Parameters: { ...parameters, [PARAMETER]: { Type: 'String' } } }, path, () => value));
}

function conditional(template: JsonMap | undefined): JsonMap | undefined {
  if (template === undefined) return undefined;
  const conditions = isJsonMap(template.Conditions) ? template.Conditions : {};
  return { ...template, Conditions: { ...conditions, [PARAMETER]: { 'Fn::Equals': [{ Ref: PARAMETER }, 'on'] } } };
}

/** Places within properties that are values of their own: not the arguments of a function. */
function valuesOf(template: JsonMap): readonly Path[] {
  const resources = template.Resources;
  if (!isJsonMap(resources)) return [];
  return Object.keys(resources).flatMap((id) => places(get(resources, [id, 'Properties']) ?? null).slice(1).map((path): Path => ['Resources', id, 'Properties', ...path]))
    .filter((path) => !path.some((key) => typeof key === 'string' && (key === 'Ref' || key.startsWith('Fn::'))));
}

function asMap(value: Json): JsonMap | undefined {
  return isJsonMap(value) ? value : undefined;
}
