import type { Rule } from '../rule';
import { askOf, PLAIN_HTTP } from './bucket-policies';

export const snsTopicDeniesPlainHttp: Rule = {
  id: 'SnsTopicDeniesPlainHttp',
  title: 'nothing is published to the topic over plain HTTP',
  why: 'on the way, everybody reads what is not encrypted',
  fix: 'deny sns:Publish in the topic policy where aws:SecureTransport is false',
  severity: 'error',
  controls: ['DAT-02'],
  types: ['AWS::SNS::Topic'],
  check: (topic, context) => askOf(topic, context, 'sns', ['sns:Publish'], PLAIN_HTTP),
};
