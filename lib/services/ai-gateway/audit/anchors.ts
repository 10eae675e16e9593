import { chainHead, type ChainHead } from './record-line';

/** What is known of a trail from elsewhere: that a chain has, at a place, a record of a certain hash. */
export interface Anchors {
  add(head: ChainHead, toldBy: string): void;
  /** Tells whether a record that is there agrees. Undefined when nothing is known of its place. */
  check(head: ChainHead): { readonly agrees: boolean; readonly toldBy: string } | undefined;
  /** Places that were not checked: what is known and is not there. */
  unseen(chain: string): readonly { readonly sequence: number; readonly toldBy: string }[];
  chains(): readonly string[];
  /** The last place of a chain of which something is known. 0 when nothing is. */
  last(chain: string): number;
}

export function createAnchors(): Anchors {
  const chains = new Map<string, Map<number, { readonly hash: string; readonly toldBy: string; seen: boolean; conflicting: boolean }>>();
  return {
    add: ({ chain, sequence, hash }, toldBy) => {
      const places = chains.get(chain) ?? new Map();
      chains.set(chain, places);
      const known = places.get(sequence);
      if (known === undefined) places.set(sequence, { hash, toldBy, seen: false, conflicting: false });
      else if (known.hash !== hash) known.conflicting = true;
    },
    check: ({ chain, sequence, hash }) => {
      const known = chains.get(chain)?.get(sequence);
      if (known === undefined) return undefined;
      known.seen = true;
      return { agrees: known.hash === hash && !known.conflicting, toldBy: known.toldBy };
    },
    unseen: (chain) => [...chains.get(chain) ?? []].filter(([, { seen }]) => !seen).map(([sequence, { toldBy }]) => ({ sequence, toldBy })).sort((a, b) => a.sequence - b.sequence),
    chains: () => [...chains.keys()],
    last: (chain) => [...chains.get(chain)?.keys() ?? []].reduce((last, sequence) => Math.max(last, sequence), 0),
  };
}

/** The receipt in a line of the gateway's log: a JSON object, whatever a log service wrote before it. Undefined when there is none. */
export function receiptInLog(line: string): ChainHead | undefined {
  if (!line.includes('"audit"')) return undefined;
  try {
    const parsed: unknown = JSON.parse(line.slice(line.indexOf('{')));
    const receipt = chainHead.safeParse(typeof parsed === 'object' && parsed !== null && 'audit' in parsed ? parsed.audit : undefined);
    return receipt.success ? receipt.data : undefined;
  } catch {
    return undefined;
  }
}

/** `chain:sequence:hash`, as a person keeps it. Undefined when it is malformed. */
export function parseHead(text: string): ChainHead | undefined {
  const [chain, sequence, hash, ...rest] = text.split(':');
  const head = chainHead.safeParse({ chain, sequence: /^[1-9]\d{0,15}$/.test(sequence ?? '') ? Number(sequence) : undefined, hash });
  return head.success && rest.length === 0 ? head.data : undefined;
}
