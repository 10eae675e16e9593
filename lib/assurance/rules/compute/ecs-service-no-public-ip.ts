import { at, text, type Resource } from '../../template';
import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { places } from './places';

export const ecsServiceNoPublicIp: Rule = {
  id: 'EcsServiceNoPublicIp',
  title: 'tasks get no public address',
  why: 'A public address is one security-group rule away from the internet.',
  fix: 'set AssignPublicIp to DISABLED',
  severity: 'error',
  controls: ['SUP-05', 'SUP-04', 'NET-01'],
  types: ['AWS::ECS::Service'],
  check: (resource) => property(resource, ['NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp'], oneOf(['DISABLED'], runsOnFargate(resource) ? 'no' : 'yes')),
};

/** The documentation of Fargate gives both defaults, depending on who creates the service: there it must be written. */
function runsOnFargate(resource: Resource): boolean {
  const providers = places(resource.properties, ['CapacityProviderStrategy', '*', 'CapacityProvider']).map(({ value }) => text(value));
  return [text(at(resource.properties, 'LaunchType')), ...providers].some((each) => typeof each === 'string' && /^FARGATE/.test(each));
}
