import { epochNanoseconds } from '../../scalars';
import { range, union, type Ranges } from './ranges';

/** How the values of an ordered kind are read, compared and written. */
export interface Measure {
  /** Every value that a request can carry. */
  readonly whole: Ranges;
  /** The values that a policy's value names for an operator; undefined when it cannot be read. */
  readonly named: (text: string, relation: Relation) => Ranges | undefined;
  readonly write: (value: bigint) => string;
}

export type Relation = 'Equals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals';

const DECIMALS = 9;
const SCALE = 10n ** BigInt(DECIMALS);
/** Beyond every number that a request carries. */
const NUMBER_BOUND = 10n ** 40n * SCALE;
const MILLISECOND = 1_000_000n;
const LAST_DATE = 8_640_000_000_000_000n * MILLISECOND;
const IPV4_COUNT = 1n << 32n;
const IPV6_COUNT = 1n << 128n;

export const NUMBERS: Measure = {
  whole: range(-NUMBER_BOUND, NUMBER_BOUND + 1n),
  named: (text, relation) => ordered(NUMBERS.whole, readNumber(text), relation),
  write: (value) => {
    const digits = (value < 0n ? -value : value).toString().padStart(DECIMALS + 1, '0');
    const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
    return `${value < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}${fraction === '' ? '' : `.${fraction}`}`;
  },
};

/** Requests carry dates from the year 1970 on; in nanoseconds. */
export const DATES: Measure = {
  whole: range(0n, LAST_DATE + 1n),
  named: (text, relation) => ordered(DATES.whole, epochNanoseconds(text), relation),
  write: (value) => {
    const written = new Date(Number(value / MILLISECOND)).toISOString();
    const fraction = (value % MILLISECOND).toString().padStart(6, '0').replace(/0+$/, '');
    return fraction === '' ? written : written.replace('Z', `${fraction}Z`);
  },
};

export const ADDRESSES: Measure = {
  whole: range(0n, IPV4_COUNT + IPV6_COUNT),
  named: (text, relation) => (relation === 'Equals' ? readCidr(text) : undefined),
  write: (value) => (value < IPV4_COUNT ? writeIpv4(value) : writeIpv6(value - IPV4_COUNT)),
};

function ordered(whole: Ranges, value: bigint | undefined, relation: Relation): Ranges | undefined {
  const [bounds] = whole;
  if (value === undefined || bounds === undefined || value < bounds.from || value >= bounds.to) return undefined;
  switch (relation) {
    case 'Equals':
      return range(value, value + 1n);
    case 'LessThan':
      return range(bounds.from, value);
    case 'LessThanEquals':
      return range(bounds.from, value + 1n);
    case 'GreaterThan':
      return range(value + 1n, bounds.to);
    case 'GreaterThanEquals':
      return range(value, bounds.to);
  }
}

function readNumber(text: string): bigint | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[3] ?? '';
  if (match === null || fraction.length > DECIMALS) return undefined;
  const size = BigInt(`${match[2] ?? '0'}${fraction.padEnd(DECIMALS, '0')}`);
  return match[1] === '-' ? -size : size;
}

function readCidr(text: string): Ranges | undefined {
  const [address = '', length, ...more] = text.split('/');
  if (more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const v4 = readIpv4(address);
  if (v4 !== undefined) return block(v4, 32, length, 0n);
  const v6 = readIpv6(address);
  return v6 === undefined ? undefined : block(v6, 128, length, IPV4_COUNT);
}

function block(address: bigint, bits: number, length: string | undefined, offset: bigint): Ranges | undefined {
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const from = (address / size) * size + offset;
  return range(from, from + size);
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function readIpv6(text: string): bigint | undefined {
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = mapped === null ? undefined : readIpv4(mapped[2] ?? '');
  if (mapped !== null && tail === undefined) return undefined;
  const plain = tail === undefined ? text : `${mapped?.[1] ?? ''}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...rest];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function writeIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 255n).toString()).join('.');
}

function writeIpv6(value: bigint): string {
  return [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n].map((group) => ((value >> (group * 16n)) & 0xffffn).toString(16)).join(':');
}

/** Several values of one condition: any of them. Undefined when one cannot be read. */
export function anyOf(measure: Measure, texts: readonly string[], relation: Relation): Ranges | undefined {
  const sets: Ranges[] = [];
  for (const text of texts) {
    const set = measure.named(text, relation);
    if (set === undefined) return undefined;
    sets.push(set);
  }
  return union(sets);
}
