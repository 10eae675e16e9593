import { at, text } from '../../template';
import { oneOf, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const firehoseStreamEncrypted: Rule = {
  id: 'FirehoseStreamEncrypted',
  title: 'delivery stream encrypts what it buffers',
  why: 'records rest in the buffer before they are delivered',
  fix: 'set DeliveryStreamEncryptionConfigurationInput, or encrypt the stream it reads from',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::KinesisFirehose::DeliveryStream'],
  check: (stream) => {
    const type = text(at(stream.properties, 'DeliveryStreamType'));
    // a stream that reads from another keeps nothing: the source is encrypted, or not
    return type === 'KinesisStreamAsSource' || type === 'MSKAsSource' ? skip('SourceEncrypts') : property(stream, ['DeliveryStreamEncryptionConfigurationInput', 'KeyType'], oneOf(['CUSTOMER_MANAGED_CMK', 'AWS_OWNED_CMK']));
  },
};
