import type { PolicyInput } from '../iam/request';
import { at, isUnknown, text, type Resource } from '../template';
import type { Step } from '../verdict';
import { doubtful, nameOf, policyInput, policyOf, together } from './documents';
import { arnsOf, type Place } from './environment';
import type { ProtectedResource } from './model';
import { idOf, Names, NOBODY, type Named } from './names';
import { eventBusStatement, permissionPolicy, unqualified } from './permissions';
import { RESOURCE_POLICY_TYPES, type ResourcePolicyType } from './policy-types';
import { PROTECTED_TYPES } from './protected-types';
import { valuesAt } from './values';

/** A policy that says whom it is for, with the resource that it is about. */
interface Said {
  readonly target: Resource;
  readonly policy: PolicyInput;
  /** Why it may be about another. */
  readonly doubt?: Step;
}

/** Everything of the templates that requests can be about, with the policies of each. */
export function protectedResources(resources: readonly Resource[], place: (template: string) => Place): readonly ProtectedResource[] {
  const kept = resources.filter(({ type }) => Object.hasOwn(PROTECTED_TYPES, type));
  const arns = new Map(kept.map((resource): [Resource, readonly string[]] => [resource, arnsIn(resource, place)]));
  const standIns = attachedSecrets(resources);
  const names = new Names(resources, (resource) => [...(arns.get(resource) ?? []).slice(0, 1), ...ownName(resource), ...(standIns.get(idOf(resource)) ?? [])]);
  const said = new Map<Resource, Said[]>();
  for (const one of [...separatePolicies(resources, names, arns), ...lambdaPermissions(resources, names, arns)]) said.set(one.target, [...(said.get(one.target) ?? []), one]);
  return kept.map((resource) => {
    const of = said.get(resource) ?? [];
    const own = [...inline(resource, place(resource.template)), ...of.filter(({ doubt }) => doubt === undefined).map(({ policy }) => policy)];
    const policy = together(idOf(resource), own);
    const doubts = of.flatMap(({ policy, doubt }) => (doubt === undefined ? [] : [doubtful(policy, doubt)]));
    return {
      id: idOf(resource), resource, service: PROTECTED_TYPES[resource.type]?.service ?? '', arns: arns.get(resource) ?? [],
      ...(policy === undefined ? {} : { policy }), doubtfulPolicies: doubts,
    };
  });
}

function arnsIn(resource: Resource, place: (template: string) => Place): readonly string[] {
  const type = PROTECTED_TYPES[resource.type];
  return type === undefined ? [] : arnsOf(resource, type, place(resource.template));
}

function ownName({ type, properties }: Resource): readonly string[] {
  const property = PROTECTED_TYPES[type]?.name;
  const name = property === undefined ? undefined : text(at(properties, property));
  return typeof name === 'string' ? [name] : [];
}

/** Ref of an attachment of a secret to its database returns the secret's ARN. */
function attachedSecrets(resources: readonly Resource[]): ReadonlyMap<string, readonly string[]> {
  const names = new Names(resources, ownName);
  const found = new Map<string, string[]>();
  for (const attachment of names.of('AWS::SecretsManager::SecretTargetAttachment')) {
    for (const secret of names.meant(at(attachment.properties, 'SecretId'), ['AWS::SecretsManager::Secret'], attachment).certain) found.set(idOf(secret), [...(found.get(idOf(secret)) ?? []), attachment.names['Ref'] ?? '']);
  }
  return found;
}

