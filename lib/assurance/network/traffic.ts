import { own } from '../template/source';
import { IntervalSet, type Interval } from './intervals';

/**
 * Traffic is one number line as well: protocol number x 65536 + port. ICMP puts type x 256 + code where TCP and UDP have the port;
 * other protocols have no port and always cover the whole of theirs.
 */
const SPAN = 65536n;
const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };
const TCP_NUMBER = 6;

export const ALL_TRAFFIC = IntervalSet.of([0n, 256n * SPAN - 1n]);
export const TCP = protocolRange(TCP_NUMBER);
export const NOT_TCP = ALL_TRAFFIC.subtract(TCP);

export function protocolRange(protocol: number, first = 0, last = 65535): IntervalSet {
  const base = BigInt(protocol) * SPAN;
  return IntervalSet.of([base + BigInt(first), base + BigInt(last)]);
}

export function tcp(first: number, last: number = first): IntervalSet {
  return protocolRange(TCP_NUMBER, first, last);
}

export function udp(first: number, last: number = first): IntervalSet {
  return protocolRange(17, first, last);
}

/** `-1`, a name or a number; undefined when it is none of them. */
export function protocolNumber(text: string): number | 'all' | undefined {
  const name = text.toLowerCase();
  if (name === '-1' || name === 'all') return 'all';
  const value = own(PROTOCOLS, name) ?? (/^\d{1,3}$/.test(name) ? Number(name) : undefined);
  return value !== undefined && value <= 255 ? value : undefined;
}

/** The traffic of a security group rule: ports for TCP and UDP, type and code for ICMP (-1 is any), everything for others. */
export function ruleTraffic(protocol: number | 'all', from: number | undefined, to: number | undefined): IntervalSet {
  if (protocol === 'all') return ALL_TRAFFIC;
  if (protocol === TCP_NUMBER || protocol === 17) {
    const any = from === undefined || from === -1;
    return protocolRange(protocol, any ? 0 : from, any || to === undefined || to === -1 ? 65535 : to);
  }
  return protocol === 1 || protocol === 58 ? icmpTraffic(protocol, from, to) : protocolRange(protocol);
}

export function icmpTraffic(protocol: number, type: number | undefined, code: number | undefined): IntervalSet {
  if (type === undefined || type < 0) return protocolRange(protocol);
  const base = type * 256;
  return code === undefined || code < 0 ? protocolRange(protocol, base, base + 255) : protocolRange(protocol, base + code, base + code);
}

export interface Packet {
  readonly protocol: number;
  readonly port: number;
}

export function packetOf(value: bigint): Packet {
  return { protocol: Number(value / SPAN), port: Number(value % SPAN) };
}

/** Readable and stable: `tcp 443`, `udp 1024-65535`, `all`. */
export function formatTraffic(set: IntervalSet): string {
  if (set.covers(ALL_TRAFFIC)) return 'all';
  const parts = set.ranges.flatMap(byProtocol).map(([protocol, first, last]) => `${protocolName(protocol)}${portsText(protocol, first, last)}`);
  return mergeWhole(parts).join(', ') || 'none';
}

export function protocolName(protocol: number): string {
  return Object.entries(PROTOCOLS).find(([, value]) => value === protocol)?.[0] ?? `protocol ${String(protocol)}`;
}

function byProtocol([first, last]: Interval): [protocol: number, first: number, last: number][] {
  const pieces: [number, number, number][] = [];
  for (let at = first; at <= last; ) {
    const end = (at / SPAN + 1n) * SPAN - 1n;
    pieces.push([Number(at / SPAN), Number(at % SPAN), Number((end < last ? end : last) % SPAN)]);
    at = end + 1n;
  }
  return pieces;
}

function portsText(protocol: number, first: number, last: number): string {
  if (first === 0 && last === 65535) return '';
  if (protocol === 1 || protocol === 58) return ` type ${String(first >> 8)}${first >> 8 === last >> 8 && first !== last ? '' : `-${String(last >> 8)}`}`;
  return first === last ? ` ${String(first)}` : ` ${String(first)}-${String(last)}`;
}

/** More than a handful of nameless protocols read better as one phrase. */
function mergeWhole(parts: readonly string[]): string[] {
  const nameless = parts.filter((part) => part.startsWith('protocol '));
  return nameless.length <= 4 ? [...parts] : [...parts.filter((part) => !part.startsWith('protocol ')), 'other protocols'];
}
