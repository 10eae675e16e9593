import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IPolicyValidationPlugin } from 'aws-cdk-lib';
import { loadConfig } from '../../lib/config';
import { readReport, type Report } from '../../lib/report';
import { readAssembly, type Assembly } from '../../lib/report/assembly';
import type { Verification } from '../../lib/assurance/verify';
import { platformAssurance, rulePacks } from '../../lib/stacks/packs';
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
  /** What the AI rules and the promises were asked and answered during the synthesis. */
  readonly verification: Verification;
}

export function synthesized(environment: Environment): Synthesized {
  validateTemplates(true);
  const directory = mkdtempSync(join(tmpdir(), `platform-${environment}-`));
  const assurance = platformAssurance(TODAY);
  const packs = [...rulePacks(), assurance];
  synthesize(environment, directory, packs);
  const { verification } = assurance;
  if (verification === undefined) throw new Error('the synthesis asked nothing');
  return { directory, assembly: readAssembly(directory), report: readReport(directory, { title: environment, packs: [...packs.map(({ name }) => name), 'CloudFormation Validate'] }), verification };
}

/** Writes the assembly of an environment. */
export function synthesize(environment: Environment, outdir: string, plugins: readonly IPolicyValidationPlugin[]): void {
  createPlatform(loadConfig(join(CONFIG, `${environment}.yaml`), { today: TODAY }), { outdir, plugins: [...plugins], failOnViolations: false }).synth();
}
