import { at } from '../../template';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';
import { CUSTOMER_KEY } from './expectations';

export const lambdaEnvironmentCustomerKey: Rule = {
  id: 'LambdaEnvironmentCustomerKey',
  title: 'environment variables of functions are encrypted with a key of the account',
  why: 'Configuration tells where data and secrets lie; with a key of one\'s own, reading it can be refused.',
  fix: 'set KmsKeyArn',
  severity: 'warning',
  controls: ['SUP-05', 'DAT-13'],
  types: ['AWS::Lambda::Function'],
  check: (resource) => {
    const present = PRESENT.accepts(at(resource.properties, 'Environment', 'Variables'));
    return present === 'no' ? skip('NoEnvironment') : property(resource, ['KmsKeyArn'], CUSTOMER_KEY);
  },
};
