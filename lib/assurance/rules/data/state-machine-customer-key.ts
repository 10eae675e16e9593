import { every, oneOf, property } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const stateMachineCustomerKey: Rule = {
  id: 'StateMachineCustomerKey',
  title: 'data of executions is encrypted with a key of the customer',
  why: 'inputs and outputs of each step are kept for 90 days',
  fix: 'set EncryptionConfiguration with CUSTOMER_MANAGED_KMS_KEY and a key of yours',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::StepFunctions::StateMachine', 'AWS::StepFunctions::Activity'],
  check: (machine, context) => every([
    property(machine, ['EncryptionConfiguration', 'Type'], oneOf(['CUSTOMER_MANAGED_KMS_KEY'])),
    keyAt(machine, context, 'EncryptionConfiguration', 'KmsKeyId'),
  ]),
};
