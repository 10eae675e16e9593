/** Where a command writes. Results go to `out`, so that they can be piped; progress, notes and problems go to `err`. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  /** Rewrites the last line of `err`; called only when `interactive`. */
  status(text: string): void;
  /** Whether somebody watches `err`. */
  readonly interactive: boolean;
  /** Width of a line, in characters. */
  readonly columns: number;
  /** Milliseconds. */
  now(): number;
}

export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  return {
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    status: (text) => void stderr.write(`\r\u001b[K${text}`),
    interactive: stderr.isTTY === true && process.env.TERM !== 'dumb' && process.env.CI === undefined,
    columns: stderr.columns ?? 80,
    now: () => Date.now(),
  };
}
