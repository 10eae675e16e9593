import type { Step } from '../verdict';
import type { Decision, LayerReport, StatementReference } from './request';
import type { StatementReport } from './statement';

const KINDS: { readonly [kind in Decision['kind']]: string } = {
  allow: 'Allowed',
  deny: 'Denied by a statement',
  'implicit-deny': 'Denied because nothing allows it',
  unknown: 'Cannot be told',
};

const LAYERS: { readonly [layer in LayerReport['layer']]: string } = {
  identity: 'identity policy',
  'permissions-boundary': 'permissions boundary',
  session: 'session policy',
  resource: 'resource policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  endpoint: 'endpoint policy',
};

/** The decision as text for people: what decided, then why every other statement did not apply. */
export function explain(decision: Decision): string {
  const decided = decision.decidedBy.map((statement) => `  by ${nameOf(statement)}`);
  const reasons = decision.because.map((step) => `  ${sentence(step)}`);
  const others = decision.layers.flatMap((report) =>
    report.statements
      .filter((statement) => statement.applies !== 'yes')
      .map((statement) => `  ${nameOf({ layer: report.layer, ...statement })} ${statement.applies === 'no' ? 'does not apply' : 'may apply'}: ${why(statement)}`),
  );
  const assumptions = decision.assumptions.map((text) => `  ${text}`);
  return [`${KINDS[decision.kind]}.`, ...decided, ...reasons, ...section('Other statements:', others), ...section('Assumed:', assumptions)].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function nameOf({ layer, policy, index, sid }: StatementReference): string {
  return `${LAYERS[layer]} ${policy}, statement ${sid === undefined ? index : `${index} (${sid})`}`;
}

function why(statement: StatementReport): string {
  return statement.because.map(sentence).join('; ');
}

/** One reason; a code without a sentence of its own shows its data. */
function sentence(step: Step): string {
  const { code, ...details } = step;
  switch (code) {
    case 'ActionDiffers':
      return `${text(details.action)} is not among its actions ${text(details.patterns)}${inverted(details.not)}`;
    case 'ResourceDiffers':
      return `${text(details.resource)} is not among its resources ${text(details.patterns)}${inverted(details.not)}`;
    case 'PrincipalDiffers':
      return 'it names other principals';
    case 'PrincipalExcepted':
      return 'it excepts the principal';
    case 'ConditionNotMet':
      return `${text(details.operator)} ${text(details.key)} wants ${text(details.policyValues)}, the request has ${details.requestValues === null ? 'no such key' : text(details.requestValues)}`;
    case 'NotAllowedBy':
      return `no ${text(details.layer)} policy${details.level === undefined ? '' : ` of level ${text(details.level)}`} allows it`;
    case 'NotGranted':
      return 'neither identity policies nor the policy of the resource grant it';
    case 'RootCannotAssumeRoles':
      return 'the root user of an account cannot assume roles';
    case 'PolicyUnresolved':
      return `the text of policy ${text(details.policy)} is not at hand`;
    case 'ResourcePolicyNotGiven':
      return `the policy of ${text(details.resource)} is needed and was not given`;
    case 'DeniedBy':
      return 'a Deny outweighs every Allow';
    default:
      return `${code}${Object.keys(details).length === 0 ? '' : ` ${JSON.stringify(details)}`}`;
  }
}

function inverted(value: unknown): string {
  return value === true ? ' (it takes all but those)' : '';
}

function text(value: unknown): string {
  return Array.isArray(value) ? value.map(text).join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
}
