import { INFERENCE_INIT_ENV } from '../../contract/inference-init';
import { throwProblems, type Problem } from '../../contract/platform-error';

export type InitSettings = Readonly<Record<keyof typeof INFERENCE_INIT_ENV, string>>;

/** Reads the environment once; lists everything that is missing or wrong. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): InitSettings {
  const problems: Problem[] = [];
  const read = (name: string, pattern: RegExp, what: string): string => {
    const value = env[name] ?? '';
    if (!pattern.test(value)) problems.push({ code: 'InitSettingInvalid', what: `${name} must be ${what}`, got: value, where: 'environment', fix: 'set it in the task definition' });
    return value;
  };
  const arn = (service: string) => new RegExp(`^arn:[a-z-]+:${service}:[a-z0-9-]+:\\d{12}:.+$`);
  const settings: InitSettings = {
    modelBucket: read(INFERENCE_INIT_ENV.modelBucket, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket'),
    modelPrefix: read(INFERENCE_INIT_ENV.modelPrefix, /^[^/]+(\/[^/]+)*$/, 'a key prefix without leading or trailing slash'),
    signingKeyArn: read(INFERENCE_INIT_ENV.signingKeyArn, arn('kms'), 'the ARN of a KMS key'),
    modelDirectory: read(INFERENCE_INIT_ENV.modelDirectory, /^\/[^/]/, 'an absolute path below the root'),
    tlsSecretArn: read(INFERENCE_INIT_ENV.tlsSecretArn, arn('secretsmanager'), 'the ARN of a secret'),
    tlsDirectory: read(INFERENCE_INIT_ENV.tlsDirectory, /^\/[^/]/, 'an absolute path below the root'),
  };
  throwProblems(problems);
  return settings;
}
