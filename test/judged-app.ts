import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import { ACKNOWLEDGEMENT_METADATA } from '../constructs/core/acknowledge';

interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
  readonly acknowledgedId?: string;
}

/** What the three packs say of an app, by way of a real synthesis, so that acknowledgements count just as they do at deploy. */
export interface Judgement {
  /** Findings that nobody acknowledged, as `<rule> at <construct path>`. */
  readonly open: readonly string[];
  /** Acknowledgements of the constructs that no finding needed, as `<id> at <construct path>`. */
  readonly stale: readonly string[];
}

export function judgedApp(context: Record<string, unknown> = {}): App {
  const app = new App({ context: { '@aws-cdk/core:failSynthOnValidationErrors': false, ...context } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks());
  return app;
}

/** Synthesizes an app made by `judgedApp` and tells what is open and what is stale. */
export function judge(app: App): Judgement {
  const { directory } = app.synth();
  const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as {
    pluginReports: { violations: Violation[]; suppressedViolations?: Violation[] }[];
  };
  const at = (id: string, violation: Violation): string[] => violation.violatingConstructs.map(({ constructPath }) => `${id} at ${constructPath}`);
  const needed = new Set(pluginReports.flatMap(({ suppressedViolations = [] }) => suppressedViolations.flatMap((violation) => at(violation.acknowledgedId ?? '', violation))));
  const made = app.node.findAll().flatMap((node) => node.node.metadata.filter(({ type }) => type === ACKNOWLEDGEMENT_METADATA).map(({ data }) => `${String(data.id)} at ${node.node.path}`));
  return {
    open: pluginReports.flatMap(({ violations }) => violations.flatMap((violation) => at(violation.ruleName, violation))),
    stale: made.filter((acknowledgement) => !needed.has(acknowledgement)),
  };
}
