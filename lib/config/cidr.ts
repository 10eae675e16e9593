/** An IPv4 network as numbers. */
export interface Ipv4Network {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** Undefined when an octet or the prefix is out of range. Host bits may be set; see `hasHostBits`. */
export function parseCidr(text: string): Ipv4Network | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = match.slice(1).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

export function hasHostBits(text: string): boolean {
  const network = parseCidr(text);
  return network !== undefined && renderCidr(network).split('/')[0] !== text.split('/')[0]?.split('.').map(Number).join('.');
}

export function renderCidr(network: Ipv4Network): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network.first / 2 ** shift) % 256).join('.')}/${network.prefix}`;
}

export function overlap(a: Ipv4Network, b: Ipv4Network): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Addresses that subnets of these prefix lengths take, the largest first, so that none leaves a gap. */
export function laidOut(prefixes: readonly number[]): number {
  return prefixes.reduce((sum, prefix) => sum + 2 ** (32 - prefix), 0);
}
