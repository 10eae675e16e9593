import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { rulePacks } from '../../lib/stacks/packs';
import type { TemplateJson } from './mutant';

const PACKS = rulePacks();

/** What the packs of cdk-nag find in a template, as `<rule> at <logical id>`; undefined when the template cannot be read into constructs. */
export function nagFindings(template: TemplateJson): ReadonlySet<string> | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    const templateFile = join(folder, 'template.json');
    writeFileSync(templateFile, JSON.stringify(template));
    const stack = new Stack(new App({ outdir: join(folder, 'out') }), 'Mutant', { env: { account: '111122223333', region: 'eu-central-1' } });
    new CfnInclude(stack, 'Included', { templateFile });
    return new Set(PACKS.flatMap((pack) => pack.validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath ?? ''}`))));
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Findings that the original does not have. */
export function newFindings(before: ReadonlySet<string> | undefined, after: ReadonlySet<string> | undefined): readonly string[] | undefined {
  return before === undefined || after === undefined ? undefined : [...after].filter((finding) => !before.has(finding));
}
