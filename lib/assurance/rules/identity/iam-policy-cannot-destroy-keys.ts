import type { Rule } from '../rule';
import { IDENTITY_POLICIES, coveredBy, everyAllow, grantsOf, refuse } from './statements';

const DESTRUCTION: readonly string[] = ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'];

export const iamPolicyCannotDestroyKeys: Rule = {
  id: 'IamPolicyCannotDestroyKeys',
  title: 'workloads cannot switch off, delete or re-police keys',
  why: 'with the key goes all that it encrypts',
  fix: 'leave administration of keys to the pipeline and its administrators',
  severity: 'error',
  controls: ['DAT-13'],
  types: IDENTITY_POLICIES,
  check: (resource) => everyAllow(grantsOf(resource), (statement) => {
    const covered = coveredBy(statement, DESTRUCTION);
    return refuse(statement, covered.result, 'KeysMayBeDestroyed', { actions: covered.actions });
  }),
};
