import { PlatformError } from '../../contract/platform-error';
import type { IntervalSet } from '../network';
import { protocolNumber, protocolRange, ALL_TRAFFIC } from '../network/traffic';

/** `tcp 443, tcp 8000-9000, udp, icmp, 47, all` */
export const PORTS_PATTERN = '^\\s*(?:all|(?:tcp|udp)(?:\\s+\\d{1,5}(?:-\\d{1,5})?)?|icmp|icmpv6|\\d{1,3})(?:\\s*,\\s*(?:all|(?:tcp|udp)(?:\\s+\\d{1,5}(?:-\\d{1,5})?)?|icmp|icmpv6|\\d{1,3}))*\\s*$';

const PART = /^(all|tcp|udp|icmp|icmpv6|\d{1,3})(?:\s+(\d{1,5})(?:-(\d{1,5}))?)?$/;

/** The traffic that a text names; undefined when it names none. */
export function readPorts(text: string): IntervalSet | undefined {
  const parts = text.split(',').map((part) => traffic(part.trim()));
  return parts.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : sum.union(part)));
}

/** @throws PlatformError PortsMalformed */
export function portsOf(text: string | undefined): IntervalSet {
  if (text === undefined) return ALL_TRAFFIC;
  const found = readPorts(text);
  if (found === undefined) throw new PlatformError([{ code: 'PortsMalformed', what: "'ports' must name traffic", got: text, fix: PORTS_FIX }]);
  return found;
}

export const PORTS_FIX = "write protocols with ports between 0 and 65535, such as 'tcp 443, tcp 8000-9000, udp, icmp', or 'all'";

function traffic(text: string): IntervalSet | undefined {
  const [, name = '', first, last = first] = PART.exec(text) ?? [];
  const protocol = name === '' ? undefined : protocolNumber(name);
  if (protocol === undefined || protocol === 'all') return protocol === 'all' && first === undefined ? ALL_TRAFFIC : undefined;
  if (first === undefined || last === undefined) return protocolRange(protocol);
  const [from, to] = [Number(first), Number(last)];
  return (protocol === 6 || protocol === 17) && from <= to && to <= 65535 ? protocolRange(protocol, from, to) : undefined;
}
