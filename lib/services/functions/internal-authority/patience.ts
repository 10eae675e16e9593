/** IAM may take half a minute to know a policy that CloudFormation has just attached; the SDK takes the refusal for final. */
const PATIENCE = { attempts: 10, seconds: 5 } as const;

/** Repeats an operation that is refused for want of permission, for a while. Any other failure is passed on at once. */
export function patiently<A extends readonly unknown[], R>(operation: (...given: A) => Promise<R>, sleep: (seconds: number) => Promise<void>): (...given: A) => Promise<R> {
  return async (...given) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await operation(...given);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'AccessDeniedException' || attempt === PATIENCE.attempts) throw error;
        await sleep(PATIENCE.seconds);
      }
    }
  };
}
