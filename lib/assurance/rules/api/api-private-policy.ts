import { at, isUnknown, stringsIn, texts, unknownsIn, type Resource } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { hasWord, when } from '../network/told';

const SOURCES = /"?aws:(?:SourceVpce?|VpcSourceIp|PrincipalOrgID|PrincipalAccount)"?/i;

export const apiPrivatePolicy: Rule = {
  id: 'ApiPrivatePolicy',
  title: 'private API says which endpoints may call it',
  why: 'private only means through some VPC endpoint: without a policy that of any account will do',
  fix: 'allow execute-api:Invoke with a condition on aws:SourceVpce or aws:SourceVpc',
  severity: 'error',
  controls: ['API-01', 'NET-03'],
  types: ['AWS::ApiGateway::RestApi'],
  check: (api) => {
    const types = texts(at(api.properties, 'EndpointConfiguration', 'Types'));
    return when(isUnknown(types) ? 'unknown' : hasWord(types, 'PRIVATE'), () => judge(api), skip('NotPrivate'), { code: 'PerhapsPrivate' });
  },
};

function judge(api: Resource): Outcome {
  const policy = at(api.properties, 'Policy');
  if (policy === undefined) return fail({ path: ['Policy'], because: [{ code: 'NoPolicy' }] });
  if (isUnknown(policy) || unknownsIn(policy).length > 0) return unknownOutcome(causeOf(policy, ['Policy'], 'a policy'));
  return SOURCES.test(typeof policy === 'string' ? policy : JSON.stringify(policy)) ? PASS : fail({ path: ['Policy'], got: policy, because: [{ code: 'AnyEndpoint', texts: stringsIn(policy).length }] });
}
