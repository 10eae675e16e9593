import { noneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const snsSubscriptionEncrypted: Rule = {
  id: 'SnsSubscriptionEncrypted',
  title: 'messages are delivered over TLS',
  why: 'plain HTTP shows them to everybody on the way',
  fix: 'use https instead of http',
  severity: 'error',
  controls: ['DAT-02'],
  types: ['AWS::SNS::Subscription'],
  check: (subscription) => property(subscription, ['Protocol'], noneOf(['http'])),
};
