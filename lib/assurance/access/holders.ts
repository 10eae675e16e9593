import { awsManagedPolicy } from '../iam/managed-policies';
import type { Policy } from '../iam/policy';
import type { PolicyInput } from '../iam/request';
import { at, isUnknown, list, text, texts, type Resource, type Value } from '../template';
import { doubtful, nameOf, policyInput } from './documents';
import type { Holder } from './model';
import { allOf, idOf, Names, NOBODY, type Named } from './names';
import { ATTACHED_TYPES } from './policy-types';

const ROLE = 'AWS::IAM::Role';
const USER = 'AWS::IAM::User';
const GROUP = 'AWS::IAM::Group';
const MANAGED = 'AWS::IAM::ManagedPolicy';

/** The roles and users of the templates with everything that is attached to them. */
export function holdersOf(resources: readonly Resource[], managed: ReadonlyMap<string, Policy>): readonly Holder[] {
  return new Attachments(resources, managed).holders();
}

class Attachments {
  private readonly names: Names;
  /** By resource: what policy resources attach to it. */
  private readonly attached = new Map<Resource, PolicyInput[]>();
  /** By resource: ARNs of the managed policies among them. */
  private readonly arns = new Map<Resource, string[]>();

  constructor(resources: readonly Resource[], private readonly managed: ReadonlyMap<string, Policy>) {
    this.names = new Names(resources);
    for (const resource of resources) this.attach(resource);
  }

  holders(): readonly Holder[] {
    return [
      ...this.names.of(ROLE).map((role): Holder => {
        const trust = this.document(role, 'AssumeRolePolicyDocument', `${idOf(role)}/trust`);
        const arn = role.names['Arn'] ?? idOf(role);
        return { ...this.common(role), kind: 'role', arn, principal: { kind: 'role-session', roleArn: arn, sessionName: 'session' }, ...(trust === undefined ? {} : { trust }) };
      }),
      ...this.names.of(USER).map((user): Holder => {
        const arn = user.names['Arn'] ?? idOf(user);
        return { ...this.common(user), kind: 'user', arn, principal: { kind: 'user', arn } };
      }),
    ];
  }

  private common(resource: Resource): Pick<Holder, 'id' | 'identity' | 'managedPolicies' | 'permissionsBoundary' | 'resource'> {
    const groups = resource.type === USER ? this.groupsOf(resource) : NOBODY;
    const identity = [
      ...this.own(resource),
      ...groups.certain.flatMap((group) => this.own(group)),
      ...groups.doubtful.flatMap((group) => this.own(group).map((input) => doubtful(input, groups.cause))),
    ];
    const boundary = at(resource.properties, 'PermissionsBoundary');
    return {
      id: idOf(resource),
      identity: [...new Map(identity.map((input) => [nameOf(input), input])).values()],
      managedPolicies: [...new Set([resource, ...groups.certain].flatMap((each) => this.managedPoliciesOf(each)))],
      ...(boundary === undefined ? {} : { permissionsBoundary: this.managedPolicy(boundary, resource) }),
      resource,
    };
  }

  /** Inline policies, managed ones by ARN, and whatever policy resources attach. */
  private own(resource: Resource): readonly PolicyInput[] {
    const { properties, opaque } = resource;
    const id = idOf(resource);
    if (isUnknown(properties)) return [{ name: id, unresolved: properties.cause }];
    return [
      ...(opaque === undefined ? [] : [{ name: id, unresolved: opaque }]),
      ...items(properties['Policies'], `${id}/Policies`, (policy, name) => {
        const own = text(at(policy, 'PolicyName'));
        return policyInput(typeof own === 'string' ? `${id}/${own}` : name, at(policy, 'PolicyDocument') ?? policy);
      }),
      ...items(properties['ManagedPolicyArns'], `${id}/ManagedPolicyArns`, (arn) => this.managedPolicy(arn, resource)),
      ...(this.attached.get(resource) ?? []),
    ];
  }

