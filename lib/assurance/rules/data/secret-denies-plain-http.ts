import type { Rule } from '../rule';
import { askOf, PLAIN_HTTP } from './bucket-policies';

export const secretDeniesPlainHttp: Rule = {
  id: 'SecretDeniesPlainHttp',
  title: 'no request for the secret is answered over plain HTTP',
  why: 'on the way, everybody reads what is not encrypted',
  fix: 'deny secretsmanager:* in a resource policy where aws:SecureTransport is false',
  severity: 'warning',
  controls: ['DAT-02'],
  types: ['AWS::SecretsManager::Secret'],
  check: (secret, context) => askOf(secret, context, 'secretsmanager', ['secretsmanager:*'], PLAIN_HTTP),
};
