import type { Rule } from '../rule';
import { everyPlace } from './places';
import { judgePlainSecret } from './plain-secrets';

export const lambdaNoPlainSecrets: Rule = {
  id: 'LambdaNoPlainSecrets',
  title: 'no secret stands in the environment of a function',
  why: 'whoever may describe a function reads its environment, and so does everyone who reads the template',
  fix: 'keep the secret in Secrets Manager and fetch it when the function starts',
  severity: 'error',
  controls: ['SUP-05', 'AI-05'],
  types: ['AWS::Lambda::Function'],
  check: (resource) => everyPlace(resource, [['Environment', 'Variables', '*']], (value, path) => judgePlainSecret(String(path.at(-1)), value, path)),
};
