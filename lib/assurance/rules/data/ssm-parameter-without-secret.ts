import { at, text } from '../../template';
import { judgePlainSecret } from '../compute/plain-secrets';
import type { Rule } from '../rule';

export const ssmParameterWithoutSecret: Rule = {
  id: 'SsmParameterWithoutSecret',
  title: 'parameter in plain text holds no secret',
  why: 'everybody who may read parameters reads it',
  fix: 'keep it in Secrets Manager',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::SSM::Parameter'],
  check: (parameter) => {
    const name = text(at(parameter.properties, 'Name'));
    return judgePlainSecret(typeof name === 'string' ? name : '', at(parameter.properties, 'Value'), ['Value']);
  },
};
