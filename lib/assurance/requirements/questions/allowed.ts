import { decide } from '../../iam/decide';
import type { AccessRequest } from '../../iam/request';
import { doubted, proved, unknown, type Answer } from '../answer';
import type { QuestionContext } from '../context';
import { absent, type Asked } from './absent';
import { selected, type Caller } from './callers';
import { allRead, patternsOf, read, type Read } from './requests';
import { targetsOf, type Target } from './targets';

/** Each principal may do each of the actions on each of the resources: one answer for each principal, and for what it may not. */
export function judgeAllowed({ principals, actions, resources, context: given = {}, via }: Asked<'allowed'>, context: QuestionContext): readonly Answer[] {
  const callers = selected(principals, context);
  if (callers.kind !== 'read') return absent(callers);
  const targets = targetsOf(resources, actions, via, context);
  if (targets.kind !== 'read') return absent(targets);
  // a key whose value the templates do not have is not sent
  const filled = allRead(Object.entries(given).map(([key, value]): Read<readonly [string, readonly string[]]> => {
    const values = patternsOf([value], context);
    return values.kind === 'unknown' ? values : read([key, values.kind === 'read' ? values.value : []]);
  }));
  if (filled.kind !== 'read') return absent(filled);
  return callers.value.flatMap((caller): readonly Answer[] => {
    const answers = targets.value.flatMap((target) => actions.map((action) => judge(caller, action, target, filled.value, context)));
    const open = answers.filter(({ verdict }) => verdict.kind !== 'proved');
    if (open.length > 0) return open;
    return [{ subject: caller.holder.resource, verdict: proved([{ code: 'AllAllowed', actions, resources: targets.value.flatMap(({ element }) => element.patterns.slice(0, 1)) }]) }];
  });
}

function judge({ holder, doubts }: Caller, action: string, target: Target, given: readonly (readonly [string, readonly string[]])[], context: QuestionContext): Answer {
  if (target.unfit !== undefined) return { subject: holder.resource, finding: action, verdict: unknown(target.unfit) };
  const resource = (target.element.patterns[0] ?? '*').replaceAll('*', target.element.patterns[0] === '*' ? '*' : 'example');
  const policies = context.access().policiesFor(holder, target.protected, target.via?.id);
  const { account } = context.place(target.resource?.template ?? holder.resource.template);
  const ordinary: readonly (readonly [string, string])[] = [['aws:SecureTransport', 'true'], ['aws:ResourceAccount', account], ['aws:ViaAWSService', 'false']];
  const passage: readonly (readonly [string, string])[] = target.via === undefined ? [] : [['aws:SourceVpce', target.via.resource.names['Ref'] ?? '']];
  const request: AccessRequest = { principal: holder.principal, action, resource, context: new Map<string, string | readonly string[]>([...ordinary, ...passage, ...given]) };
  const decision = decide(request, policies);
  const answer = { subject: holder.resource, finding: `${action} ${resource}` };
  switch (decision.kind) {
    case 'allow':
      return { ...answer, verdict: doubts.length + target.doubts.length > 0 ? unknown(...doubts, ...target.doubts) : proved(decision.because) };
    case 'unknown':
      return { ...answer, verdict: unknown(...decision.because) };
    case 'deny':
    case 'implicit-deny':
      return { ...answer, verdict: doubted({ kind: 'refuted', because: decision.because, witness: { kind: 'request', request, decision } }, [...doubts, ...target.doubts]) };
  }
}