  private managedPoliciesOf(resource: Resource): readonly string[] {
    const listed = texts(at(resource.properties, 'ManagedPolicyArns'));
    return [...(isUnknown(listed) ? [] : (listed ?? [])).filter((arn) => awsManagedPolicy(arn) === undefined), ...(this.arns.get(resource) ?? [])];
  }

  private managedPolicy(value: Value, by: Resource): PolicyInput {
    const arn = text(value);
    if (typeof arn !== 'string') return { name: `${idOf(by)}/managed`, unresolved: isUnknown(arn) ? arn.cause : { code: 'PolicyNotNamed' } };
    const [policy] = this.names.meant(arn, [MANAGED], by).certain;
    if (policy === undefined) return awsManagedPolicy(arn, this.managed) ?? { name: arn, unresolved: { code: 'ManagedPolicyNotInTemplates', arn } };
    const input = this.document(policy, 'PolicyDocument', idOf(policy)) ?? { name: idOf(policy), unresolved: { code: 'PolicyWithoutDocument', resource: idOf(policy) } };
    return isUnknown(policy.presence) ? doubtful(input, policy.presence.cause) : input;
  }

  private document({ properties, opaque }: Resource, property: string, name: string): PolicyInput | undefined {
    if (isUnknown(properties)) return { name, unresolved: properties.cause };
    if (opaque !== undefined) return { name, unresolved: opaque };
    const value = properties[property];
    return value === undefined || value === null ? undefined : policyInput(name, value);
  }

  private attach(resource: Resource): void {
    const type = ATTACHED_TYPES[resource.type];
    if (type === undefined) return;
    const id = idOf(resource);
    const input = this.document(resource, type.document, id);
    if (input === undefined) return;
    for (const [property, target] of Object.entries(type.to)) {
      // a policy of which nothing is known may be attached to anybody
      const value = isUnknown(resource.properties) ? resource.properties : at(resource.properties, property);
      if (value === undefined) continue;
      const { certain, doubtful: perhaps, cause } = this.names.meantBy(value, [target], resource);
      for (const holder of certain) {
        this.note(holder, isUnknown(resource.presence) ? doubtful(input, resource.presence.cause) : input);
        if (resource.type === MANAGED) this.arns.set(holder, [...(this.arns.get(holder) ?? []), resource.names['Ref'] ?? id]);
      }
      for (const holder of perhaps) this.note(holder, doubtful(input, cause));
    }
  }

  private note(holder: Resource, input: PolicyInput): void {
    this.attached.set(holder, [...(this.attached.get(holder) ?? []), input]);
  }

  private groupsOf(user: Resource): Named {
    const added = this.names.of('AWS::IAM::UserToGroupAddition').map((addition): Named => {
      const users = this.names.meantBy(at(addition.properties, 'Users'), [USER], addition);
      if (!users.certain.includes(user) && !users.doubtful.includes(user)) return NOBODY;
      const group = this.names.meant(at(addition.properties, 'GroupName'), [GROUP], addition);
      const sure = users.certain.includes(user) && !isUnknown(addition.presence);
      return sure ? group : { certain: [], doubtful: [...group.certain, ...group.doubtful], cause: users.cause };
    });
    return allOf([this.names.meantBy(at(user.properties, 'Groups'), [GROUP], user), ...added]);
  }
}

/** Policies of a list; a list, or an item of it, that cannot be told is a policy that may say anything. */
function items(value: Value | undefined, name: string, read: (item: Value, name: string) => PolicyInput): readonly PolicyInput[] {
  const found = list(value);
  if (found === undefined) return [];
  if (isUnknown(found)) return [{ name, unresolved: found.cause }];
  return found.map((item, index): PolicyInput => (isUnknown(item) ? { name: `${name}/${index}`, unresolved: item.cause } : read(item, `${name}/${index}`)));
}
