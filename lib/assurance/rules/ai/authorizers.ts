import { at, type Resource } from '../../template';
import { either, every, PRESENT, property } from '../outcome';
import type { Outcome } from '../rule';

const AUTHORIZER = ['AuthorizerConfiguration', 'CustomJWTAuthorizer'];

/** A token is checked against its issuer, and against whom it was made for. */
export function judgeAuthorizer(resource: Resource): Outcome {
  const claims = ['AllowedAudience', 'AllowedClients'].map((name) => property(resource, [...AUTHORIZER, name], PRESENT));
  const workloads = at(resource.properties, ...AUTHORIZER, 'AllowedWorkloadConfiguration') === undefined ? [] : [property(resource, [...AUTHORIZER, 'AllowedWorkloadConfiguration'], PRESENT)];
  return every([property(resource, [...AUTHORIZER, 'DiscoveryUrl'], PRESENT), either([...claims, ...workloads])]);
}
