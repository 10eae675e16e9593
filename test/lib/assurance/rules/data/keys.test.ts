import { kept, one } from './resources';
import { ruleTables } from './rule-table';

const OPEN = '!ImportValue x';
const KEY = 'AWS::KMS::Key';
const key = (...statements: readonly string[]): string => one(KEY, `KeyPolicy: {Version: '2012-10-17', Statement: [${statements.join(', ')}]}`);
const account = (actions: string, condition = ''): string => `{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root'}, Action: [${actions}], Resource: '*'${condition === '' ? '' : `, Condition: {${condition}}`}}`;
const role = (name: string, actions: string): string => `{Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:role/${name}'}, Action: [${actions}], Resource: '*'}`;
const ADMIN = "'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'";
const THROUGH_S3 = 'StringEquals: {kms:ViaService: s3.eu-west-1.amazonaws.com}';

ruleTables({
  KmsKeyRotates: {
    pass: { 'every year': one(KEY, 'EnableKeyRotation: true'), 'more often': one(KEY, "EnableKeyRotation: 'true', RotationPeriodInDays: 90") },
    fail: { nothing: one(KEY), off: one(KEY, 'EnableKeyRotation: false'), 'every seven years': one(KEY, 'EnableKeyRotation: true, RotationPeriodInDays: 2560') },
    unknown: { 'a switch from elsewhere': one(KEY, `EnableKeyRotation: ${OPEN}`) },
    skip: { 'a key for signatures': one(KEY, 'KeySpec: ECC_NIST_P256, KeyUsage: SIGN_VERIFY'), 'imported material': one(KEY, 'Origin: EXTERNAL'), 'a key for codes': one(KEY, 'KeyUsage: GENERATE_VERIFY_MAC, KeySpec: HMAC_256') },
  },
  KmsKeyEnabled: {
    pass: { nothing: one(KEY), on: one(KEY, 'Enabled: true') }, fail: { off: one(KEY, 'Enabled: false') }, unknown: { 'a switch from elsewhere': one(KEY, `Enabled: ${OPEN}`) },
  },
  KmsKeyDeletionCanBeStopped: {
    pass: {
      'the default': one(KEY),
      'a month': one(KEY, 'PendingWindowInDays: 30'),
      'a week where all goes with the stack': kept(KEY, 'DeletionPolicy: Delete', 'PendingWindowInDays: 7'),
    },
    fail: { 'a week': one(KEY, 'PendingWindowInDays: 7'), 'a week for a key that is kept': kept(KEY, 'DeletionPolicy: Retain', 'PendingWindowInDays: 7') },
    unknown: { 'days from elsewhere': one(KEY, `PendingWindowInDays: ${OPEN}`) },
  },
  KmsKeyPolicyWritten: {
    pass: { 'a policy': key(account(ADMIN)) }, fail: {
      none: one(KEY),
      'a policy that may lock everybody out': one(KEY, 'KeyPolicy: {Statement: []}, BypassPolicyLockoutSafetyCheck: true'),
    }, unknown: { 'a switch from elsewhere': one(KEY, `KeyPolicy: {Statement: []}, BypassPolicyLockoutSafetyCheck: ${OPEN}`) },
  },
  KmsKeyDutiesSeparated: {
    pass: {
      'administration by the account, use through services': key(account(ADMIN), account("'kms:Decrypt', 'kms:GenerateDataKey*'", THROUGH_S3)), 'administration and use by two roles': key(role('admin', ADMIN), role('user', "'kms:Decrypt'")),
      'use that is bound to a purpose': key(account(ADMIN), account("'kms:Decrypt'", "'Null': {kms:EncryptionContextKeys: 'false'}")), 'use alone': key(role('user', "'kms:Decrypt'")), 'a role of a service': key(
        role('admin', ADMIN),
        "{Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/X'}, Action: 'kms:*', Resource: '*'}",
      ),
      'a key for signatures that the account signs with': one(KEY, `KeySpec: ECC_NIST_P256, KeyUsage: SIGN_VERIFY, KeyPolicy: {Statement: [${account(`${ADMIN}, 'kms:Sign'`)}]}`),
    },
    fail: {
      'everything by the account': key(account("'kms:*'")), 'the default policy': one(KEY), 'one statement for both': key(role('ops', `${ADMIN}, 'kms:Decrypt'`)), 'two statements for one role': key(role('ops', ADMIN), role('ops', "'kms:Decrypt'")),
      'use whose condition is gone': key(account(ADMIN), account("'kms:Decrypt'")), 'a role that signs and administers': one(
        KEY,
        `KeySpec: ECC_NIST_P256, KeyUsage: SIGN_VERIFY, KeyPolicy: {Statement: [${role('ca', `${ADMIN},
        'kms:Sign'`)}]}`,
      ),
    },
    unknown: { 'a policy from elsewhere': one(KEY, `KeyPolicy: ${OPEN}`) },
  },
  KmsKeyGrantsForServicesOnly: {
    pass: { 'no grants': key(account(ADMIN)), 'grants for services': key(account("'kms:CreateGrant'", "Bool: {kms:GrantIsForAWSResource: 'true'}")) },
    fail: {
      'any grant': key(account("'kms:CreateGrant'")),
      'grants through a service whose condition is gone': key(account("'kms:CreateGrant'", THROUGH_S3)),
      'any grant by a role': key(role('x', "'kms:*'")),
      'grants for services, where the key may be absent': key(account("'kms:CreateGrant'", "BoolIfExists: {kms:CallerAccount: 'true'}"), role('y', "'kms:CreateGrant'")),
    },
    unknown: { 'a policy from elsewhere': one(KEY, `KeyPolicy: ${OPEN}`) },
  },
});
