import { at, text } from '../../template';
import { judgeSecretEntry } from '../compute/plain-secrets';
import { everyItem, fail, oneOf, PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const codeBuildEnvironmentWithoutSecrets: Rule = {
  id: 'CodeBuildEnvironmentWithoutSecrets',
  title: 'build has no secret in its environment',
  why: 'variables show in the console and in logs',
  fix: 'use variables of type SECRETS_MANAGER',
  severity: 'error',
  controls: ['DAT-08', 'SUP-05'],
  types: ['AWS::CodeBuild::Project'],
  check: (project) => everyItem(project.properties, ['Environment', 'EnvironmentVariables'], (item, path) => {
    const name = text(at(item, 'Name'));
    const plain = valueAt(item, ['Type'], oneOf(['PLAINTEXT'], 'yes'), path);
    if (plain.kind !== 'pass') return plain.kind === 'fail' ? PASS : plain;
    if (typeof name === 'string' && /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(name)) return fail({ id: name, path, because: [{ code: 'CredentialOfAws', name }] });
    return judgeSecretEntry(item, 'Value', path);
  }),
};
