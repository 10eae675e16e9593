import { trilean } from '../outcome';
import type { Rule } from '../rule';
import { IDENTITY_POLICIES, everyAllow, grantsOf, refuse, textsOf } from './statements';
import { coversAction } from './wildcards';

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
    const found = DESTRUCTION.filter((action) => textsOf(statement, 'Action').some((pattern) => coversAction(pattern, action)));
    return refuse(statement, trilean(found.length > 0), 'KeysMayBeDestroyed', { actions: found });
  }),
};
