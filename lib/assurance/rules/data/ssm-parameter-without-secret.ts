import { judgeSecretEntry } from '../compute/plain-secrets';
import type { Rule } from '../rule';

export const ssmParameterWithoutSecret: Rule = {
  id: 'SsmParameterWithoutSecret',
  title: 'parameter in plain text holds no secret',
  why: 'everybody who may read parameters reads it',
  fix: 'keep it in Secrets Manager',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::SSM::Parameter'],
  check: (parameter) => judgeSecretEntry(parameter.properties, 'Value', []),
};
