import { GetItemCommand, PutItemCommand, QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

export interface FakeDynamoDb {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly items: () => readonly Item[];
  /** Called before each command; what it throws, the client throws. */
  before: (command: object) => void | Promise<void>;
  /** Takes an item away, as DynamoDB does some time after it has expired. */
  readonly remove: (sortKey: string) => void;
}

/** One table with `pk` and `sk`, and as much of DynamoDB's expressions as the stores use: an unknown one is an error, never true. */
export function fakeDynamoDb(table: string): FakeDynamoDb {
  const held = new Map<string, Item>();
  const text = (value: AttributeValue | undefined): string => {
    if (value?.S === undefined) throw new Error('ValidationException: a key must be a text');
    return value.S;
  };
  const place = (item: Item): string => JSON.stringify([text(item.pk), text(item.sk)]);

  const comparison = (expression: string, item: Item | undefined, names: Record<string, string> = {}, values: Record<string, AttributeValue> = {}): boolean => {
    const named = (name: string): string => {
      const attribute = names[name];
      if (attribute === undefined) throw new Error(`ValidationException: unknown name ${name}`);
      return attribute;
    };
    return expression.split(' AND ').every((part) => {
      const missing = /^attribute_not_exists\((#\w+)\)$/.exec(part);
      if (missing?.[1] !== undefined) return item?.[named(missing[1])] === undefined;
      const [, name, operator, value] = /^(#\w+) (=|>) (:\w+)$/.exec(part) ?? [];
      if (name === undefined || value === undefined) throw new Error(`ValidationException: ${part}`);
      const wanted = values[value];
      if (wanted?.S === undefined) throw new Error(`ValidationException: unknown value ${value}`);
      const actual = item?.[named(name)]?.S;
      return actual !== undefined && (operator === '=' ? actual === wanted.S : actual > wanted.S);
    });
  };

  const fake: FakeDynamoDb = {
    items: () => [...held.values()],
    before: () => undefined,
    remove: (sortKey) => { for (const [at, item] of held) if (item.sk?.S === sortKey) held.delete(at); },
    client: {
      send: async (command: object) => {
        await fake.before(command);
        if (command instanceof GetItemCommand) {
          const { TableName, Key, ConsistentRead } = command.input;
          if (TableName !== table || ConsistentRead !== true) throw new Error('ResourceNotFoundException, or a read that may be stale');
          return { Item: structuredClone(held.get(place(Key ?? {}))) };
        }
        if (command instanceof PutItemCommand) {
          const { TableName, Item = {}, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = command.input;
          if (TableName !== table || ConditionExpression === undefined) throw new Error('ResourceNotFoundException, or a write without a condition');
          if (!comparison(ConditionExpression, held.get(place(Item)), ExpressionAttributeNames, ExpressionAttributeValues)) {
            throw Object.assign(new Error('The conditional request failed'), { name: 'ConditionalCheckFailedException' });
          }
          held.set(place(Item), structuredClone(Item));
          return {};
        }
        if (command instanceof QueryCommand) {
          const { KeyConditionExpression = '', FilterExpression = '', Limit = 1_000, ExclusiveStartKey, ExpressionAttributeNames, ExpressionAttributeValues } = command.input;
          const after = ExclusiveStartKey?.sk?.S ?? '';
          // As in DynamoDB: the limit counts what is read, before the filter.
          const keyed = [...held.values()].filter((item) => comparison(KeyConditionExpression, item, ExpressionAttributeNames, ExpressionAttributeValues) && text(item.sk) > after)
            .sort((a, b) => (text(a.sk) < text(b.sk) ? -1 : 1));
          const page = keyed.slice(0, Limit);
          const last = page.at(-1);
          return {
            Items: structuredClone(page.filter((item) => comparison(FilterExpression, item, ExpressionAttributeNames, ExpressionAttributeValues))),
            ...(keyed.length > Limit && last?.pk !== undefined && last.sk !== undefined ? { LastEvaluatedKey: { pk: last.pk, sk: last.sk } } : {}),
          };
        }
        throw new Error('ValidationException: unknown command');
      },
    } as Pick<DynamoDBClient, 'send'>,
  };
  return fake;
}
