import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { IPolicyValidationPlugin } from 'aws-cdk-lib';
import { evidence, type EvidenceFile } from '../lib/assurance/evidence';
import { countsOf } from '../lib/assurance/verify';
import { bundleServices } from '../lib/build/bundle';
import { loadConfig } from '../lib/config';
import { PlatformError } from '../lib/contract/platform-error';
import { coloursWanted, createProgress, judge, readReport, renderPage, renderScreen } from '../lib/report';
import { createPlatform } from '../lib/stacks/platform';
import { platformAssurance, rulePacks } from '../lib/stacks/packs';

const ROOT = join(__dirname, '..');
const PAGE = 'out/index.html';

/** CDK's own judge of templates; CDK lets it be switched off by this variable. */
const TEMPLATE_VALIDATOR = process.env.CDK_VALIDATION === 'false' ? [] : ['CloudFormation Validate'];

/** `npm start`: synthesizes every stack of a configuration, judges it, shows one screen and writes a page and the evidence. Exit code 0 only if nothing is open. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { env: { type: 'string', default: 'dev' } } });
  const today = new Date().toISOString().slice(0, 10);
  const config = loadConfig(join(ROOT, 'config', `${values.env}.yaml`), { today });
  const progress = createProgress({ write: (text) => process.stderr.write(text), now: Date.now, isTerminal: process.stderr.isTTY === true });

  progress.step('bundling the functions');
  await bundleServices(ROOT);
  progress.step('building the stacks');
  const assurance = platformAssurance(today);
  const packs = [...rulePacks(), assurance];
  const outdir = join(ROOT, 'out', values.env);
  const app = createPlatform(config, { outdir, plugins: packs.map((pack) => announced(pack, progress.step)), failOnViolations: false });
  app.synth();
  const report = readReport(outdir, { title: `${config.name} ${config.environment} in ${config.region}`, packs: [...packs.map(({ name }) => name), ...TEMPLATE_VALIDATOR], onProgress: progress.step });
  const { verification } = assurance;
  const evidenceAt = `out/evidence/${values.env}`;
  if (verification !== undefined) {
    progress.step('writing the evidence');
    writeEvidence(evidence(verification, { title: report.title, today }), join(ROOT, evidenceAt));
  }
  progress.done();

  const page = renderPage(report, { today });
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  writeFileSync(join(ROOT, PAGE), page);
  console.log(renderScreen(report, { today, colour: coloursWanted(process.stdout.isTTY === true, process.env), page: PAGE, ...(verification === undefined ? {} : { proofs: { ...countsOf(verification), page: `${evidenceAt}/index.html` } }) }));
  return judge(report, today).exitCode;
}

function writeEvidence(files: readonly EvidenceFile[], folder: string): void {
  for (const { name, content } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
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
