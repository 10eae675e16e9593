import { proved, missing, unknown, type Answer } from '../answer';
import type { QuestionContext } from '../context';
import type { Asked } from './absent';

/** The rules hold on every resource that they judge, and judge at least one. */
export function judgeRules({ rules, resources }: Asked<'rules'>, context: QuestionContext): readonly Answer[] {
  const selection = context.select(resources ?? { type: '*' });
  const wanted = new Map(selection.matched.map((resource) => [`${resource.template}.${resource.logicalId}`, resource]));
  const doubtful = new Map(selection.doubtful.map(({ resource, because }) => [`${resource.template}.${resource.logicalId}`, { resource, because }]));
  const checks = context.rules(rules).filter(({ verdict }) => verdict.kind !== 'not-applicable');
  const found = checks.flatMap(({ id, subject, finding, verdict }): readonly Answer[] => {
    const place = subject?.id ?? '';
    const [sure, unsure] = [wanted.get(place), doubtful.get(place)];
    const resource = sure ?? unsure?.resource;
    if (resource === undefined) return [];
    const judged = unsure === undefined || verdict.kind === 'proved' ? verdict : unknown(unsure.because, ...verdict.because);
    return [{ subject: resource, finding: finding === undefined ? id : `${id} ${finding}`, verdict: judged }];
  });
  const open = found.filter(({ verdict }) => verdict.kind !== 'proved');
  if (open.length > 0) return open;
  if (found.length === 0) return [{ verdict: missing({ code: 'SelectorMatchesNothing', rules, ...(resources === undefined ? {} : { selector: resources }) }) }];
  return [{ verdict: proved([{ code: 'RulesHold', rules, resources: found.length }]) }];
}
