import { every, isFalse, oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const eksClusterAccessByEntries: Rule = {
  id: 'EksClusterAccessByEntries',
  title: 'who may use a Kubernetes cluster is decided by IAM alone',
  why: 'rights in a config map of the cluster are outside every review of IAM, and its creator stays administrator',
  fix: 'set AccessConfig.AuthenticationMode to API and BootstrapClusterCreatorAdminPermissions to false',
  severity: 'warning',
  controls: ['SUP-05'],
  types: ['AWS::EKS::Cluster'],
  check: (resource) => every([
    property(resource, ['AccessConfig', 'AuthenticationMode'], oneOf(['API'])), property(resource, ['AccessConfig', 'BootstrapClusterCreatorAdminPermissions'], isFalse()),
  ]),
};
