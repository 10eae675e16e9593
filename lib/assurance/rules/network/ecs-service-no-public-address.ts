import { at } from '../../template';
import { oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';

const PATH = ['NetworkConfiguration', 'AwsvpcConfiguration'];

export const ecsServiceNoPublicAddress: Rule = {
  id: 'EcsServiceNoPublicAddress',
  title: 'tasks of the service get no public address',
  why: 'a public address makes every port that the group opens a port on the internet',
  fix: 'set AssignPublicIp to DISABLED and place the tasks in private subnets',
  severity: 'error',
  controls: ['NET-08'],
  types: ['AWS::ECS::Service', 'AWS::ECS::TaskSet'],
  check: (resource) => (at(resource.properties, ...PATH) === undefined ? skip('NoNetworkOfItsOwn') : property(resource, [...PATH, 'AssignPublicIp'], oneOf(['DISABLED'], 'yes'))),
};
