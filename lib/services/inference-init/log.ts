/** One JSON object a line, as CloudWatch Logs Insights reads it. Never a secret, never file contents. */
export interface LogEntry {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly [field: string]: unknown;
}

export type Log = (entry: LogEntry) => void;

/** Problems are cut to this many, so that a model with ten thousand wrong files does not fill the log. */
export const MAX_LOGGED_PROBLEMS = 20;
