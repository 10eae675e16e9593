import { join } from 'node:path';
import { bundleServices } from '../lib/build/bundle';
import { loadConfig } from '../lib/config';
import { PlatformError } from '../lib/contract/platform-error';
import { platformPlugins } from '../lib/stacks/packs';
import { createPlatform } from '../lib/stacks/platform';

const ROOT = join(__dirname, '..');

/** The CDK app: `npx cdk deploy --all` takes config/dev.yaml, `-c env=prod` config/prod.yaml. */
async function main(): Promise<void> {
  const config = loadConfig(join(ROOT, 'config', `${environment()}.yaml`), { today: new Date().toISOString().slice(0, 10) });
  await bundleServices(ROOT);
  createPlatform(config, { plugins: platformPlugins() }).synth();
}

/** What `-c env=…` says. Read from where the command line puts it, because making an app to ask it would write a folder even for a wrong configuration. */
function environment(): string {
  const { env = 'dev' } = JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}') as { readonly env?: unknown };
  return String(env);
}

main().catch((error: unknown) => {
  if (!PlatformError.isPlatformError(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
