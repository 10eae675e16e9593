import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { kmsSigner } from '../internal-authority/kms-signer';
import { certificateSecret } from './certificate-secret';
import { randomSecret } from './random-secret';
import { parseRotationEvent, rotate, type SecretKind } from './secret-rotation';
import { secretStore } from './secret-store';

const store = secretStore(new SecretsManagerClient({ maxAttempts: 6 }));
const kind = kindOf(process.env);

export async function handler(event: unknown): Promise<void> {
  await rotate(parseRotationEvent(event), store, kind);
}

function kindOf(env: NodeJS.ProcessEnv): SecretKind {
  const { SECRET_KIND, SIGNING_KEY_ARN = '', AUTHORITY_CERTIFICATE = '', SECRET_FIELD = '', SECRET_LENGTH = '', EXCLUDE_CHARACTERS = '' } = env;
  switch (SECRET_KIND) {
    case 'certificate':
      return certificateSecret(kmsSigner(new KMSClient({ maxAttempts: 6 }), SIGNING_KEY_ARN), AUTHORITY_CERTIFICATE, () => new Date());
    case 'random':
      return randomSecret({ field: SECRET_FIELD, length: Number(SECRET_LENGTH), excludeCharacters: EXCLUDE_CHARACTERS });
    default:
      throw new TypeError(`SECRET_KIND must be certificate or random, got ${JSON.stringify(SECRET_KIND)}`);
  }
}
