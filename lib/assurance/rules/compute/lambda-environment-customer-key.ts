import { at } from '../../template';
import { customerKey } from '../data/customer-key';
import { PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';

export const lambdaEnvironmentCustomerKey: Rule = {
  id: 'LambdaEnvironmentCustomerKey',
  title: 'environment variables of functions are encrypted with a key of the account',
  why: 'configuration tells where data and secrets lie; with a key of one\'s own, reading it can be refused',
  fix: 'set KmsKeyArn',
  severity: 'warning',
  controls: ['SUP-05', 'DAT-13'],
  types: ['AWS::Lambda::Function'],
  check: (resource, context) => {
    const present = PRESENT.accepts(at(resource.properties, 'Environment', 'Variables'));
    return present === 'no' ? skip('NoEnvironment') : property(resource, ['KmsKeyArn'], customerKey(context));
  },
};
