import { changed, isList, isMap, valuesIn, type Json, type JsonMap, type Mutant, type Path, type TemplateJson } from './mutant';

/** Breaks policies one statement at a time, wherever a policy document stands in a template. */
export function policyMutants(template: TemplateJson): readonly Mutant[] {
  return Object.entries(template.Resources).flatMap(([logicalId, { Properties }]) =>
    [...valuesIn(Properties)].flatMap(({ path, value }) => (isMap(value) && isList(value.Statement) ? ofDocument(template, logicalId, path, value.Statement) : [])));
}

function ofDocument(template: TemplateJson, logicalId: string, path: Path, statements: readonly Json[]): readonly Mutant[] {
  const each = statements.flatMap((statement, index) => (isMap(statement) ? ofStatement(template, logicalId, [...path, 'Statement', index], statement) : []));
  const withPrincipal = statements.some((statement) => isMap(statement) && 'Principal' in statement);
  const isTrust = path.at(-1) === 'AssumeRolePolicyDocument';
  const added: JsonMap = { Effect: 'Allow', ...(withPrincipal ? { Principal: '*' } : {}), Action: isTrust ? 'sts:AssumeRole' : '*', ...(isTrust ? {} : { Resource: '*' }) };
  return [...each, changed(template, logicalId, 'add-allow', [...path, 'Statement'], [...statements, added], 'everything allowed by one more statement')];
}

function ofStatement(template: TemplateJson, logicalId: string, path: Path, statement: JsonMap): readonly Mutant[] {
  const name = typeof statement.Sid === 'string' ? statement.Sid : `#${path.at(-1)}`;
  const make = (operator: string, key: string, value: Json | undefined): Mutant => changed(template, logicalId, operator, [...path, key], value, `${name}: ${key} ${value === undefined ? 'removed' : `-> ${JSON.stringify(value).slice(0, 80)}`}`);
  return statement.Effect === 'Deny' ? weakerDeny(template, logicalId, path, statement, name, make) : widerAllow(statement, make);
}

type Make = (operator: string, key: string, value: Json | undefined) => Mutant;

function weakerDeny(template: TemplateJson, logicalId: string, path: Path, statement: JsonMap, name: string, make: Make): readonly Mutant[] {
  const actions = isList(statement.Action) ? statement.Action : [];
  const resources = isList(statement.Resource) ? statement.Resource : [];
  return [
    changed(template, logicalId, 'drop-deny', path, undefined, `${name} removed`),
    ...(isMap(statement.Principal) || statement.Principal === '*' ? [make('narrow-deny', 'Principal', { AWS: 'arn:aws:iam::999999999999:root' })] : []),
    ...(actions.length > 1 ? actions.map((_, index) => make('narrow-deny', 'Action', actions.filter((__, at) => at !== index))) : []),
    ...(resources.length > 1 ? resources.map((_, index) => make('narrow-deny', 'Resource', resources.filter((__, at) => at !== index))) : []),
    make('narrow-deny', 'Condition', { ...(isMap(statement.Condition) ? statement.Condition : {}), StringLike: { ...(isMap(statement.Condition) && isMap(statement.Condition.StringLike) ? statement.Condition.StringLike : {}), 'aws:PrincipalTag/never': 'set' } }),
  ];
}

function widerAllow(statement: JsonMap, make: Make): readonly Mutant[] {
  const conditions = isMap(statement.Condition) ? Object.entries(statement.Condition) : [];
  const actions = isList(statement.Action) ? statement.Action : [statement.Action];
  const [first] = actions;
  const service = typeof first === 'string' ? first.split(':')[0] ?? '*' : '*';
  return [
    ...('Principal' in statement && JSON.stringify(statement.Principal) !== '"*"' && JSON.stringify(statement.Principal) !== '{"AWS":"*"}' ? [make('widen-principal', 'Principal', { AWS: '*' })] : []),
    ...('Resource' in statement && statement.Resource !== '*' ? [make('widen-resource', 'Resource', '*')] : []),
    ...('Action' in statement && statement.Action !== '*' && statement.Action !== `${service}:*` ? [make('widen-action', 'Action', `${service}:*`)] : []),
    ...conditions.flatMap(([operator, keys]) => (isMap(keys) ? Object.keys(keys) : []).map((key) => make('drop-condition', 'Condition', without(statement.Condition, operator, key)))),
  ];
}

function without(condition: Json | undefined, operator: string, key: string): Json | undefined {
  const rest = Object.entries(isMap(condition) ? condition : {}).flatMap(([name, keys]): [string, Json][] => {
    const left = Object.entries(isMap(keys) ? keys : {}).filter(([own]) => name !== operator || own !== key);
    return left.length === 0 ? [] : [[name, Object.fromEntries(left)]];
  });
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
