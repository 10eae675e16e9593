/** Guards that give verdicts. The names stand in audit records, metrics and the console. */
export const GUARDS = ['schema', 'system-message', 'firewall', 'pii-input', 'tools-offered', 'retrieval', 'secrets-output', 'pii-output', 'system-prompt', 'deny-list', 'links', 'tool-calls', 'json-output'] as const;

export type GuardName = (typeof GUARDS)[number];

/** From mild to strict; `changed` means masked, neutralised or cut. */
export type GuardAction = 'allow' | 'flag' | 'changed' | 'review' | 'deny';

/** What one guard found. Never holds content: codes, counts, places and scores only. */
export interface Verdict {
  readonly guard: GuardName;
  readonly action: GuardAction;
  /** Stable kebab-case codes with how often each occurred: `{ 'instruction-override': 1, 'CREDIT_CARD': 2 }`. */
  readonly reasons: Readonly<Record<string, number>>;
  /** 0 to 1, where the guard has one. */
  readonly score?: number;
  /** The segment or field that decided. */
  readonly at?: string;
}
