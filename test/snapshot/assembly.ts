import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../lib/config';
import { readReport, type Report } from '../../lib/report';
import { readAssembly, type Assembly } from '../../lib/report/assembly';
import { platformPlugins } from '../../lib/stacks/packs';
import { createPlatform } from '../../lib/stacks/platform';

const CONFIG = join(__dirname, '../../config');

/** The day on which the tests judge: a fixed one, so that only `npm start` fails when something expires. */
export const TODAY = '2026-11-23';

export type Environment = 'dev' | 'prod';

/** A platform that was synthesized once for all tests of a file, with the packs and the template validator on. */
export interface Synthesized {
  readonly directory: string;
  readonly assembly: Assembly;
  readonly report: Report;
}

export function synthesized(environment: Environment): Synthesized {
  validateTemplates(true);
  const directory = mkdtempSync(join(tmpdir(), `platform-${environment}-`));
  const packs = synthesize(environment, directory);
  return { directory, assembly: readAssembly(directory), report: readReport(directory, { title: environment, packs: [...packs, 'CloudFormation Validate'] }) };
}

/** Writes the assembly of an environment and tells the packs that judged it. */
export function synthesize(environment: Environment, outdir: string): string[] {
  const packs = platformPlugins();
  createPlatform(loadConfig(join(CONFIG, `${environment}.yaml`), { today: TODAY }), { outdir, plugins: packs, failOnViolations: false }).synth();
  return packs.map(({ name }) => name);
}
