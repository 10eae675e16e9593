export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Whether a line may be written over. */
  readonly isTerminal: boolean;
}

/** Says what is being done and for how long, one line; on a terminal each line takes the place of the one before. */
export function createProgress({ write, now, isTerminal }: ProgressOptions): { step(what: string): void; done(): void } {
  const begun = now();
  const line = (what: string) => `${((now() - begun) / 1000).toFixed(1).padStart(5)} s  ${what.slice(0, 88)}`;
  return {
    step: (what) => write(isTerminal ? `\r\u001b[2K${line(what)}` : `${line(what)}\n`),
    done: () => {
      if (isTerminal) write('\r\u001b[2K');
    },
  };
}
