import { setTimeout } from 'node:timers/promises';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { TOKEN_KEYS_ENV } from '../../../contract/token-keys';
import { fetchDocument } from '../../token-verification/fetch-document';
import { tokenKeysHandler } from './resource';
import { publishTokenKeys } from './token-keys';

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`environment variable ${name} is not set`);
  return value;
};

const client = new SecretsManagerClient({});
const secretArn = required(TOKEN_KEYS_ENV.secretArn);
const source = { issuer: required(TOKEN_KEYS_ENV.issuer), jwksUri: process.env[TOKEN_KEYS_ENV.jwksUri] };

export const handler = tokenKeysHandler(() => publishTokenKeys(source, {
  fetch: fetchDocument,
  now: Date.now,
  stored: async () => (await client.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString,
  store: async (value) => { await client.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString: value })); },
}), secretArn, { now: Date.now, sleep: (milliseconds) => setTimeout(milliseconds) });
