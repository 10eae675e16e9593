import type { Check } from '../check';
import { statesOf, type ContextOptions } from '../rules';
import type { Facts } from '../template';
import { checksOf, type Answer } from './answer';
import { questionContext } from './context';
import { judge } from './questions';
import { isAboutNothing } from './questions/absent';
import type { Requirement } from './requirement';

/**
 * Asks every requirement in every state of the templates' conditions: one check for each resource that it is about, and for each way in which it does not hold.
 * @throws PlatformError for a requirement that means nothing: PortsMalformed, ConditionOperatorUnknown, NoSuchRule
 */
export function runRequirements(facts: Facts, requirements: readonly Requirement[], options?: ContextOptions): readonly Check[] {
  const states = statesOf(facts, options).map((state) => ({ when: state.when, context: questionContext(state, facts, options) }));
  return requirements.flatMap((requirement) => checksOf(requirement, states.flatMap(({ context, when }) => (
    judge(requirement.question, context).map((answer) => ({ answer: complete(facts, excused(requirement, answer)), when }))))));
}

/** Where not everything of the templates was read, nothing is proved, and what was not found may be there. */
function complete({ incomplete }: Facts, answer: Answer): Answer {
  const rests = answer.verdict.kind === 'proved' || answer.verdict.kind === 'not-applicable' || isAboutNothing(answer);
  return incomplete.length > 0 && rests ? { ...answer, verdict: { kind: 'unknown', because: incomplete } } : answer;
}

/** A promise about nothing does not apply where the requirement says so. */
function excused({ whenAbsent }: Requirement, answer: Answer): Answer {
  return whenAbsent === 'not-applicable' && isAboutNothing(answer) ? { ...answer, verdict: { kind: 'not-applicable', because: answer.verdict.because } } : answer;
}
