/** When a number of tokens counts as unusual. */
export interface AnomalySettings {
  /** Weight of the newest minute in mean and deviation, 0 to 1. @default 0.1, a memory of about twenty minutes */
  readonly weight?: number;
  /** Minutes of a tenant that are only learnt from. @default 30 */
  readonly warmUpMinutes?: number;
  /** How many deviations above the mean. @default 6 */
  readonly deviations?: number;
  /** And how many times the mean. @default 3 */
  readonly factor?: number;
  /** And at least so many tokens: what costs nothing is no matter. @default 20000 */
  readonly floorTokens?: number;
}

/** What is remembered of one tenant. */
export interface TokenHistory {
  readonly minutes: number;
  readonly mean: number;
  readonly variance: number;
}

export interface TokenAnomaly {
  readonly tokens: number;
  readonly expected: number;
  /** How many deviations above it. */
  readonly deviations: number;
}

export const NO_HISTORY: TokenHistory = { minutes: 0, mean: 0, variance: 0 };

/**
 * Judges the tokens of one minute against the exponentially weighted mean and deviation of those before it, and remembers it. An unusual minute is
 * remembered as the most that would have been usual: one spike does not blind for the next, and a lasting change becomes usual after a while.
 */
export function judgeMinute(history: TokenHistory, tokens: number, settings: AnomalySettings = {}): { readonly history: TokenHistory; readonly anomaly?: TokenAnomaly } {
  const { weight = 0.1, warmUpMinutes = 30, deviations = 6, factor = 3, floorTokens = 20_000 } = settings;
  const deviation = Math.sqrt(history.variance);
  const usual = Math.max(history.mean + deviations * deviation, factor * history.mean, floorTokens);
  const unusual = history.minutes >= warmUpMinutes && tokens > usual;
  const remembered = unusual ? usual : tokens;
  // The mean of the first minutes is their plain mean; the weight takes over as they grow more.
  const share = Math.max(weight, 1 / (history.minutes + 1));
  const difference = remembered - history.mean;
  const next: TokenHistory = {
    minutes: history.minutes + 1,
    mean: history.mean + share * difference,
    variance: (1 - share) * (history.variance + share * difference * difference),
  };
  if (!unusual) return { history: next };
  return { history: next, anomaly: { tokens, expected: Math.round(history.mean), deviations: deviation === 0 ? Infinity : Math.round((10 * (tokens - history.mean)) / deviation) / 10 } };
}
