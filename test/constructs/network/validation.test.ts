import { CfnParameter, Fn } from 'aws-cdk-lib';
import { PlatformEndpoint, type IsolatedNetworkProps } from '../../../constructs/network';
import { PlatformError } from '../../../lib/contract/platform-error';
import { network, testStack } from './fixture';

function codes(props: Partial<IsolatedNetworkProps>): string[] {
  try {
    network(testStack(), props);
  } catch (error) {
    if (PlatformError.isPlatformError(error)) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

describe('fails when', () => {
  test.each<[string, Partial<IsolatedNetworkProps>, string]>([
    ['the network is no CIDR', { cidr: '10.0.0.0' }, 'NetworkCidrInvalid'],
    ['an octet is too large', { cidr: '10.0.256.0/16' }, 'NetworkCidrInvalid'],
    ['host bits are set', { cidr: '10.0.0.1/16' }, 'NetworkCidrInvalid'],
    ['the network is IPv6', { cidr: 'fd00::/48' }, 'NetworkCidrInvalid'],
    ['the network is larger than AWS allows', { cidr: '10.0.0.0/8' }, 'NetworkCidrSize'],
    ['the network is too small for tiers times zones', { cidr: '10.0.0.0/25' }, 'NetworkCidrSize'],
    ['the chosen subnets do not fit', { cidr: '10.0.0.0/20', subnetMasks: { gpu: 22 } }, 'NetworkCidrTooSmall'],
    ['a mask is out of range', { subnetMasks: { data: 29 } }, 'NetworkMaskInvalid'],
    ['a mask is no whole number', { subnetMasks: { data: 24.5 } }, 'NetworkMaskInvalid'],
    ['the endpoints outnumber the addresses of their subnet', { subnetMasks: { endpoints: 28 }, interfaceEndpoints: Array.from({ length: 12 }, (_, n) => PlatformEndpoint.of(`service${n}`)) }, 'NetworkEndpointsTooMany'],
    ['there is one zone', { availabilityZones: ['a'] }, 'NetworkZoneCount'],
    ['there are five zones', { availabilityZones: ['a', 'b', 'c', 'd', 'e'] }, 'NetworkZoneCount'],
    ['a zone is named twice', { availabilityZones: ['a', 'a'] }, 'NetworkZoneTwice'],
    ['the zones are a token', { availabilityZones: Fn.getAzs() }, 'NetworkZonesUnresolved'],
    ['an endpoint is named twice', { interfaceEndpoints: [PlatformEndpoint.KMS, PlatformEndpoint.of('kms')] }, 'EndpointTwice'],
    ['the ECS endpoints are incomplete', { interfaceEndpoints: [PlatformEndpoint.ECS] }, 'EndpointsIncomplete'],
    ['one ECR endpoint is missing', { interfaceEndpoints: [PlatformEndpoint.ECR_API] }, 'EndpointsIncomplete'],
    ['the organisation is none', { organizationId: '111122223333' }, 'OrganizationIdInvalid'],
    ['an image account is none', { awsImageAccounts: ['amazon'] }, 'ImageAccountInvalid'],
    ['a policy exception names no endpoint', { endpointPolicyExceptions: [{ endpoint: PlatformEndpoint.SQS, justification: { reason: 'not needed here', owner: 'x', expires: '2027-01-01' } }] }, 'EndpointPolicyExceptionUnused'],
  ])('%s', (_, props, code) => expect(codes(props)).toEqual([code]));

  test('the network is a token, which no ACL can be made from', () => {
    const stack = testStack();
    const { valueAsString } = new CfnParameter(stack, 'Cidr');
    expect(() => network(stack, { cidr: valueAsString })).toThrow(/NetworkCidrUnresolved/);
  });
});

test('lists every problem at once, with where it is and what to do', () => {
  expect(codes({ cidr: 'x', availabilityZones: ['a'], interfaceEndpoints: [PlatformEndpoint.ECS], organizationId: 'me', allowedDomains: ['*'] }))
    .toEqual(['NetworkZoneCount', 'NetworkCidrInvalid', 'EndpointsIncomplete', 'OrganizationIdInvalid', 'AllowedDomainInvalid']);
  expect(() => network(testStack(), { cidr: '10.0.0.1/16' })).toThrow("'cidr' must be an IPv4 network whose host bits are zero, got \"10.0.0.1/16\" at Stack/Network; write it as");
});

test('the smallest network works', () => {
  expect(codes({ cidr: '192.168.7.0/24' })).toEqual([]);
});