/** The policy that stands in the resource itself. */
function inline(resource: Resource, { partition, account }: Place): readonly PolicyInput[] {
  const type = PROTECTED_TYPES[resource.type];
  if (type?.policy === undefined) return [];
  const id = idOf(resource);
  const { properties, opaque } = resource;
  if (isUnknown(properties)) return [{ name: id, unresolved: properties.cause }];
  const values = valuesAt(properties, type.policy.split('.'));
  if (opaque !== undefined) return [{ name: id, unresolved: opaque }];
  if (values.length > 0) return values.map((value) => policyInput(id, value));
  return type.without === 'account' ? [policyInput(`${id} (default)`, { Statement: { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' } })] : [];
}

/** Of a policy that speaks for many resources, what is not about others by their very ARNs; undefined when that is nothing. */
function partFor(target: Resource, input: PolicyInput, owners: ReadonlyMap<string, Resource>): PolicyInput | undefined {
  const policy = policyOf(input);
  if (policy === undefined) return input;
  const statements = policy.statements.filter(({ resource }) => resource === undefined || resource.not || resource.patterns.some((pattern) => (owners.get(pattern) ?? target) === target));
  return statements.length === 0 ? undefined : { name: nameOf(input), policy: { ...policy, statements } };
}

function separatePolicies(resources: readonly Resource[], names: Names, arns: ReadonlyMap<Resource, readonly string[]>): readonly Said[] {
  const owners = new Map([...arns].flatMap(([resource, own]) => own.map((arn) => [arn, resource] as const)));
  return resources.flatMap((resource) => {
    const type = RESOURCE_POLICY_TYPES[resource.type];
    if (type === undefined) return [];
    const policy = documentOf(resource, type);
    if (type.target === undefined) {
      return type.of.flatMap((each) => names.of(each)).flatMap((target) => {
        const part = partFor(target, policy, owners);
        return part === undefined ? [] : about({ ...NOBODY, certain: [target] }, part, resource);
      });
    }
    const targets = isUnknown(resource.properties) ? resource.properties : at(resource.properties, type.target);
    return targets === undefined ? [] : about(names.meantBy(targets, type.of, resource), policy, resource);
  });
}

function documentOf(resource: Resource, { document, oneStatement }: ResourcePolicyType): PolicyInput {
  const name = idOf(resource);
  const { properties, opaque } = resource;
  if (isUnknown(properties)) return { name, unresolved: properties.cause };
  if (opaque !== undefined) return { name, unresolved: opaque };
  const value = at(properties, document) ?? (oneStatement === true ? eventBusStatement(resource) : undefined);
  if (value === undefined) return { name, unresolved: { code: 'PolicyWithoutDocument', resource: name } };
  return policyInput(name, oneStatement === true && !isUnknown(value) ? { Version: '2012-10-17', Statement: value } : value);
}

/** A policy that may not be there is as doubtful as one that may be another's. */
function about({ certain, doubtful: perhaps, cause }: Named, policy: PolicyInput, { presence }: Resource): readonly Said[] {
  return [
    ...certain.map((target): Said => ({ target, policy, ...(isUnknown(presence) ? { doubt: presence.cause } : {}) })),
    ...perhaps.map((target): Said => ({ target, policy, doubt: cause })),
  ];
}

const INVOKED = ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'];

/** Permissions speak for the function, or for an alias or version of it, which have a policy of their own. */
function lambdaPermissions(resources: readonly Resource[], names: Names, arns: ReadonlyMap<Resource, readonly string[]>): readonly Said[] {
  return resources.filter(({ type }) => type === 'AWS::Lambda::Permission').flatMap((permission) => {
    const written = at(permission.properties, 'FunctionName');
    const name = text(written);
    const base = typeof name === 'string' ? unqualified(name) : undefined;
    const whole = names.meant(written, INVOKED, permission);
    const qualified = whole.certain.length === 0 && typeof name === 'string' && base !== undefined;
    const { certain, doubtful: perhaps, cause } = qualified ? names.meant(base, INVOKED, permission) : whole;
    const suffix = qualified ? name.slice(base.length) : '';
    const policy = (target: Resource): PolicyInput => permissionPolicy(permission, (arns.get(target) ?? []).slice(0, 1).map((arn) => `${arn}${suffix}`));
    return [
      ...certain.flatMap((target) => about({ ...NOBODY, certain: [target] }, policy(target), permission)),
      ...perhaps.flatMap((target) => about({ certain: [], doubtful: [target], cause }, policy(target), permission)),
    ];
  });
}
