import { at, text } from '../../template';
import { every, oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const firehoseStreamCustomerKey: Rule = {
  id: 'FirehoseStreamCustomerKey',
  title: 'delivery stream encrypts with a key of the customer',
  why: "only a key of one\'s own can be withdrawn, watched and kept from other accounts",
  fix: 'set KeyType CUSTOMER_MANAGED_CMK and KeyARN',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::KinesisFirehose::DeliveryStream'],
  check: (stream, context) => {
    const type = text(at(stream.properties, 'DeliveryStreamType'));
    if (type === 'KinesisStreamAsSource' || type === 'MSKAsSource') return skip('SourceEncrypts');
    const input = 'DeliveryStreamEncryptionConfigurationInput';
    return every([property(stream, [input, 'KeyType'], oneOf(['CUSTOMER_MANAGED_CMK'])), keyAt(stream, context, input, 'KeyARN')]);
  },
};
