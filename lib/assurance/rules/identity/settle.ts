import type { Policy, Statement } from '../../iam/policy';
import { arnFields } from '../../iam/principal';
import type { PolicyInput } from '../../iam/request';
import { pseudoSymbol, type Resource } from '../../template';
import type { RuleContext } from '../rule';

const ACCOUNT = pseudoSymbol('AWS::AccountId');
const PARTITION = pseudoSymbol('AWS::Partition');
const NUMBERS: readonly string[] = ['999900001111', '888800002222', '777700003333', '666600004444'];

/** Who asks and who owns, in questions about strangers: two accounts, neither of them named by a policy unless it is the deployment's own. */
export interface Parties {
  /** Of the deployment, as the template tells it, or a number that stands for it. */
  readonly own: string;
  readonly strange: string;
  /** `aws` where neither the template nor a policy says another. */
  readonly partition: string;
}

/**
 * What is asked does not depend on which number the deployment's account has, save where a policy writes a number out. So a number is put where the template leaves
 * the account open, and answers become exact: one that the policies write out, which is most likely the deployment's own, or else one that stands for any.
 */
export function partiesOf(resource: Resource, context: RuleContext, inputs: readonly PolicyInput[]): Parties {
  const texts = JSON.stringify(inputs);
  const free = NUMBERS.filter((number) => !texts.includes(number));
  const told = accountOfTemplate(resource, context);
  const own = told ?? /(?<!\d)\d{12}(?!\d)/.exec(texts)?.[0] ?? free[0] ?? '999900001111';
  return { own, strange: free.find((number) => number !== own) ?? '888800002222', partition: /arn:(aws[a-z-]*):/.exec(texts)?.[1] ?? 'aws' };
}

const accounts = new WeakMap<RuleContext, Map<string, string | undefined>>();

/**
 * As any ARN of the template's resources names it, or of the others where all name the same; looked up once for a template, since every question about policies asks.
 */
function accountOfTemplate({ template }: Resource, context: RuleContext): string | undefined {
  const known = accounts.get(context) ?? new Map<string, string | undefined>();
  accounts.set(context, known);
  if (!known.has(template)) {
    const own = accountsIn(context.resources.filter((each) => each.template === template))[0];
    const all = own === undefined ? accountsIn(context.resources) : [];
    known.set(template, own ?? (new Set(all).size === 1 ? all[0] : undefined));
  }
  return known.get(template);
}

function accountsIn(resources: readonly Resource[]): readonly string[] {
  return resources.flatMap(({ names }) => Object.values(names)).map((name) => arnFields(name)[4] ?? '').filter((account) => /^\d{12}$/.test(account));
}

/** The policy as it reads in the deployment's account. */
export function settle(input: PolicyInput, parties: Parties): PolicyInput {
  if ('unresolved' in input) return input;
  return 'name' in input ? { name: input.name, policy: settlePolicy(input.policy, parties) } : settlePolicy(input, parties);
}

export function settleText(text: string, { own, partition }: Parties): string {
  return text.replaceAll(ACCOUNT, own).replaceAll(PARTITION, partition);
}

function settlePolicy(policy: Policy, parties: Parties): Policy {
  const all = (texts: readonly string[]): readonly string[] => texts.map((text) => settleText(text, parties));
  return {
    ...policy,
    statements: policy.statements.map(({ principal, resource, ...statement }): Statement => ({
      ...statement,
      ...(principal === undefined ? {} : { principal: { ...principal, aws: all(principal.aws), federated: all(principal.federated) } }),
      ...(resource === undefined ? {} : { resource: { ...resource, patterns: all(resource.patterns) } }),
      conditions: statement.conditions.map((condition) => ({ ...condition, values: all(condition.values) })),
    })),
  };
}
