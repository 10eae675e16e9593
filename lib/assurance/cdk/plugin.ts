import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import type { Check } from '../check';
import { becauseOf } from '../prose';
import type { Requirement } from '../requirements';
import type { Rule } from '../rules';
import { loadAssembly } from '../template';
import { nameOf, verify, type Verification, type VerifyOptions } from '../verify';
import { stageOf } from './assembly';

export interface AssurancePluginProps extends Omit<VerifyOptions, 'rules' | 'requirements'> {
  /** @default - none: rules are for the pack `AiChecks` */
  readonly rules?: readonly Rule[];
  /** @default - none */
  readonly requirements?: readonly Requirement[];
  /** Whether something that cannot be told fails the synthesis too. @default true */
  readonly unknownFails?: boolean;
}

/**
 * Makes `cdk synth` fail on a refuted requirement:
 * `Validations.of(app).addPlugins(new AssurancePlugin({ requirements }))`.
 *
 * Judges the whole assembly that was written, with the stages nested in it: every stack together. Findings are acknowledged as
 * `SecureAi::SecureAi-<id>`, with `[<finding>]` where there is one and `[unknown]` for what cannot be told, at their resource.
 */
export class AssurancePlugin implements IPolicyValidationPlugin {
  public readonly name = 'SecureAi';
  public readonly ruleIds: string[];
  /** What the last synthesis was asked and answered; undefined before the first. */
  public verification?: Verification;
  private readonly props: AssurancePluginProps;

  public constructor(props: AssurancePluginProps = {}) {
    this.props = props;
    this.ruleIds = [...(props.rules ?? []), ...(props.requirements ?? [])].map(({ id }) => `SecureAi-${id}`);
  }

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { rules = [], requirements = [], unknownFails = true, ...options } = this.props;
    this.verification = verify(loadAssembly(stageOf(context.appConstruct)?.outdir ?? context.templatePaths), { ...options, rules, requirements });
    // acknowledged ones too: CDK sets them aside itself, and keeps them in its report
    const violations = this.verification.checks.filter(({ verdict: { kind } }) => kind === 'refuted' || (unknownFails && kind === 'unknown')).map(violationOf);
    return { success: violations.length === 0, violations };
  }
}

function violationOf(check: Check): PolicyViolation {
  const { title, fix, severity, subject, verdict } = check;
  return {
    ruleName: `SecureAi-${nameOf(check)}`,
    description: [verdict.kind === 'unknown' ? `cannot be told whether it holds: ${title}` : `does not hold: ${title}`, ...becauseOf(check)].join('\n'),
    fix,
    severity,
    violatingResources: [subject === undefined
      ? { locations: [] }
      : { ...(subject.path === undefined ? { resourceLogicalId: subject.logicalId } : { constructPath: subject.path }), locations: ['Properties'] }],
  };
}
