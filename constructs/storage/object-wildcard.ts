import type { IConstruct } from 'constructs';
import { acknowledge } from '../core/acknowledge';
import { wildcardFinding } from '../core/wildcard-finding';

/**
 * Accepts what AwsSolutions-IAM5 finds in a policy that names the objects of a bucket: objects have no narrower name than a key pattern.
 * The finding quotes the template, and how a reference to another stack is written there is known only when the app has been prepared;
 * so it is acknowledged as late as that.
 */
export function acknowledgeObjectWildcard(policy: IConstruct, bucketArn: string, keyPattern: string, reason: string): void {
  policy.node.addValidation({
    validate: () => {
      acknowledge(policy, { findings: [wildcardFinding(policy, `${bucketArn}/${keyPattern}`)], reason, expires: '2027-11-30' });
      return [];
    },
  });
}
