import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { GATEWAY_STATE_TABLE } from '../../../contract/gateway';
import type { Charge } from './store';

const { partitionKey, sortKey, timeToLive } = GATEWAY_STATE_TABLE;

/** Items stay a day beyond their window, for who wants to look. */
const KEPT_SECONDS = 86_400;

/** What a transaction does to one counter: the sum of all that wait for it. */
export interface Change {
  readonly charge: Charge;
  /** Requests that are let through; when there is one, the limits hold. */
  requests: number;
  /** Tokens of requests, less what is given back. */
  tokens: number;
}

export const counterName = ({ account, window }: Charge): string => `${window.kind}#${window.index} ${account}`;

export const keyOf = ({ account, window }: Charge) => ({ [partitionKey]: { S: `budget#${account}` }, [sortKey]: { S: `${window.kind}#${window.index}` } });

/**
 * One counter's part in a transaction. A missing item counts as zero, which is why the sum of a transaction must be within the limit by itself.
 * Limits are the conditions; so is that a counter never goes below zero, for items can be gone before what was taken from them is given back.
 */
export function updateOf(table: string, { charge, requests, tokens }: Change): TransactWriteItem {
  const { limitRequests, limitTokens, window } = charge;
  const conditions: string[] = [];
  const values: Record<string, { N: string }> = {
    ':requests': { N: String(requests) },
    ':tokens': { N: String(tokens) },
    ':expires': { N: String(Math.ceil(window.endsAt / 1_000) + KEPT_SECONDS) },
  };
  if (requests > 0) {
    conditions.push('(attribute_not_exists(#tokens) OR #tokens <= :mostTokens)');
    values[':mostTokens'] = { N: String(limitTokens - tokens) };
    if (limitRequests !== undefined) {
      conditions.push('(attribute_not_exists(#requests) OR #requests <= :mostRequests)');
      values[':mostRequests'] = { N: String(limitRequests - requests) };
    }
  }
  if (tokens < 0) {
    conditions.push('#tokens >= :leastTokens');
    values[':leastTokens'] = { N: String(-tokens) };
  }
  return {
    Update: {
      TableName: table,
      Key: keyOf(charge),
      UpdateExpression: 'SET #expires = :expires ADD #requests :requests, #tokens :tokens',
      ...(conditions.length === 0 ? {} : { ConditionExpression: conditions.join(' AND ') }),
      ExpressionAttributeNames: { '#expires': timeToLive, '#requests': 'requests', '#tokens': 'tokens' },
      ExpressionAttributeValues: values,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}
