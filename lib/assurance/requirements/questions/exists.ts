import { doubtsAbout, missing, proved, unknown, type Answer } from '../answer';
import type { QuestionContext } from '../context';
import type { Asked } from './absent';

/** At least one resource is there. */
export function judgeExists({ resources }: Asked<'exists'>, context: QuestionContext): readonly Answer[] {
  const { matched, doubtful } = context.select(resources);
  const certain = matched.filter((resource) => doubtsAbout(resource).length === 0);
  if (certain.length > 0) return [{ verdict: proved([{ code: 'IsThere', resources: certain.map(({ template, logicalId }) => `${template}.${logicalId}`) }]) }];
  const doubts = [...matched.flatMap(doubtsAbout), ...doubtful.map(({ because }) => because)];
  return [{ verdict: doubts.length > 0 ? unknown(...doubts) : missing({ code: 'SelectorMatchesNothing', selector: resources }) }];
}
