import { every, noneOf, oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const firehoseStreamCustomerKey: Rule = {
  id: 'FirehoseStreamCustomerKey',
  title: 'delivery stream encrypts with a key of the customer',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts",
  fix: 'set KeyType CUSTOMER_MANAGED_CMK and KeyARN',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::KinesisFirehose::DeliveryStream'],
  check: (stream, context) => {
    const own = property(stream, ['DeliveryStreamType'], noneOf(['KinesisStreamAsSource', 'MSKAsSource']));
    if (own.kind !== 'pass') return own.kind === 'fail' ? skip('SourceEncrypts') : own;
    const input = 'DeliveryStreamEncryptionConfigurationInput';
    return every([property(stream, [input, 'KeyType'], oneOf(['CUSTOMER_MANAGED_CMK'])), keyAt(stream, context, input, 'KeyARN')]);
  },
};
