import { GetItemCommand, PutItemCommand, QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { GATEWAY_STATE_TABLE } from '../../../contract/gateway';
import type { ApprovalStore, StoredApproval } from './store';

const { partitionKey, sortKey, timeToLive } = GATEWAY_STATE_TABLE;
/** Records stay for a day after they have ended, for who wants to look. */
const KEPT_SECONDS = 24 * 3_600;
/** Items that one listing reads at most; beyond it, reviewers see the rest once they have decided some. */
const MAX_PAGES = 10;
const PAGE_ITEMS = 200;

const stored = z.object({
  id: z.string(), key: z.string(), tenant: z.string(), requestedBy: z.string(), kind: z.enum(['tool-call', 'prompt']), subject: z.string(), digest: z.string(), summary: z.string(),
  status: z.enum(['pending', 'approved', 'rejected', 'used']), createdAt: z.string(), expiresAt: z.string(),
  decidedBy: z.string().optional(), decidedAt: z.string().optional(), reason: z.string().optional(),
});

/**
 * Approvals in the table that the gateway's tasks share, one item for each key of a tenant. Every write names what it expects to find, so of two at
 * once one wins. Reads are consistent: an approval that was used a moment ago in another task is seen as used.
 */
export function dynamoApprovalStore(client: Pick<DynamoDBClient, 'send'>, table: string): ApprovalStore {
  const place = (tenant: string, key: string): Record<string, AttributeValue> => ({ [partitionKey]: { S: `approval#${tenant}` }, [sortKey]: { S: key } });

  /** False when the condition does not hold; everything else that fails is thrown. */
  const write = async (record: StoredApproval, condition: string, names: Record<string, string>, values: Record<string, AttributeValue> | undefined): Promise<boolean> => {
    try {
      await client.send(new PutItemCommand({
        TableName: table, Item: { ...place(record.tenant, record.key), ...toItem(record) },
        ConditionExpression: condition, ExpressionAttributeNames: names, ExpressionAttributeValues: values,
      }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };

  return {
    find: async (tenant, key) => {
      const { Item: item } = await client.send(new GetItemCommand({ TableName: table, Key: place(tenant, key), ConsistentRead: true }));
      return item === undefined ? undefined : fromItem(item);
    },
    put: (record, before) => (before === undefined
      ? write(record, 'attribute_not_exists(#place)', { '#place': sortKey }, undefined)
      : write(record, '#id = :id AND #status = :from', { '#id': 'id', '#status': 'status' }, { ':id': { S: before.id }, ':from': { S: before.status } })),
    change: (record, from) => write(record, '#id = :id AND #status = :from', { '#id': 'id', '#status': 'status' }, { ':id': { S: record.id }, ':from': { S: from } }),
    pending: async (tenant, now, limit) => {
      const found: StoredApproval[] = [];
      let from: Record<string, AttributeValue> | undefined;
      for (let page = 0; page < MAX_PAGES && found.length < limit; page++) {
        const { Items: items = [], LastEvaluatedKey: next } = await client.send(new QueryCommand({
          TableName: table, ConsistentRead: true, Limit: PAGE_ITEMS, ExclusiveStartKey: from,
          KeyConditionExpression: '#tenant = :tenant', FilterExpression: '#status = :pending AND #expires > :now',
          ExpressionAttributeNames: { '#tenant': partitionKey, '#status': 'status', '#expires': 'expiresAt' },
          ExpressionAttributeValues: { ':tenant': { S: `approval#${tenant}` }, ':pending': { S: 'pending' }, ':now': { S: now } },
        }));
        found.push(...items.map(fromItem));
        from = next;
        if (from === undefined) break;
      }
      return found.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)).slice(0, limit);
    },
  };
}

function toItem(record: StoredApproval): Record<string, AttributeValue> {
  const texts = Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, { S: value }] as const]));
  return { ...Object.fromEntries(texts), [timeToLive]: { N: String(Math.ceil(Date.parse(record.expiresAt) / 1_000) + KEPT_SECONDS) } };
}

/** What does not look like a record was not written by this code: nothing is approved by it. */
function fromItem(item: Record<string, AttributeValue>): StoredApproval {
  return stored.parse(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S])));
}
