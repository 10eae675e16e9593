import { every, fail, PASS } from '../outcome';
import type { Rule } from '../rule';
import { DIRECTLY, isRotatable, mayNot, readKey } from './key-policies';

const ADMINISTRATION = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey'];
const USE = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Sign', 'kms:GenerateMac'];
/** Use that is bound to no purpose. */
const PLAIN = { operator: 'Null', ifExists: false, key: 'kms:EncryptionContextKeys', values: ['true'] };

export const kmsKeyDutiesSeparated: Rule = {
  id: 'KmsKeyDutiesSeparated',
  title: 'nobody both administers the key and uses it directly',
  why: 'whoever may change the policy and decrypt needs nobody else to take the data',
  fix: 'split the policy: administration without use, and use without administration or through services only',
  severity: 'warning',
  controls: ['DAT-13'],
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  check: (key, context) => {
    const read = readKey(key, context);
    if ('kind' in read) return read;
    return every([PASS, ...read.holders.map((holder) => {
      if (holder.ofService || (holder.account && isRotatable(key) === 'no')) return PASS;
      const administers = mayNot(key, holder, ADMINISTRATION, read, [DIRECTLY], 'Administers');
      if (administers.kind === 'pass') return PASS;
      const uses = mayNot(key, holder, USE, read, [DIRECTLY, PLAIN], 'Uses');
      if (uses.kind === 'pass') return PASS;
      return administers.kind === 'fail' && uses.kind === 'fail' ? fail({ id: holder.name, path: ['KeyPolicy'], because: [{ code: 'AdministersAndUses', holder: holder.name }] }) : administers.kind === 'unknown' ? administers : uses;
    })]);
  },
};
