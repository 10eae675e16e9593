import { AWS_MANAGED_POLICIES } from '../iam/aws-managed';
import type { Policy } from '../iam/policy';
import type { PolicyInput, RequestPolicies } from '../iam/request';
import { accountOfArn } from '../iam/principal';
import { shortServiceName } from '../network/endpoints';
import { at, isUnknown, text, type Resource } from '../template';
import { Chains } from './chains';
import { policyInput, together } from './documents';
import { placesOf } from './environment';
import { holdersOf } from './holders';
import type { AccessModel, Holder, ProtectedResource } from './model';
import { idOf } from './names';
import { protectedResources } from './protected';
import { PROTECTED_TYPES } from './protected-types';

export interface AccessOptions {
  /** Account of the templates, where nothing in them tells it. @default - symbolic */
  readonly accountId?: string;
  /** Documents of policies that AWS manages, by path and name. @default AWS_MANAGED_POLICIES; what depends on any other is unknown */
  readonly managedPolicies?: ReadonlyMap<string, Policy>;
}

/** Whoever is no holder of the templates may have any policies: the worst case. */
const WHATEVER: PolicyInput = {
  name: 'whatever its own policies allow',
  policy: { version: '2012-10-17', statements: [{ index: 0, effect: 'Allow', action: { not: false, patterns: ['*'] }, resource: { not: false, patterns: ['*'] }, conditions: [] }] },
};

/** Reads roles, users, policies and protected resources of one state of the templates. */
export function accessOf(resources: readonly Resource[], options: AccessOptions = {}): AccessModel {
  const place = placesOf(resources, options.accountId);
  const holders = holdersOf(resources, options.managedPolicies ?? AWS_MANAGED_POLICIES);
  const targets = protectedResources(resources, place);
  const endpoints = endpointsOf(resources);
  const byHolder = new Map(holders.flatMap((holder) => [[holder.id, holder] as const, [holder.arn, holder] as const]));
  const byTarget = new Map(targets.flatMap((target) => [target.id, ...target.arns].map((text) => [text, target] as const)));
  const policiesFor = (principal: Holder | undefined, target: ProtectedResource | undefined, via?: string): RequestPolicies => {
    const endpoint = endpoints.find(({ id }) => id === via)?.policy;
    return {
      identity: principal?.identity ?? [WHATEVER],
      ...(principal?.permissionsBoundary === undefined ? {} : { permissionsBoundary: principal.permissionsBoundary }),
      ...(target === undefined ? {} : resourceLayer(target, place(target.resource.template).account)),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  };
  const chains = new Chains(holders.filter(({ kind }) => kind === 'role'), (from, to) => policiesFor(from, byTarget.get(to.id)));
  return {
    holders, resources: targets, endpoints,
    holder: (idOrArn) => byHolder.get(idOrArn),
    protected: (idOrArn) => byTarget.get(idOrArn),
    policiesFor,
    reachableFrom: (holder) => chains.from(holder),
  };
}

/**
 * The policies of a resource in one, doubtful ones as undecided. A resource that has none grants nothing by itself, whoever owns it being known;
 * where something else than a policy decides, that is left open.
 */
function resourceLayer({ id, arns, policy, doubtfulPolicies, resource }: ProtectedResource, account: string): Pick<RequestPolicies, 'resource'> {
  const all = together(id, [...(policy === undefined ? [] : [policy]), ...doubtfulPolicies]);
  if (all === undefined && PROTECTED_TYPES[resource.type]?.without === 'elsewhere') return {};
  return { resource: { policy: all ?? { name: `${id} (no policy)`, policy: { version: '2012-10-17', statements: [] } }, ownerAccount: ownerIn(arns[0]) ?? account } };
}

/** An ARN that is one symbol does not tell. */
function ownerIn(arn: string | undefined): string | undefined {
  return arn?.startsWith('arn:') === true ? accountOfArn(arn) : undefined;
}

function endpointsOf(resources: readonly Resource[]): AccessModel['endpoints'] {
  return resources.filter(({ type }) => type === 'AWS::EC2::VPCEndpoint').map((resource) => {
    const id = idOf(resource);
    const { properties } = resource;
    const service = text(at(properties, 'ServiceName'));
    const document = isUnknown(properties) ? properties : properties['PolicyDocument'];
    return { id, service: (typeof service === 'string' ? shortServiceName(service) : undefined) ?? '', policy: document === undefined ? undefined : policyInput(id, document), resource };
  });
}
