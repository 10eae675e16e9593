import { everyPlace } from '../compute/places';
import { judgePlainSecret } from '../compute/plain-secrets';
import type { Rule } from '../rule';

export const sagemakerModelNoPlainSecrets: Rule = {
  id: 'SagemakerModelNoPlainSecrets',
  title: 'no secret stands in the environment of a model',
  why: 'whoever may describe a model reads its environment, and so does code that comes with the weights',
  fix: 'fetch the secret with the role of the model',
  severity: 'error',
  controls: ['AI-05'],
  types: ['AWS::SageMaker::Model'],
  check: (resource) => everyPlace(resource, [['PrimaryContainer', 'Environment', '*'], ['Containers', '*', 'Environment', '*']],
    (value, path) => judgePlainSecret(String(path.at(-1)), value, path)),
};
