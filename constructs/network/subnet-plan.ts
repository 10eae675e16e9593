import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../lib/contract/platform-error';
import { SubnetTier } from './isolated-network-base';

/** Zones for which each tier reserves addresses, so that a zone added later renumbers nothing. */
export const ZONE_SLOTS = 4;

const TIERS = [SubnetTier.ENDPOINTS, SubnetTier.APP, SubnetTier.GPU, SubnetTier.DATA];
/** AWS keeps five addresses of each subnet. */
const RESERVED_BY_AWS = 5;

/** Prefix length of each tier's subnets, as in `/24`. */
export interface TierMasks {
  /** Endpoints tier. @default - the VPC's prefix length plus 4 */
  readonly endpoints?: number;
  /** App tier. @default - the VPC's prefix length plus 4 */
  readonly app?: number;
  /** GPU tier. @default - the VPC's prefix length plus 4 */
  readonly gpu?: number;
  /** Data tier. @default - the VPC's prefix length plus 4 */
  readonly data?: number;
}

/** One tier's share of the VPC. */
export interface TierPlan {
  readonly tier: SubnetTier;
  /** Its subnets, one for each zone that can be. */
  readonly subnetCidrs: readonly string[];
  /** The block that holds its subnets in all zones, reserved ones included. */
  readonly cidr: string;
}

interface Cidr {
  readonly address: number;
  readonly mask: number;
}

/**
 * Divides the VPC between the tiers. Larger subnets come first, so each tier's block is aligned and is one CIDR.
 * @returns the tiers in order of address, or the problems
 */
export function planSubnets(cidr: string, masks: TierMasks, endpointCount: number, where: string): { readonly tiers: TierPlan[]; readonly problems: Problem[] } {
  if (Token.isUnresolved(cidr)) {
    return { tiers: [], problems: [{ code: 'NetworkCidrUnresolved', what: "'cidr' must be known at synthesis, because network ACLs are made from it", where, fix: 'give it as text, such as 10.0.0.0/16' }] };
  }
  const vpc = parseCidr(cidr);
  if (vpc === undefined) {
    return { tiers: [], problems: [{ code: 'NetworkCidrInvalid', what: "'cidr' must be an IPv4 network whose host bits are zero", got: cidr, where, fix: 'write it as a network address and a prefix length, such as 10.0.0.0/16' }] };
  }
  if (vpc.mask < 16 || vpc.mask > 24) {
    return { tiers: [], problems: [{ code: 'NetworkCidrSize', what: `'cidr' must have a prefix length of 16 to 24: four tiers in ${ZONE_SLOTS} zones need 16 subnets of at least /28`, got: cidr, where, fix: 'choose a network between /16 and /24' }] };
  }
  const wanted = TIERS.map((tier) => ({ tier, mask: masks[tier] ?? vpc.mask + 4 }));
  const problems: Problem[] = wanted.filter(({ mask }) => !Number.isInteger(mask) || mask < 16 || mask > 28).map(({ tier, mask }) => ({
    code: 'NetworkMaskInvalid', what: `the mask of tier '${tier}' must be a whole number from 16 to 28`, got: mask, where, fix: 'choose a prefix length that AWS accepts for a subnet',
  }));
  if (problems.length > 0) return { tiers: [], problems };
  const needed = wanted.reduce((sum, { mask }) => sum + ZONE_SLOTS * size(mask), 0);
  if (needed > size(vpc.mask)) {
    problems.push({ code: 'NetworkCidrTooSmall', what: `'cidr' must hold the four tiers in ${ZONE_SLOTS} zones (${needed} addresses)`, got: cidr, where, fix: 'choose a larger network or smaller subnets (larger masks)' });
  }
  const endpoints = wanted.find(({ tier }) => tier === SubnetTier.ENDPOINTS);
  if (endpoints !== undefined && size(endpoints.mask) - RESERVED_BY_AWS < endpointCount) {
    problems.push({ code: 'NetworkEndpointsTooMany', what: `each endpoints subnet must hold one address for each of ${endpointCount} interface endpoints`, got: `/${endpoints.mask}`, where, fix: 'choose fewer endpoints or a smaller mask for the endpoints tier' });
  }
  let next = vpc.address;
  const tiers = [...wanted].sort((a, b) => a.mask - b.mask).map(({ tier, mask }) => {
    const start = next;
    next += ZONE_SLOTS * size(mask);
    const subnetCidrs = Array.from({ length: ZONE_SLOTS }, (_, zone) => `${dotted(start + zone * size(mask))}/${mask}`);
    return { tier, subnetCidrs, cidr: `${dotted(start)}/${mask - Math.log2(ZONE_SLOTS)}` };
  });
  return { tiers, problems };
}

function size(mask: number): number {
  return 2 ** (32 - mask);
}

function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [a = 256, b = 256, c = 256, d = 256, mask = 33] = match.slice(1).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || mask > 32) return undefined;
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return address % size(mask) === 0 ? { address, mask } : undefined;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
