import { randomBytes, type KeyObject } from 'node:crypto';

/*
 * ECDSA on P-256 over a ready-made digest, which KMS offers and node:crypto does not (it always hashes once more). For tests only:
 * neither fast nor safe against a watching neighbour.
 */

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const G: Point = [0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n, 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n];

type Point = readonly [bigint, bigint] | undefined;

const mod = (value: bigint, by: bigint) => ((value % by) + by) % by;

function inverse(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [mod(value, by), by, 1n, 0n];
  while (a > 1n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return mod(x, by);
}

function add(a: Point, b: Point): Point {
  if (a === undefined || b === undefined) return a ?? b;
  if (a[0] === b[0] && mod(a[1] + b[1], P) === 0n) return undefined;
  const slope = a[0] === b[0] ? mod(3n * (a[0] * a[0] - 1n) * inverse(2n * a[1], P), P) : mod((b[1] - a[1]) * inverse(b[0] - a[0], P), P);
  const x = mod(slope * slope - a[0] - b[0], P);
  return [x, mod(slope * (a[0] - x) - a[1], P)];
}

function multiply(point: Point, factor: bigint): Point {
  let [result, doubled]: [Point, Point] = [undefined, point];
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = add(result, doubled);
    doubled = add(doubled, doubled);
  }
  return result;
}

const big = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
const coordinate = (key: KeyObject, name: 'x' | 'y' | 'd') => big(Buffer.from(String(key.export({ format: 'jwk' })[name]), 'base64url'));

export function signDigest(privateKey: KeyObject, digest: Uint8Array): Buffer {
  const k = mod(big(randomBytes(40)), N - 1n) + 1n;
  const r = mod(multiply(G, k)?.[0] ?? 0n, N);
  const s = mod(inverse(k, N) * (big(digest) + r * coordinate(privateKey, 'd')), N);
  const [left, right] = [integer(r), integer(s)];
  return Buffer.concat([Buffer.from([0x30, left.length + right.length]), left, right]);
}

export function verifyDigest(publicKey: KeyObject, digest: Uint8Array, signature: Uint8Array): boolean {
  const bytes = Buffer.from(signature);
  const first = bytes[3] ?? 0;
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) return false;
  const [r, s] = [big(bytes.subarray(4, 4 + first)), big(bytes.subarray(6 + first))];
  if (r === 0n || s === 0n) return false;
  const w = inverse(s, N);
  const point = add(multiply(G, mod(big(digest) * w, N)), multiply([coordinate(publicKey, 'x'), coordinate(publicKey, 'y')], mod(r * w, N)));
  return point !== undefined && mod(point[0], N) === r;
}

function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const signed = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([2, signed.length]), signed]);
}
