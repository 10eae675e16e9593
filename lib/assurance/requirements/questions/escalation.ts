import { doubted, proved, unknown, type Answer } from '../answer';
import type { QuestionContext } from '../context';
import { absent, type Asked } from './absent';
import { proveOnce } from './alike';
import { selected, type Caller } from './callers';
import { ESCALATION_WAYS, type EscalationWay } from './escalation-ways';
import { leftToAccount } from './outside-resources';

/**
 * No principal can make itself more powerful: by changing permissions, by running code under a role that is already at hand, by passing a role to what runs
 * code, or by taking a role of the templates that can.
 */
export function judgeNoEscalation({ principals }: Asked<'no-escalation'>, context: QuestionContext): readonly Answer[] {
  const callers = selected(principals, context);
  if (callers.kind !== 'read') return absent(callers);
  return callers.value.flatMap((caller): readonly Answer[] => {
    const open = context.access().reachableFrom(caller.holder).flatMap(({ holder, via, certain }) => {
      const doubts = certain ? caller.doubts : [...caller.doubts, { code: 'ChainUndecided', from: caller.holder.id, to: holder.id }];
      return ESCALATION_WAYS.flatMap((way) => judgeWay({ ...caller, holder, via, doubts }, way, context)).map((answer): Answer => ({ ...answer, subject: caller.holder.resource }));
    });
    return open.length > 0 ? open : [{ subject: caller.holder.resource, verdict: proved([{ code: 'NoWayToEscalate', ways: ESCALATION_WAYS.map(({ id }) => id) }], ['only known ways to escalate are looked for']) }];
  });
}

/** Nothing when one of the groups is out of reach; otherwise the request of the last one as witness. */
function judgeWay({ holder, doubts }: Caller, { id, groups }: EscalationWay, context: QuestionContext): readonly Answer[] {
  const policies = { ...context.access().policiesFor(holder, undefined), resource: { policy: leftToAccount(context.place(holder.resource.template)) } };
  const verdicts = [];
  for (const patterns of groups) {
    const verdict = proveOnce({ principals: [holder.principal], action: { not: false, patterns } }, policies, context);
    if (verdict.kind === 'proved') return [];
    verdicts.push(verdict);
  }
  const causes = verdicts.flatMap((verdict) => (verdict.kind === 'unknown' ? verdict.because : []));
  const last = verdicts.at(-1);
  if (causes.length > 0 || last?.kind !== 'refuted') return [{ finding: `${id} as ${holder.id}`, verdict: unknown(...causes) }];
  const because = [{ code: id, as: holder.id, actions: verdicts.flatMap((verdict) => (verdict.kind === 'refuted' ? verdict.witness.request.action : [])) }, ...last.because];
  return [{ finding: `${id} as ${holder.id}`, verdict: doubted({ kind: 'refuted', because, witness: { kind: 'request', ...last.witness } }, doubts) }];
}
