/** A block of addresses; a single address is the block of its full length. */
export interface AddressBlock {
  readonly bits: 32 | 128;
  /** The address as a number. */
  readonly address: bigint;
  readonly length: number;
}

/** `10.0.0.0/8`, `2001:db8::/32`, or an address alone; undefined for anything else. */
export function readBlock(text: string): AddressBlock | undefined {
  const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text);
  if (match === null) return undefined;
  const [, written = '', written2] = match;
  const bits = written.includes(':') ? 128 : 32;
  const address = bits === 128 ? readV6(written) : readV4(written);
  const length = written2 === undefined ? bits : Number(written2);
  return address === undefined || length > bits ? undefined : { bits, address, length };
}

/** Whether the block holds all of the other; an IPv4 block holds no IPv6 address. */
export function holds(block: AddressBlock, other: AddressBlock): boolean {
  if (block.bits !== other.bits || block.length > other.length) return false;
  const shift = BigInt(block.bits - block.length);
  return block.address >> shift === other.address >> shift;
}

function readV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function readV6(text: string): bigint | undefined {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (embedded !== null) {
    const low = readV4(embedded[2] ?? '');
    return low === undefined ? undefined : readV6(`${embedded[1] ?? ''}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}
