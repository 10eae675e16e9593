import { at, isUnknown, text, unknownsIn, type Value } from '../../template';
import { parsePolicy } from '../../iam/parse-policy';
import type { Policy, Statement } from '../../iam/policy';
import { causeOf, every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { exceeds } from './endpoint-statement';

export const vpcEndpointPolicyNarrow: Rule = {
  id: 'VpcEndpointPolicyNarrow',
  title: 'policy of the endpoint admits own principals to own resources only',
  why: 'the default policy lets any credentials reach any account\'s resources: the shortest way to carry data out of a closed VPC',
  fix: 'allow with aws:PrincipalAccount or aws:PrincipalOrgID together with aws:ResourceAccount or aws:ResourceOrgID, and name the foreign resources that are needed',
  severity: 'error',
  controls: ['NET-05', 'NET-06'],
  types: ['AWS::EC2::VPCEndpoint'],
  check: (endpoint) => {
    const service = text(at(endpoint.properties, 'ServiceName'));
    if (at(endpoint.properties, 'VpcEndpointType') === 'GatewayLoadBalancer' || (typeof service === 'string' && service.includes('.vpce.'))) return skip('NotAnAwsService');
    const written = at(endpoint.properties, 'PolicyDocument');
    if (written === undefined) return fail({ path: ['PolicyDocument'], because: [{ code: 'DefaultPolicy' }] });
    const policy = policyOf(written);
    return policy === undefined ? unknownOutcome(causeOf(written, ['PolicyDocument'], 'a policy')) : every(policy.statements.map(statementOutcome));
  },
};

function statementOutcome(statement: Statement): Outcome {
  const reason = exceeds(statement);
  if (reason === undefined) return PASS;
  return fail({ id: statement.sid ?? `Statement[${String(statement.index)}]`, path: ['PolicyDocument', 'Statement', statement.index], because: [{ code: reason, statement: statement.sid ?? statement.index }] });
}

/** Undefined where the document cannot be read in full, or is none. */
function policyOf(written: Value): Policy | undefined {
  if (isUnknown(written) || unknownsIn(written).length > 0) return undefined;
  try {
    return parsePolicy(typeof written === 'string' ? JSON.parse(written) as unknown : written, 'PolicyDocument');
  } catch {
    return undefined;
  }
}
