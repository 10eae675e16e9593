/** So many places. Who finds none waits in line, and leaves it when its signal is aborted: a client that went away holds nothing. */
export interface Gate {
  /** Undefined when there is a place at once. Throws or rejects with the reason of the signal. */
  enter(signal: AbortSignal): Promise<void> | undefined;
  /** Gives the place to the next in line. Once for each that has entered. */
  leave(): void;
}

export function createGate(places: number): Gate {
  let free = places;
  const line = new Set<() => void>();
  return {
    enter: (signal) => {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return undefined;
      }
      return new Promise((resolve, reject) => {
        const go = (): void => {
          signal.removeEventListener('abort', leaveLine);
          resolve();
        };
        const leaveLine = (): void => {
          line.delete(go);
          reject(signal.reason as Error);
        };
        line.add(go);
        signal.addEventListener('abort', leaveLine, { once: true });
      });
    },
    leave: () => {
      for (const next of line) {
        line.delete(next);
        next();
        return;
      }
      free += 1;
    },
  };
}
