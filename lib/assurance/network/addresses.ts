import { IntervalSet, type Interval } from './intervals';

/**
 * One number line holds every address, so that a set of addresses of both families is one set of ranges.
 * Addresses that a template does not tell (a block that Amazon chooses, the addresses of S3) are atoms: places of their own
 * on the line that only "every address of the family" is known to contain.
 */
const V6_BASE = 1n << 128n;
const ATOM_SPAN = 1n << 16n;
const PRIVATE_ATOMS: Interval = [1n << 40n, (1n << 41n) - 1n];
const SERVICE_ATOMS: Interval = [1n << 41n, (1n << 42n) - 1n];
const V6_ATOMS: Interval = [1n << 130n, (1n << 131n) - 1n];
const V4: Interval = [0n, (1n << 32n) - 1n];
const V6: Interval = [V6_BASE, V6_BASE + (1n << 128n) - 1n];

export type AtomKind = 'private' | 'service' | 'v6';
const ATOMS: Readonly<Record<AtomKind, Interval>> = { private: PRIVATE_ATOMS, service: SERVICE_ATOMS, v6: V6_ATOMS };

export const ALL_V4 = IntervalSet.of(V4, PRIVATE_ATOMS, SERVICE_ATOMS);
export const ALL_V6 = IntervalSet.of(V6, V6_ATOMS);
export const ALL_ADDRESSES = ALL_V4.union(ALL_V6);
export const PRIVATE_ATOM_SPACE = IntervalSet.of(PRIVATE_ATOMS);
export const SERVICE_ATOM_SPACE = IntervalSet.of(SERVICE_ATOMS);
export const V6_ATOM_SPACE = IntervalSet.of(V6_ATOMS);
export const ATOM_SPACE = IntervalSet.of(PRIVATE_ATOMS, SERVICE_ATOMS, V6_ATOMS);

/** The addresses behind the n-th name of a kind that a template does not spell out. */
export function atom(kind: AtomKind, index: number): IntervalSet {
  const first = ATOMS[kind][0] + BigInt(index) * ATOM_SPAN;
  return IntervalSet.of([first, first + ATOM_SPAN - 1n]);
}

/** What is known of a set of addresses: it contains `atLeast` and nothing outside `atMost`. */
export interface Extent {
  readonly atLeast: IntervalSet;
  readonly atMost: IntervalSet;
  /** Why the two differ, where a name stands for the difference. */
  readonly cause?: string;
}

export function exactly(set: IntervalSet): Extent {
  return { atLeast: set, atMost: set };
}

/** Nothing is known but the name. */
export function notKnown(cause: string, atMost: IntervalSet = ALL_ADDRESSES): Extent {
  return { atLeast: IntervalSet.EMPTY, atMost, cause };
}

export interface Cidr {
  readonly set: IntervalSet;
  readonly prefix: number;
  readonly family: 4 | 6;
}

/** A CIDR block, or a single address; undefined when the text is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', prefixText, ...more] = text.trim().split('/');
  if (more.length > 0) return undefined;
  const family = address.includes(':') ? 6 : 4;
  const bits = family === 6 ? 128 : 32;
  const value = family === 6 ? parseV6(address) : parseV4(address);
  const prefix = prefixText === undefined ? bits : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : -1;
  if (value === undefined || prefix < 0 || prefix > bits) return undefined;
  const span = 1n << BigInt(bits - prefix);
  const first = (value / span) * span + (family === 6 ? V6_BASE : 0n);
  return { set: IntervalSet.of([first, first + span - 1n]), prefix, family };
}

/** A CIDR block as a rule or a route reads it: "every address" contains the unnamed ones too, a narrower block perhaps. */
export function extentOfCidr({ set, prefix, family }: Cidr): Extent {
  if (prefix === 0) return exactly(family === 4 ? ALL_V4 : ALL_V6);
  if (family === 6) return { atLeast: set, atMost: set.union(V6_ATOM_SPACE) };
  const services = INTERNET_V4.meets(set) ? SERVICE_ATOM_SPACE : IntervalSet.EMPTY;
  return { atLeast: set, atMost: set.union(PRIVATE_ATOM_SPACE).union(services) };
}

export function cidrs(...texts: readonly string[]): IntervalSet {
  return IntervalSet.of(...texts.flatMap((text) => parseCidr(text)?.set.ranges ?? []));
}

/** IPv4 addresses that no packet on the internet carries (IANA special-purpose registry). */
const NOT_GLOBAL_V4 = cidrs('0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4');
const INTERNET_V4 = IntervalSet.of(V4).subtract(NOT_GLOBAL_V4);

/** Global unicast addresses of both families. Those of AWS services are among them, though a template does not tell which. */
export const INTERNET = INTERNET_V4.union(cidrs('2000::/3'));

export function isV6(set: IntervalSet): boolean {
  return set.meets(ALL_V6);
}

/** The addresses of a subnet that an interface can have: AWS keeps the first four and the last one. */
export function assignable(subnet: Cidr): IntervalSet {
  const range = subnet.set.ranges[0];
  return range ? IntervalSet.of([range[0] + 4n, range[1] - 1n]) : IntervalSet.EMPTY;
}

export function formatAddress(value: bigint): string {
  if (value <= V4[1]) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  if (value >= V6[0] && value <= V6[1]) return formatV6(value - V6_BASE);
  return 'not known';
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groupsOf);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...Array<bigint>(Math.max(missing, 0)).fill(0n), ...(tail ?? [])].reduce((value, group) => value * 65536n + group, 0n);
}

function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const embedded = last.includes('.') ? parseV4(last) : undefined;
  if (embedded !== undefined) parts.splice(-1, 1, (embedded >> 16n).toString(16), (embedded & 65535n).toString(16));
  return parts.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part)) ? parts.map((part) => BigInt(`0x${part}`)) : undefined;
}

function formatV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 65535n).toString(16));
  const runs = [...groups.join(':').matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length);
  const [longest] = runs;
  if (!longest) return groups.join(':');
  const text = groups.join(':');
  return `${text.slice(0, longest.index).replace(/:$/, '')}::${text.slice(longest.index + longest[0].length).replace(/^:/, '')}`;
}
