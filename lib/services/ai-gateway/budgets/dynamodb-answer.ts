import { TransactionCanceledException, type AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Level } from './store';

/**
 * What became of a transaction that was not simply answered. `refused`: a condition did not hold, nothing was written; `levels` has what stands where
 * it failed, in the order of the transaction. `passing`: a conflict, throttling, a lost connection; it may have been written, so only the very same
 * transaction with its token may follow. `lasting`: trying again is of no use.
 */
export type Failure =
  | { readonly kind: 'refused'; readonly levels: readonly (Level | undefined)[] }
  | { readonly kind: 'passing' }
  | { readonly kind: 'lasting' };

/** Faults of DynamoDB that lie with the caller and pass all the same. */
const PASSING_FAULTS: ReadonlySet<string> = new Set([
  'ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'TransactionConflictException', 'TransactionInProgressException',
]);
const PASSING_REASONS: ReadonlySet<string> = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

export function failureOf(error: unknown): Failure {
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? [];
    if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return { kind: 'refused', levels: reasons.map(({ Code, Item }) => (Code === 'ConditionalCheckFailed' ? levelOf(Item) : undefined)) };
    return { kind: reasons.every(({ Code }) => PASSING_REASONS.has(Code ?? 'None')) ? 'passing' : 'lasting' };
  }
  const { name, fault } = error instanceof Error ? { name: error.name, fault: '$fault' in error ? error.$fault : undefined } : { name: '', fault: undefined };
  return { kind: fault !== 'client' || PASSING_FAULTS.has(name) ? 'passing' : 'lasting' };
}

/** A counter that is not there stands at zero. */
export function levelOf(item: Readonly<Record<string, AttributeValue>> | undefined): Level {
  return { requests: Number(item?.requests?.N ?? 0), tokens: Number(item?.tokens?.N ?? 0) };
}
