import { hasHostBits, laidOut, overlap, parseCidr, renderCidr } from '../cidr';
import { REQUIRED_ENDPOINTS } from '../schema/network';
import type { ParsedConfig } from '../schema';
import { zonesOf } from '../regions';
import type { KeyPath } from '../source';
import { repetitions, type Finding, type Rule, type RuleContext } from './rule';

/** Ranges that a VPC cannot use, or that the hosts of the tasks use themselves. */
const TAKEN = [
  { cidr: '172.17.0.0/16', by: 'the bridge network of container hosts' },
  { cidr: '169.254.0.0/16', by: 'link-local addresses (instance metadata, DNS, task credentials)' },
  { cidr: '127.0.0.0/8', by: 'the loopback' },
  { cidr: '0.0.0.0/8', by: 'nothing that can be routed' },
  { cidr: '224.0.0.0/3', by: 'multicast and reserved addresses' },
] as const;

const TIERS = ['endpoints', 'app', 'gpu', 'data'] as const;

export const cidrsAreNetworks: Rule = (config) =>
  networks(config).flatMap(({ key, text }) => {
    const network = parseCidr(text);
    if (network === undefined) return [{ code: 'CidrInvalid', key, what: 'each number of an address must be at most 255 and the prefix at most 32', got: text, fix: 'write a network such as 10.64.0.0/16' }];
    if (hasHostBits(text)) return [{ code: 'CidrHostBits', key, what: 'a network must begin at its first address', got: text, fix: `write ${renderCidr(network)}` }];
    return [];
  });

/** Room for four zones is kept whatever the zones in use, so that adding one later moves no subnet. */
const ZONE_SLOTS = 4;
const RESERVED_BY_AWS = 5;

export const vpcHoldsTheTiers: Rule = (config) => {
  const { cidr, tiers, existing, interfaceEndpoints } = config.network;
  const network = parseCidr(cidr);
  if (network === undefined || existing !== undefined) return [];
  const key = ['network', 'cidr'];
  if (network.prefix < 16) return [{ code: 'CidrTooLarge', key, what: 'AWS makes no VPC larger than a /16', got: cidr, fix: 'choose a prefix between /16 and /24' }];
  if (network.prefix > 24) return [{ code: 'CidrTooSmall', key, what: 'the VPC must hold four tiers of subnets in four zones', got: cidr, fix: 'use at least a /24' }];
  const prefixes = TIERS.map((tier) => tiers[tier] ?? network.prefix + 4);
  const needed = laidOut(prefixes.flatMap((prefix) => Array.from({ length: ZONE_SLOTS }, () => prefix)));
  const endpoints = (interfaceEndpoints ?? REQUIRED_ENDPOINTS).length;
  const room = 2 ** (32 - (tiers.endpoints ?? network.prefix + 4)) - RESERVED_BY_AWS;
  return [
    ...(needed > network.last - network.first + 1
      ? [{ code: 'CidrTooSmall', key, what: `the VPC must hold ${ZONE_SLOTS} subnets of each tier, ${needed} addresses`, got: cidr, fix: `use at least a /${32 - Math.ceil(Math.log2(needed))}, or smaller subnets in network.tiers` }]
      : []),
    ...(endpoints > room
      ? [{ code: 'EndpointsDoNotFit', key: ['network', 'tiers', 'endpoints'], what: `each endpoint subnet must hold one address for each of ${endpoints} endpoints`, got: tiers.endpoints ?? network.prefix + 4, fix: 'use a larger subnet (a smaller number) or fewer endpoints' }]
      : []),
  ];
};

export const cidrsDoNotOverlap: Rule = (config) => {
  const { cidr, avoidCidrs, existing } = config.network;
  const text = existing?.cidr ?? cidr;
  const key = existing === undefined ? ['network', 'cidr'] : ['network', 'existing', 'cidr'];
  const network = parseCidr(text);
  if (network === undefined) return [];
  const taken = [...TAKEN, ...avoidCidrs.map((avoid, index) => ({ cidr: avoid, by: `network.avoidCidrs[${index}]` }))];
  return taken.flatMap((range) => {
    const other = parseCidr(range.cidr);
    return other === undefined || !overlap(network, other) ? [] : [{ code: 'CidrOverlap', key, what: `the VPC must not overlap ${range.cidr}, taken by ${range.by}`, got: text, fix: 'choose another network' }];
  });
};

export const existingSubnetsMatchZones: Rule = (config, context) => {
  const { existing } = config.network;
  if (existing === undefined) return [];
  const zones = zonesUsed(config, context);
  if (zones.length === 0) return [];
  return TIERS.flatMap((tier): readonly Finding[] => {
    const subnets = existing.subnets[tier];
    const key: KeyPath = ['network', 'existing', 'subnets', tier];
    const covered = subnets.map((subnet) => subnet.availabilityZone).sort();
    const repeated = repetitions(subnets.map((subnet) => subnet.subnetId)).map(([index, id]) => ({ code: 'SubnetRepeated', key: [...key, index], what: 'a subnet must stand once in a tier', got: id, fix: 'name another subnet' }));
    if (covered.join() === [...zones].sort().join()) return repeated;
    return [...repeated, { code: 'SubnetsDoNotMatchZones', key, what: `tier ${tier} must have one subnet in each of ${zones.join(', ')}`, got: covered, fix: `give ${zones.length} subnets, or change availabilityZones` }];
  });
};

export const endpointsSuffice: Rule = (config) => {
  const { interfaceEndpoints, existing } = config.network;
  if (interfaceEndpoints === undefined) return [];
  const key = ['network', 'interfaceEndpoints'];
  const brought: readonly string[] = existing?.endpoints ?? [];
  const missing = REQUIRED_ENDPOINTS.filter((name) => !interfaceEndpoints.includes(name) && !brought.includes(name));
  return [
    ...(missing.length === 0 ? [] : [{ code: 'EndpointMissing', key, what: 'without these endpoints no task starts in a network that has no way out', got: missing, fix: `add ${missing.join(', ')}, or leave the key out` }]),
    ...interfaceEndpoints.flatMap((name, index) => (brought.includes(name) ? [{ code: 'EndpointTwice', key: [...key, index], what: 'an endpoint is either created or brought', got: name, fix: 'remove it here or under network.existing.endpoints' }] : [])),
    ...repetitions(interfaceEndpoints).map(([index, name]) => ({ code: 'EndpointRepeated', key: [...key, index], what: 'an endpoint must stand once', got: name, fix: 'remove one of the two' })),
  ];
};

export const existingEndpointsHaveTheirGroup: Rule = ({ network: { existing } }) =>
  existing !== undefined && existing.endpoints.length > 0 && existing.securityGroups.endpoints === undefined
    ? [{ code: 'EndpointGroupMissing', key: ['network', 'existing', 'endpoints'], what: 'the security group of existing endpoints must be known', got: existing.endpoints, fix: 'give network.existing.securityGroups.endpoints' }]
    : [];

function networks(config: ParsedConfig): { key: KeyPath; text: string }[] {
  const { cidr, avoidCidrs, existing } = config.network;
  return [
    { key: ['network', 'cidr'], text: cidr },
    ...avoidCidrs.map((text, index) => ({ key: ['network', 'avoidCidrs', index], text })),
    ...(existing === undefined ? [] : [{ key: ['network', 'existing', 'cidr'], text: existing.cidr }]),
  ];
}

function zonesUsed(config: ParsedConfig, { region }: RuleContext): readonly string[] {
  return config.availabilityZones ?? (region === undefined ? [] : zonesOf(config.region).slice(0, 2));
}
