import { at } from '../../template';
import { everyPlace } from '../compute/places';
import { judgePlainSecret, judgeSecretEntry } from '../compute/plain-secrets';
import { every } from '../outcome';
import type { Rule } from '../rule';

export const codePipelineNoPlainSecrets: Rule = {
  id: 'CodePipelineNoPlainSecrets',
  title: 'no secret stands in a pipeline',
  why: 'whoever may describe a pipeline reads the configuration of its actions',
  fix: 'use a connection of CodeConnections instead of a token, and keep secrets in Secrets Manager',
  severity: 'error',
  controls: ['SUP-08', 'AI-05'],
  types: ['AWS::CodePipeline::Pipeline'],
  check: (resource) => every([
    everyPlace(resource, [['Stages', '*', 'Actions', '*', 'Configuration', '*']], (value, path) => judgePlainSecret(String(path.at(-1)), value, path)),
    everyPlace(resource, [['Variables', '*'], ['Stages', '*', 'Actions', '*', 'EnvironmentVariables', '*']], (item, path) => judgeSecretEntry(item, at(item, 'DefaultValue') === undefined ? 'Value' : 'DefaultValue', path)),
  ]),
};
