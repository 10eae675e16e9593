import { formatAddress, parseCidr, type NetworkModel } from '../../network';

/** Blocks that networks beyond the templates may use: peered, on-premises, behind a transit gateway. */
const PRIVATE_BLOCKS = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** What the VPCs of the templates leave of the private blocks, as blocks again. */
export function privateBlocksOutside({ vpcs }: NetworkModel): readonly string[] {
  return PRIVATE_BLOCKS.flatMap((text) => {
    const block = parseCidr(text);
    if (block === undefined) return [];
    const bits = block.family === 4 ? 32 : 128;
    const rest = [...vpcs.values()].reduce((left, { addresses }) => left.subtract(addresses.atMost), block.set);
    return rest.ranges.flatMap(([first, last]) => blocksOf(first, last, bits));
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
