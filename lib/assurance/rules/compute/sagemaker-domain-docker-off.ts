import { either, oneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerDomainDockerOff: Rule = {
  id: 'SagemakerDomainDockerOff',
  title: 'users of Studio cannot run containers of their own',
  why: 'a local container engine is a way around the images that were approved',
  fix: 'remove DockerSettings, or list trusted accounts in VpcOnlyTrustedAccounts',
  severity: 'warning',
  controls: ['SUP-07'],
  types: ['AWS::SageMaker::Domain'],
  check: (resource) => either([
    property(resource, ['DomainSettings', 'DockerSettings', 'EnableDockerAccess'], oneOf(['DISABLED'], 'yes')),
    property(resource, ['DomainSettings', 'DockerSettings', 'VpcOnlyTrustedAccounts'], PRESENT),
  ]),
};
