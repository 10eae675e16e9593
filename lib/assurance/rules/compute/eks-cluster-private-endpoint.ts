import { isFalse, property } from '../outcome';
import type { Rule } from '../rule';

export const eksClusterPrivateEndpoint: Rule = {
  id: 'EksClusterPrivateEndpoint',
  title: 'the API of a Kubernetes cluster is not on the internet',
  why: 'Whoever reaches the API server can try every stolen token and every flaw in it.',
  fix: 'set ResourcesVpcConfig.EndpointPublicAccess to false and EndpointPrivateAccess to true',
  severity: 'error',
  controls: ['SUP-05', 'NET-03'],
  types: ['AWS::EKS::Cluster'],
  check: (resource) => property(resource, ['ResourcesVpcConfig', 'EndpointPublicAccess'], isFalse()),
};
