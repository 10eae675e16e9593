import { doubted, doubtsAbout, missing, proved, unknown, type Answer } from '../answer';
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

/** No such resource is there; one answer for each that is. */
export function judgeNone({ resources }: Asked<'none'>, context: QuestionContext): readonly Answer[] {
  const { matched, doubtful } = context.select(resources);
  const found = [...matched.map((resource) => ({ resource, doubts: doubtsAbout(resource) })), ...doubtful.map(({ resource, because }) => ({ resource, doubts: [because] }))];
  if (found.length === 0) return [{ verdict: proved([{ code: 'IsNotThere', selector: resources }]) }];
  return found.map(({ resource, doubts }): Answer => ({ subject: resource, verdict: doubted({ kind: 'refuted', because: [{ code: 'IsThere' }], witness: { kind: 'property', path: [], got: resource.type } }, doubts) }));
}
