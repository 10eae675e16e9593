import { IssuerUnavailable, parseAnswer } from './issuer-unavailable';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An address whose content nobody on the way can change: over TLS, or within this very machine. */
export function isProtectedAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, hash } = new URL(address);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/** OpenID Connect Discovery: the document must name the very issuer that was asked, and an encrypted address of the keys; on the loopback, for an issuer that is there itself. */
export function discoverJwksUri(issuer: string, answer: ArrayBuffer): string {
  const { issuer: named, jwks_uri: address } = parseAnswer(answer);
  if (named !== issuer) throw new IssuerUnavailable('the discovery document names another issuer');
  const local = issuer.startsWith('http://');
  if (typeof address !== 'string' || !isProtectedAddress(address) || (!local && !address.startsWith('https://'))) {
    throw new IssuerUnavailable('the discovery document names no https address of the keys');
  }
  return address;
}
