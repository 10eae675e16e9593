import { at, hasSymbol, isUnknown, text, type Value } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';

export const searchCollectionNotPublic: Rule = {
  id: 'SearchCollectionNotPublic',
  title: 'network policy keeps search collections off the internet',
  why: 'a public collection leaves a data access policy as the only wall before every document and vector',
  fix: 'set AllowFromPublic to false and name the VPC endpoints in SourceVPCEs',
  severity: 'error',
  controls: ['NET-02', 'NET-08'],
  types: ['AWS::OpenSearchServerless::SecurityPolicy'],
  check: (policy) => {
    if (text(at(policy.properties, 'Type')) !== 'network') return skip('NotANetworkPolicy');
    const written = at(policy.properties, 'Policy');
    const document = text(written);
    if (document === undefined || isUnknown(document)) return unknownOutcome(causeOf(written, ['Policy'], 'a policy'));
    return judge(document, written);
  },
};

function judge(document: string, written: Value | undefined): Outcome {
  const open = /"AllowFromPublic"\s*:\s*(true|false|[^\s,}\]]+)/gi;
  const values = [...document.matchAll(open)].map(([, value]) => value);
  const finding = { path: ['Policy'], got: written, because: [{ code: 'CollectionPublic' }] };
  if (values.some((value) => value === 'true')) return fail(finding);
  if (values.length === 0 || values.some((value) => value !== 'false')) return hasSymbol(document) ? unknownOutcome(causeOf(written, ['Policy'], 'AllowFromPublic false')) : fail(finding);
  return PASS;
}
