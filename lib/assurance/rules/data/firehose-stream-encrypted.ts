import { noneOf, oneOf, PASS, property } from '../outcome';
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
    // a stream that reads from another keeps nothing: the source is encrypted, or not
    const own = property(stream, ['DeliveryStreamType'], noneOf(['KinesisStreamAsSource', 'MSKAsSource']));
    return own.kind === 'fail' ? PASS : own.kind === 'unknown' ? own : property(
      stream,
      ['DeliveryStreamEncryptionConfigurationInput', 'KeyType'],
      oneOf(['CUSTOMER_MANAGED_CMK', 'AWS_OWNED_CMK']),
    );
  },
};
