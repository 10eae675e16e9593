import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { IPolicyValidationPlugin } from 'aws-cdk-lib';
import { bundleServices } from '../lib/build/bundle';
import { loadConfig } from '../lib/config';
import { PlatformError } from '../lib/contract/platform-error';
import { coloursWanted, createProgress, judge, readReport, renderPage, renderScreen } from '../lib/report';
import { createPlatform } from '../lib/stacks/platform';
import { platformPlugins } from '../lib/stacks/packs';

const ROOT = join(__dirname, '..');
const PAGE = 'out/index.html';

/** CDK's own judge of templates; CDK lets it be switched off by this variable. */
const TEMPLATE_VALIDATOR = process.env.CDK_VALIDATION === 'false' ? [] : ['CloudFormation Validate'];

/** `npm start`: synthesizes every stack of a configuration, judges it, shows one screen and writes a page. Exit code 0 only if nothing is open. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { env: { type: 'string', default: 'dev' } } });
  const today = new Date().toISOString().slice(0, 10);
  const config = loadConfig(join(ROOT, 'config', `${values.env}.yaml`), { today });
  const progress = createProgress({ write: (text) => process.stderr.write(text), now: Date.now, isTerminal: process.stderr.isTTY === true });

  progress.step('bundling the functions');
  await bundleServices(ROOT);
  progress.step('building the stacks');
  const packs = platformPlugins();
  const outdir = join(ROOT, 'out', values.env);
  const app = createPlatform(config, { outdir, plugins: packs.map((pack) => announced(pack, progress.step)), failOnViolations: false });
  app.synth();
  const report = readReport(outdir, { title: `${config.name} ${config.environment} in ${config.region}`, packs: [...packs.map(({ name }) => name), ...TEMPLATE_VALIDATOR], onProgress: progress.step });
  progress.done();

  const page = renderPage(report, { today });
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  writeFileSync(join(ROOT, PAGE), page);
  console.log(renderScreen(report, { today, colour: coloursWanted(process.stdout.isTTY === true, process.env), page: PAGE }));
  return judge(report, today).exitCode;
}

/** The same pack, which says when its turn comes. */
function announced(pack: IPolicyValidationPlugin, announce: (what: string) => void): IPolicyValidationPlugin {
  return {
    name: pack.name,
    version: pack.version,
    ruleIds: pack.ruleIds,
    validate: (context) => {
      announce(`judging by ${pack.name}`);
      return pack.validate(context);
    },
  };
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(PlatformError.isPlatformError(error) ? error.message : error);
    process.exitCode = 2;
  },
);
