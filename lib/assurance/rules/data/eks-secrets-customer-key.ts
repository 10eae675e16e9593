import { any } from '../../iam/trilean';
import { at, isUnknown, list, type Resource, type Value } from '../../template';
import { when } from '../network/told';
import { causeOf, every, fail, PASS, trilean, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { customerKey } from './customer-key';

const CONFIG = ['EncryptionConfig'];

export const eksSecretsCustomerKey: Rule = {
  id: 'EksSecretsCustomerKey',
  title: 'secrets of the Kubernetes cluster are encrypted with a key of the customer',
  why: 'the store of the control plane holds them in the clear otherwise',
  fix: 'set EncryptionConfig with resources secrets and a key of yours',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::EKS::Cluster'],
  check: (cluster, context) => {
    const items = list(at(cluster.properties, ...CONFIG));
    return isUnknown(items) ? unknownOutcome(causeOf(items, CONFIG, 'secrets under a key of the customer')) : judge(cluster, items ?? [], context);
  },
};

/** Some item is about secrets, and every one that is, or may be, names such a key. */
function judge(cluster: Resource, items: readonly Value[], context: RuleContext): Outcome {
  const about = items.map((item) => {
    // secrets are all that EKS takes here
    const resources = list(at(item, 'Resources'));
    return isUnknown(resources) ? 'unknown' : trilean(resources !== undefined && resources.length > 0);
  });
  const missing = fail({ path: CONFIG, got: at(cluster.properties, ...CONFIG), because: [{ code: 'SecretsNotEncrypted' }] });
  const keys = items.map((item, index) => when(about[index] ?? 'no', () => valueAt(item, ['Provider', 'KeyArn'], customerKey(context), [...CONFIG, index]), PASS, { code: 'PerhapsSecrets', property: `EncryptionConfig.${String(index)}` }));
  const covered = any(about);
  return every([covered === 'yes' ? PASS : covered === 'no' ? missing : unknownOutcome({ code: 'PerhapsNoSecrets', property: 'EncryptionConfig' }), ...keys]);
}
