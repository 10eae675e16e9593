import { changed, valuesIn, type Json, type Mutant, type TemplateJson } from './mutant';
import { networkMutants } from './network';
import { policyMutants } from './policies';
import { removalMutants } from './removals';
import { WEAKENINGS } from './weakenings';

/** Every way to break one control of a template that the operators know, each distinct result once. */
export function mutantsOf(template: TemplateJson): readonly Mutant[] {
  const original = JSON.stringify(template);
  const seen = new Set<string>([original]);
  return [...propertyMutants(template), ...roleMutants(template), ...policyMutants(template), ...networkMutants(template), ...removalMutants(template)].filter((mutant) => {
    const text = JSON.stringify(mutant.template);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function propertyMutants(template: TemplateJson): readonly Mutant[] {
  return Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties }]) => [...valuesIn(Properties)].flatMap(({ path, value }) => {
    if (path.includes('Statement') || path.some((key) => String(key).startsWith('Fn::') || key === 'Ref')) return [];
    const name = path.join('.');
    return WEAKENINGS.filter(({ property, from, type }) => property.test(name) && (type === undefined || type.test(Type)) && (from === undefined || from(value))).flatMap(({ operator, to }) => {
      const worse: Json | undefined = to(value);
      return JSON.stringify(worse) === JSON.stringify(value) ? [] : [changed(template, logicalId, operator, path, worse)];
    });
  }));
}

/** An administrator's policy attached to a role. */
function roleMutants(template: TemplateJson): readonly Mutant[] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([logicalId, { Properties }]) => {
    const attached = Array.isArray(Properties?.ManagedPolicyArns) ? Properties.ManagedPolicyArns : [];
    return changed(template, logicalId, 'attach-administrator', ['ManagedPolicyArns'], [...attached, 'arn:aws:iam::aws:policy/AdministratorAccess'], 'AdministratorAccess attached');
  });
}
