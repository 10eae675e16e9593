import { throwProblems } from '../../contract/platform-error';
import { pemSigningKey, pemVerifyingKey, type SigningKey, type VerifyingKey } from '../../services/model-signing/key';
import { kmsKey } from '../../services/model-signing/kms-key';
import type { AwsClients } from './aws';
import { readInputFile } from './files';

/** A PEM file, or a key of KMS by ARN or alias. */
export async function signingKey(option: string, aws: AwsClients): Promise<SigningKey> {
  return isKmsKey(option) ? fromKms(option, aws) : pemSigningKey((await readInputFile(option)).toString('utf8'));
}

/** As above; a private key in PEM is taken for its public half. */
export async function verifyingKey(option: string, aws: AwsClients): Promise<VerifyingKey> {
  return isKmsKey(option) ? fromKms(option, aws) : pemVerifyingKey((await readInputFile(option)).toString('utf8'));
}

/** Publishing is for models that the platform serves, and there the key lies in KMS. */
export async function kmsSigningKey(option: string, aws: AwsClients): Promise<SigningKey> {
  if (!isKmsKey(option)) {
    throwProblems([{ code: 'SigningKeyNotInKms', what: "'--key' must be the ARN or alias of a KMS key", got: option, fix: "give the registry's signing key; with a PEM file use: secure-ai model sign" }]);
  }
  return fromKms(option, aws);
}

function isKmsKey(option: string): boolean {
  return /^arn:[a-z-]+:kms:/.test(option) || option.startsWith('alias/') || /^(mrk-)?[0-9a-f-]{32,36}$/.test(option);
}

async function fromKms(option: string, aws: AwsClients): Promise<SigningKey & VerifyingKey> {
  const region = option.startsWith('arn:') ? option.split(':')[3] : undefined;
  return kmsKey(await aws.kms(region), option);
}
