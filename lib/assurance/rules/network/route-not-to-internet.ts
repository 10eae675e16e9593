import { any } from '../../iam/trilean';
import { at, isUnknown, text } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { resourceOf } from './references';
import { isWorld } from './world';

const GATEWAYS = ['GatewayId', 'NatGatewayId', 'EgressOnlyInternetGatewayId', 'CarrierGatewayId'] as const;

export const routeNotToInternet: Rule = {
  id: 'RouteNotToInternet',
  title: 'no route leads to the internet',
  why: 'one default route undoes the isolation of every subnet that uses the table',
  fix: 'remove the route and reach AWS services through VPC endpoints; keep internet-facing load balancers in a VPC of their own',
  severity: 'error',
  controls: ['NET-01', 'NET-04', 'NET-08'],
  types: ['AWS::EC2::Route'],
  check: (route, context) => {
    const target = GATEWAYS.find((name) => at(route.properties, name) !== undefined);
    if (target === undefined) return skip('NoGateway');
    const gateway = at(route.properties, target);
    const found = resourceOf(gateway, context);
    if (found?.type === 'AWS::EC2::VPNGateway' || text(gateway) === 'local') return skip('NoInternetGateway');
    const open = any([isWorld(at(route.properties, 'DestinationCidrBlock'), context), isWorld(at(route.properties, 'DestinationIpv6CidrBlock'), context)]);
    if (open === 'no') return PASS;
    const written = text(gateway);
    const certain = target !== 'GatewayId' || found !== undefined || (typeof written === 'string' && /^(?:igw|cagw)-/.test(written));
    if (open === 'unknown' || !certain) return unknownOutcome(causeOf(open === 'unknown' ? at(route.properties, 'DestinationCidrBlock') ?? at(route.properties, 'DestinationIpv6CidrBlock') : gateway, [target], 'no internet gateway'));
    return fail({ path: [target], got: gateway, because: [{ code: 'RouteToInternet', gateway: isUnknown(written) ? written.name : written }] });
  },
};
