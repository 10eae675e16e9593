/** What a verifier may find. Problems disprove the trail; notes say what it cannot prove. Codes are public contract. */
export const FINDINGS = {
  'record-changed': { problem: true, says: 'is not as it was written' },
  'record-missing': { problem: true, says: 'is missing' },
  'record-reordered': { problem: true, says: 'stands behind later records' },
  'record-repeated': { problem: true, says: 'stands here once more' },
  'record-foreign': { problem: true, says: 'belongs to another chain' },
  'record-after-end': { problem: true, says: 'follows the end of its chain' },
  'segment-renamed': { problem: true, says: 'is not the record that the name of its file or object tells' },
  'receipt-differs': { problem: true, says: 'is another one than was receipted' },
  'chain-missing': { problem: true, says: 'the whole chain is missing' },
  'seal-broken': { problem: true, says: 'cannot be opened with this key: another record, another data key, or another key' },
  'line-torn': { problem: false, says: 'was cut off while it was written; nobody was told that it is durable' },
  'tail-unproved': { problem: false, says: 'is the last one, but the chain has no end: that nothing followed is not proved (see --head and --log)' },
  'chain-empty': { problem: false, says: 'has no record: its first one never became durable, or all are gone (see --log)' },
  stranger: { problem: false, says: 'is no part of a trail and was left aside' },
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** One thing that was found. */
export interface Finding {
  readonly code: FindingCode;
  readonly chain?: string;
  /** Of the record, or the first of several. */
  readonly sequence?: number;
  /** Of the last of several. */
  readonly lastSequence?: number;
  /** File or object, with the number of the line. */
  readonly at?: string;
  /** Where the knowledge comes from that contradicts the trail: `log`, `head`, or the chain that links to it. */
  readonly toldBy?: string;
}

export function isProblem({ code }: Finding): boolean {
  return FINDINGS[code].problem;
}

export function renderFinding({ code, chain, sequence, lastSequence, at, toldBy }: Finding): string {
  const record = sequence === undefined ? '' : lastSequence === undefined || lastSequence === sequence ? ` record ${sequence}` : ` records ${sequence} to ${lastSequence}`;
  return [`${code}:`, ...(chain === undefined ? [] : [`chain ${chain}${record}`]), ...(at === undefined ? [] : [`(${at})`]), FINDINGS[code].says, ...(toldBy === undefined ? [] : [`(told by ${toldBy})`])].join(' ');
}
