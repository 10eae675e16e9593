import { at } from '../../template';
import { PRESENT, property, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { CUSTOMER_KEY } from './expectations';
import { everyPlace } from './places';

export const eksClusterSecretsEncrypted: Rule = {
  id: 'EksClusterSecretsEncrypted',
  title: 'secrets of a Kubernetes cluster are encrypted with a key of the account',
  why: 'A copy of the cluster\'s store would hold every secret in a form that anybody reads.',
  fix: 'set EncryptionConfig with a provider key for secrets',
  severity: 'error',
  controls: ['SUP-05', 'DAT-07'],
  types: ['AWS::EKS::Cluster'],
  check: (resource) => (PRESENT.accepts(at(resource.properties, 'EncryptionConfig')) === 'no' ? property(resource, ['EncryptionConfig'], PRESENT)
    : everyPlace(resource, [['EncryptionConfig', '*']], (item, path) => valueAt(item, ['Provider', 'KeyArn'], CUSTOMER_KEY, path))),
};
