import type { Rule } from '../rule';
import { askOf, PLAIN_HTTP } from './bucket-policies';

export const sqsQueueDeniesPlainHttp: Rule = {
  id: 'SqsQueueDeniesPlainHttp',
  title: 'no request to the queue is answered over plain HTTP',
  why: 'on the way, everybody reads what is not encrypted',
  fix: 'deny sqs:* in the queue policy where aws:SecureTransport is false',
  severity: 'error',
  controls: ['DAT-02'],
  types: ['AWS::SQS::Queue'],
  check: (queue, context) => askOf(queue, context, 'sqs', ['sqs:*'], PLAIN_HTTP),
};
