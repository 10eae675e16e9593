import type { Rule } from '../rule';
import { keyAt } from './customer-key';

export const eventsBusCustomerKey: Rule = {
  id: 'EventsBusCustomerKey',
  title: 'event bus encrypts with a key of the customer',
  why: 'events carry names of objects and of people',
  fix: 'set KmsKeyIdentifier to a key of yours',
  severity: 'warning',
  controls: ['DAT-08'],
  types: ['AWS::Events::EventBus'],
  check: (bus, context) => keyAt(bus, context, 'KmsKeyIdentifier'),
};
