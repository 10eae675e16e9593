/** Waits that can be cut short, and that keep no process alive. */
export interface Pauses {
  pause(milliseconds: number): Promise<void>;
  /** Ends the pause that is under way, if any. */
  wake(): void;
}

export function createPauses(): Pauses {
  let wake: (() => void) | undefined;
  return {
    wake: () => wake?.(),
    pause: (milliseconds) => new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds).unref();
      wake = () => { clearTimeout(timer); resolve(); };
    }),
  };
}

/** The pause after so many failures in a row: twice the last one, within a bound. */
export function backOff(failures: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(failures - 1, 30));
}

/** Notices work that neither ends nor fails. One timer serves all of it, so that beginning and ending cost next to nothing. */
export interface StallWatch {
  begin(): void;
  end(): void;
}

export function createStallWatch(milliseconds: number, onStall: () => void): StallWatch {
  let busy = false;
  let timer: NodeJS.Timeout | undefined;
  return {
    begin: () => {
      busy = true;
      if (timer === undefined) timer = setTimeout(() => { if (busy) onStall(); }, milliseconds).unref();
      else timer.refresh();
    },
    end: () => { busy = false; },
  };
}

/** Whether the work ends within the time. Keeps the process alive until then. */
export async function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => { timer = setTimeout(resolve, milliseconds, false); });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
