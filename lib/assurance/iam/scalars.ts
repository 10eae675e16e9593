/** A decimal number, exact: digits without the point, and how many of them stand after it. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Sign of `a - b`; undefined when one of them is not a decimal number. */
export function compareNumbers(a: string, b: string): number | undefined {
  const [one, other] = [decimal(a), decimal(b)];
  if (one === undefined || other === undefined) return undefined;
  const scale = Math.max(one.scale, other.scale);
  return sign(scaled(one, scale) - scaled(other, scale));
}

/** Sign of `a - b` in time; undefined when one of them is neither seconds of the epoch nor an ISO 8601 date. */
export function compareDates(a: string, b: string): number | undefined {
  const [one, other] = [epochNanoseconds(a), epochNanoseconds(b)];
  return one === undefined || other === undefined ? undefined : sign(one - other);
}

export function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** Bytes of a base64 text as hexadecimal digits. */
export function readBytes(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  return Array.from(atob(text), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

function decimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d{1,400})(?:\.(\d{1,400}))?$/.exec(text);
  if (match === null) return undefined;
  const [, minus, whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  return { digits: minus === '-' ? -digits : digits, scale: fraction.length };
}

function scaled(value: Decimal, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

const ISO = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?)?$/i;

/** Nanoseconds since 1970. A number of four digits could be a year or seconds: it is read as neither. */
export function epochNanoseconds(text: string): bigint | undefined {
  if (/^\d{5,18}$/.test(text) || /^\d{1,3}$/.test(text)) return BigInt(text) * 1_000_000_000n;
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  if (new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() !== Number(day)) return undefined;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
