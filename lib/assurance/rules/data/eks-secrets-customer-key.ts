import { valueAt } from '../outcome';
import type { Rule } from '../rule';
import { customerKey } from './customer-key';
import { someItem, verdictOf } from './some';

export const eksSecretsCustomerKey: Rule = {
  id: 'EksSecretsCustomerKey',
  title: 'secrets of the Kubernetes cluster are encrypted with a key of the customer',
  why: 'the store of the control plane holds them in the clear otherwise',
  fix: 'set EncryptionConfig with resources secrets and a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::EKS::Cluster'],
  check: (cluster, context) => someItem(
    cluster,
    ['EncryptionConfig'],
    (item) => verdictOf(valueAt(item, ['Provider', 'KeyArn'], customerKey(context))),
    'secrets under a key of the customer',
  ),
};
