import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { loadConfig } from '../lib/config';
import { PlatformError } from '../lib/contract/platform-error';
import { createPlatform } from '../lib/stacks/platform';
import { rulePacks } from '../lib/stacks/packs';

/** The CDK app: `npx cdk deploy --all` takes config/dev.yaml, `-c env=prod` config/prod.yaml. */
function main(): void {
  const environment: unknown = new App({ autoSynth: false }).node.tryGetContext('env') ?? 'dev';
  const file = join(__dirname, '../config', `${String(environment)}.yaml`);
  createPlatform(loadConfig(file, { today: new Date().toISOString().slice(0, 10) }), { plugins: rulePacks() }).synth();
}

try {
  main();
} catch (error) {
  if (!PlatformError.isPlatformError(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
