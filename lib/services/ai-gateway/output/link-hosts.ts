import { decodeCharacterReferences } from './character-references';

/** Whether a link may stay: it leads to a host of the list, or nowhere but within the page of the client. */
export interface LinkHosts {
  /** For a destination as it stands in markup: entities, escapes, blanks and all. */
  allowsDestination(destination: string): boolean;
  /** For a URL in plain text. */
  allowsUrl(url: string): boolean;
  /** For a URL or the name of a host. */
  allowsAddress(address: string): boolean;
}

/** Where relative destinations are resolved; no name below .invalid exists. */
const NOWHERE = 'relative.invalid';

/** What browsers drop from a URL, and what nobody sees. */
const DROPPED = /[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** A name with its namespace, as in code: `std::string`. */
const NO_URL = /^[a-z][a-z0-9_]*::/i;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

export function createLinkHosts(hosts: readonly string[]): LinkHosts {
  const exact = new Set(hosts.filter((host) => !host.startsWith('*.')));
  const suffixes = hosts.filter((host) => host.startsWith('*.')).map((host) => host.slice(1));
  const knows = (host: string): boolean => exact.has(host) || suffixes.some((suffix) => host.endsWith(suffix) && host.length > suffix.length);

  const allows = (url: string): boolean => {
    if (NO_URL.test(url)) return true;
    const absolute = SCHEME.test(url);
    if (!URL.canParse(url, absolute ? undefined : `https://${NOWHERE}/`)) return false;
    const { protocol, hostname, username, password } = new URL(url, absolute ? undefined : `https://${NOWHERE}/`);
    // a name before the host is a way to look like another host
    if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') return false;
    return (!absolute && hostname === NOWHERE) || knows(hostname.endsWith('.') ? hostname.slice(0, -1) : hostname);
  };

  return {
    allowsUrl: allows,
    allowsAddress: (address) => allows(address.includes('://') ? address : `https://${address}`),
    allowsDestination(destination) {
      // what one renderer decodes another does not: every reading has to be harmless
      const once = decodeCharacterReferences(destination);
      const readings = new Set([destination, once, decodeCharacterReferences(once)].flatMap((text) => [text, text.replace(ESCAPED, '$1')]));
      for (const reading of readings) {
        const bare = reading.replace(DROPPED, '');
        if (!allows(bare)) return false;
        const decoded = decodePercent(bare);
        if (decoded !== bare && hidesHost(decoded) && !allows(decoded.replace(DROPPED, ''))) return false;
      }
      return true;
    },
  };
}

function hidesHost(decoded: string): boolean {
  return SCHEME.test(decoded) || /^[/\\]{2}/.test(decoded);
}

function decodePercent(text: string): string {
  try {
    return text.includes('%') ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}
