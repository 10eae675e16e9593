import { at, type Resource } from '../../template';
import { fail, PASS, unknownOutcome } from '../outcome';
import type { Rule, RuleContext } from '../rule';
import { names, related, resourceOf, type Referrers } from './references';

export const vpcWithoutInternetAccess: Rule = {
  id: 'VpcWithoutInternetAccess',
  title: 'VPC has no gateway to the internet',
  why: 'a gateway is one route away from being used; a VPC without one cannot be opened by a route',
  fix: 'remove internet, NAT and egress-only gateways and use VPC endpoints',
  severity: 'warning',
  controls: ['NET-01', 'NET-08'],
  types: ['AWS::EC2::VPC'],
  check: (vpc, context) => {
    const found = [
      related(context, ['AWS::EC2::VPCGatewayAttachment'], (other) => (at(other.properties, 'InternetGatewayId') === undefined ? 'no' : names(at(other.properties, 'VpcId'), vpc, context))),
      related(context, ['AWS::EC2::EgressOnlyInternetGateway'], (other) => names(at(other.properties, 'VpcId'), vpc, context)),
      related(context, ['AWS::EC2::NatGateway'], (other) => (at(other.properties, 'ConnectivityType') === 'private' ? 'no' : names(networkOf(other, context), vpc, context))),
    ];
    const sure = all(found, 'sure');
    if (sure.length > 0) return fail(...sure.map((gateway) => ({ id: `${gateway.template}.${gateway.logicalId}`, because: [{ code: 'GatewayToInternet', gateway: `${gateway.template}.${gateway.logicalId}`, type: gateway.type }] })));
    const perhaps = all(found, 'perhaps');
    return perhaps.length === 0 ? PASS : unknownOutcome(...perhaps.map(({ template, logicalId }) => ({ code: 'PerhapsBelongs', resource: `${template}.${logicalId}` })));
  },
};

function all(found: readonly Referrers[], which: keyof Referrers): readonly Resource[] {
  return found.flatMap((each) => each[which]);
}

/** The VPC of a NAT gateway is that of its subnet. */
function networkOf(nat: Resource, context: RuleContext): ReturnType<typeof at> {
  const own = at(nat.properties, 'VpcId');
  return own ?? at(resourceOf(at(nat.properties, 'SubnetId'), context)?.properties, 'VpcId') ?? at(nat.properties, 'SubnetId');
}
