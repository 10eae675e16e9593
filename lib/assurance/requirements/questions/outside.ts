import { formatAddress, IntervalSet, parseCidr, type NetworkModel } from '../../network';

/** Blocks that networks beyond the templates may use: peered, on-premises, behind a transit gateway. */
const PRIVATE_BLOCKS = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** What lies in private blocks beyond the VPCs and some route leads to, by a peering, a transit gateway or the like; as blocks again. */
export function privateBlocksOutside({ vpcs, routeTables }: NetworkModel): readonly string[] {
  const destinations = [...routeTables.values()].flatMap(({ routes }) => routes).flatMap(({ target, destination }) => (target.kind === 'peering' || target.kind === 'beyond' ? destination.atMost.ranges : []));
  const led = IntervalSet.of(...destinations);
  return PRIVATE_BLOCKS.flatMap((text) => {
    const block = parseCidr(text);
    if (block === undefined) return [];
    const rest = [...vpcs.values()].reduce((left, { addresses }) => left.subtract(addresses.atMost), block.set.intersect(led));
    return rest.ranges.flatMap(([first, last]) => blocksOf(first, last, block.family === 4 ? 32 : 128));
  });
}

/** The fewest blocks that make up a range. */
function blocksOf(first: bigint, last: bigint, bits: number): readonly string[] {
  const found: string[] = [];
  for (let at = first; at <= last; ) {
    let host = 0;
    while (host < bits && at % (2n << BigInt(host)) === 0n && at + (2n << BigInt(host)) - 1n <= last) host += 1;
    found.push(`${formatAddress(at)}/${String(bits - host)}`);
    at += 1n << BigInt(host);
  }
  return found;
}
