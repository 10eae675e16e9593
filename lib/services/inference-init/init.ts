import type { GetSecretValueCommandOutput, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PlatformError } from '../../contract/platform-error';
import { kmsKey, type KmsSender } from '../model-signing/kms-key';
import type { ReadLimits, S3Sender } from '../model-signing/s3-read';
import { MAX_LOGGED_PROBLEMS, type Log } from './log';
import { readSettings, type InitSettings } from './settings';
import { parseTlsSecret, writeTlsFiles } from './tls-material';
import { emptyFolder, fetchModel } from './weights';

export interface InitDependencies {
  readonly s3: S3Sender;
  readonly kms: KmsSender;
  readonly secrets: Pick<SecretsManagerClient, 'send'>;
  readonly log: Log;
  readonly now: () => Date;
  readonly limits?: ReadLimits;
}

/**
 * Puts verified weights and TLS files into the shared volumes. Returns the exit code: 0, or 1 with the reason logged and both volumes emptied,
 * so that a server which is started all the same finds nothing to serve.
 */
export async function runInit(env: Readonly<Record<string, string | undefined>>, dependencies: InitDependencies): Promise<0 | 1> {
  const { log } = dependencies;
  let settings: InitSettings | undefined;
  try {
    settings = readSettings(env);
    await prepare(settings, dependencies);
    return 0;
  } catch (error) {
    log({ level: 'error', event: 'InitFailed', ...describe(error) });
    for (const folder of settings === undefined ? [] : [settings.modelDirectory, settings.tlsDirectory]) {
      await emptyFolder(folder).catch((failure: unknown) => log({ level: 'error', event: 'CleanupFailed', folder, ...describe(failure) }));
    }
    return 1;
  }
}

async function prepare(settings: InitSettings, { s3, kms, secrets, log, now, limits }: InitDependencies): Promise<void> {
  await emptyFolder(settings.tlsDirectory);
  const secret: GetSecretValueCommandOutput = await secrets.send(new GetSecretValueCommand({ SecretId: settings.tlsSecretArn }));
  const material = parseTlsSecret(secret.SecretString, now());
  const key = await kmsKey(kms, settings.signingKeyArn);
  const statement = await fetchModel({ s3, bucket: settings.modelBucket }, settings.modelPrefix, key, settings.modelDirectory, log, limits);
  await writeTlsFiles(settings.tlsDirectory, material);
  log({ level: 'info', event: 'ModelVerified', model: settings.modelPrefix, rootDigest: statement.rootDigest });
}

function describe(error: unknown): { readonly reason: string; readonly [field: string]: unknown } {
  if (PlatformError.isPlatformError(error)) {
    const { problems } = error;
    return { reason: problems[0]?.code ?? error.name, problems: problems.slice(0, MAX_LOGGED_PROBLEMS), problemCount: problems.length };
  }
  return error instanceof Error ? { reason: error.name, message: error.message } : { reason: 'Unknown', message: String(error) };
}
