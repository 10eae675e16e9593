import { at, isUnknown, text, texts, type Resource } from '../../template';
import { property, skip } from '../outcome';
import type { Rule, RuleContext } from '../rule';
import { CUSTOMER_KEY } from './expectations';

export const ecsClusterEphemeralStorageKey: Rule = {
  id: 'EcsClusterEphemeralStorageKey',
  title: 'the disks of Fargate tasks are encrypted with a key of the account',
  why: 'Prompts and documents that a task writes lie on a disk whose key nobody of the account controls.',
  fix: 'set Configuration.ManagedStorageConfiguration.FargateEphemeralStorageKmsKeyId',
  severity: 'warning',
  controls: ['SUP-05', 'DAT-07'],
  types: ['AWS::ECS::Cluster'],
  check: (resource, context) => (context.ofType('AWS::ECS::Service').some((service) => text(at(service.properties, 'LaunchType')) === 'FARGATE' && isCluster(service, resource, context)) || namesFargate(resource)
    ? property(resource, ['Configuration', 'ManagedStorageConfiguration', 'FargateEphemeralStorageKmsKeyId'], CUSTOMER_KEY) : skip('NoFargateTasks')),
};

function isCluster(service: Resource, cluster: Resource, context: RuleContext): boolean {
  const name = text(at(service.properties, 'Cluster'));
  return typeof name === 'string' && context.named(name) === cluster;
}

function namesFargate(cluster: Resource): boolean {
  const providers = texts(at(cluster.properties, 'CapacityProviders'));
  return !isUnknown(providers) && (providers ?? []).some((provider) => provider.startsWith('FARGATE'));
}
