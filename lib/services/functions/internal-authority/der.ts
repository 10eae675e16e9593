/** The few DER encodings (X.690) that a certificate is made of. */

const TAG = { integer: 0x02, bitString: 0x03, octetString: 0x04, objectIdentifier: 0x06, utf8String: 0x0c, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31 } as const;

function encode(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const digits: number[] = [];
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Buffer.from([0x80 | digits.length, ...digits]);
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => encode(TAG.sequence, Buffer.concat(items));
export const set = (...items: readonly Uint8Array[]): Buffer => encode(TAG.set, Buffer.concat(items));
export const octetString = (content: Uint8Array): Buffer => encode(TAG.octetString, content);
export const utf8String = (text: string): Buffer => encode(TAG.utf8String, Buffer.from(text, 'utf8'));

/** `[tag]` around whole values. */
export const explicit = (tag: number, ...items: readonly Uint8Array[]): Buffer => encode(0xa0 | tag, Buffer.concat(items));
/** `[tag]` in place of the tag of a primitive value. */
export const implicit = (tag: number, content: Uint8Array): Buffer => encode(0x80 | tag, content);
export const TRUE = Buffer.from([0x01, 0x01, 0xff]);

/** A whole number of zero or more, given as its big-endian bytes. */
export function integer(magnitude: Uint8Array): Buffer {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.from([0]) : Buffer.from(magnitude.subarray(first));
  return encode(TAG.integer, (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

/** Bits from the most significant one on; `unused` of the last byte do not count. */
export function bitString(content: Uint8Array, unused = 0): Buffer {
  return encode(TAG.bitString, Buffer.concat([Buffer.from([unused]), content]));
}

export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left % 128) | 0x80);
    return groups;
  });
  return encode(TAG.objectIdentifier, Buffer.from(bytes));
}

/** RFC 5280: UTCTime until 2049, GeneralizedTime from 2050 on; whole seconds. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+Z$/g, '');
  return date.getUTCFullYear() < 2050 ? encode(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`)) : encode(TAG.generalizedTime, Buffer.from(`${digits}Z`));
}
