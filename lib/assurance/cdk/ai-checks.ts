import type { CfnResource, IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { NagMessageLevel, NagPack, NagRuleCompliance, type NagPackProps } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Check } from '../check';
import { ALL_RULES, runRules, type Rule } from '../rules';
import { facts, loadAssembly } from '../template';
import { stageOf } from './assembly';

export interface AiChecksProps extends NagPackProps {
  /** @default - every rule of the AI pack */
  readonly rules?: readonly Rule[];
}

/**
 * The AI rules as a pack of cdk-nag 3: `Validations.of(app).addPlugins(new AiChecks())`.
 *
 * Rules see the whole assembly, so that a bucket is judged together with its policy in another stack. What cannot be told is a finding
 * `SecureAi-<rule>[unknown]`: never a pass. Acknowledge as with any other pack: `SecureAi::SecureAi-<rule>`, with `[<finding>]` where there is one.
 */
export class AiChecks extends NagPack {
  public readonly name = 'SecureAi';
  public override readonly ruleIds: string[];
  private readonly rules: readonly Rule[];
  private byPath: ReadonlyMap<string, readonly Check[]> = new Map();

  public constructor(scope?: IConstruct, props: AiChecksProps = {}) {
    super(scope, props);
    this.packName = 'SecureAi';
    this.rules = props.rules ?? ALL_RULES;
    this.ruleIds = this.rules.map(({ id }) => `SecureAi-${id}`);
  }

  public override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    this.read(stageOf(context.appConstruct)?.outdir ?? context.templatePaths);
    return super.validate(context);
  }

  /** Synthesizes the scope's app first: rules judge what would be deployed. */
  public override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    if (this.byPath.size === 0) {
      const stage = stageOf(scope);
      if (stage !== undefined) this.read(stage.synth().directory);
    }
    const report = super.validateScope(scope);
    this.byPath = new Map();
    return report;
  }

  protected override checkResource(node: CfnResource): void {
    const checks = this.byPath.get(node.node.path) ?? [];
    for (const rule of this.rules) {
      const own = checks.filter(({ id }) => id === rule.id);
      if (own.length === 0) continue;
      this.applyRule({
        ruleSuffixOverride: rule.id,
        info: `${rule.title} - ${rule.why}`,
        explanation: rule.fix,
        level: rule.severity === 'error' ? NagMessageLevel.ERROR : NagMessageLevel.WARN,
        node,
        rule: () => resultOf(own),
      });
    }
  }

  private read(assembly: string | readonly string[]): void {
    const byPath = new Map<string, Check[]>();
    for (const check of runRules(facts(loadAssembly(assembly)), this.rules)) {
      const path = check.subject?.path;
      if (path === undefined) continue;
      const known = byPath.get(path);
      if (known === undefined) byPath.set(path, [check]);
      else known.push(check);
    }
    this.byPath = byPath;
  }
}

/** Findings by name where they have names; one that has none stands for the whole rule. */
function resultOf(checks: readonly Check[]): NagRuleCompliance | string[] {
  const open = checks.filter(({ verdict }) => verdict.kind === 'refuted' || verdict.kind === 'unknown');
  if (open.some(({ verdict, finding }) => verdict.kind === 'refuted' && finding === undefined)) return NagRuleCompliance.NON_COMPLIANT;
  if (open.length > 0) return [...new Set(open.map(({ finding }) => finding ?? 'unknown'))];
  return checks.some(({ verdict }) => verdict.kind === 'proved') ? NagRuleCompliance.COMPLIANT : NagRuleCompliance.NOT_APPLICABLE;
}
