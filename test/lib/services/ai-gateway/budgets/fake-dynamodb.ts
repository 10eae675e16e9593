import {
  BatchGetItemCommand, IdempotentParameterMismatchException, InternalServerError, ThrottlingException, TransactionCanceledException, TransactWriteItemsCommand,
  type AttributeValue, type DynamoDBClient, type TransactWriteItem, type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** Sees the table after each transaction. */
export type OnCommit = (items: ReadonlyMap<string, Item>) => void;

type Update = NonNullable<TransactWriteItem['Update']>;

/** What happens to one call: nothing, or the fault before or after it was carried out. */
export type Fault = 'none' | 'throttled' | 'conflict' | 'lost before' | 'lost after' | 'forbidden';

const metadata = { $metadata: {} };
const numberOf = (value: AttributeValue | undefined): number | undefined => (value?.N === undefined ? undefined : Number(value.N));

/** Evaluates the part of DynamoDB's condition expressions that has AND, OR, brackets, comparisons of numbers, attribute_exists and attribute_not_exists. */
export function holds(expression: string, item: Item | undefined, names: Record<string, string>, values: Record<string, AttributeValue>): boolean {
  const tokens = expression.match(/attribute_not_exists|attribute_exists|AND|OR|<=|>=|=|<|>|[()]|[#:]\w+/g) ?? [];
  if (tokens.join('') !== expression.replace(/\s+/g, '')) throw new Error(`the fake does not know: ${expression}`);
  let at = 0;
  const attribute = (): AttributeValue | undefined => {
    const name = names[tokens[at++] ?? ''] ?? '';
    return item?.[name];
  };
  const term = (): boolean => {
    const token = tokens[at];
    if (token === '(') {
      at++;
      const inner = either();
      at++;
      return inner;
    }
    if (token === 'attribute_not_exists' || token === 'attribute_exists') {
      at += 2;
      const found = attribute() !== undefined;
      at++;
      return found === (token === 'attribute_exists');
    }
    const [left, operator, right] = [numberOf(attribute()), tokens[at++], numberOf(values[tokens[at++] ?? ''])];
    if (right === undefined) throw new Error('a value is missing');
    // A comparison with an attribute that is not there is false.
    if (left === undefined) return false;
    switch (operator) {
      case '<=': return left <= right;
      case '>=': return left >= right;
      case '<': return left < right;
      case '>': return left > right;
      default: return left === right;
    }
  };
  const both = (): boolean => { let result = term(); while (tokens[at] === 'AND') { at++; const next = term(); result = result && next; } return result; };
  const either = (): boolean => { let result = both(); while (tokens[at] === 'OR') { at++; const next = both(); result = result || next; } return result; };
  const result = either();
  if (at !== tokens.length) throw new Error(`the fake does not know: ${expression}`);
  return result;
}

function updated(item: Item | undefined, { Key, UpdateExpression = '', ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: Update): Item {
  const result: Item = { ...Key, ...item };
  const [, set = '', add = ''] = /^SET (.*) ADD (.*)$/.exec(UpdateExpression) ?? [];
  const pairs = (text: string, between: RegExp): [string, AttributeValue][] => text.split(', ').map((part) => {
    const [name = '', value = ''] = part.split(between);
    const [attribute, operand] = [names[name], values[value]];
    if (attribute === undefined || operand === undefined) throw new Error(`the fake does not know: ${UpdateExpression}`);
    return [attribute, operand];
  });
  for (const [attribute, operand] of pairs(set, / = /)) result[attribute] = operand;
  for (const [attribute, operand] of pairs(add, / /)) result[attribute] = { N: String((numberOf(result[attribute]) ?? 0) + (numberOf(operand) ?? NaN)) };
  return result;
}

/**
 * A table in this process: transactions are all or nothing, conflict with others under way on the same items, are carried out once for a token, and
 * say of a failed condition what stood there. `pause` lets others go between; `fault` decides what goes wrong with the nth call.
 */
export function fakeDynamoDb({ pause = async () => {}, fault = () => 'none', onCommit = () => {} }: {
  readonly pause?: () => Promise<void>;
  readonly fault?: (call: number) => Fault;
  readonly onCommit?: OnCommit;
} = {}) {
  const items = new Map<string, Item>();
  const underWay = new Set<string>();
  const done = new Map<string, string>();
  const calls = { write: 0, read: 0, committed: 0 };
  const nameOf = (key: Item | undefined): string => `${key?.pk?.S} ${key?.sk?.S}`;

  const cancelled = (updates: readonly Update[], code: (update: Update) => string): TransactionCanceledException => new TransactionCanceledException({
    ...metadata,
    message: 'Transaction cancelled',
    CancellationReasons: updates.map((update) => {
      const Code = code(update);
      const Item = Code === 'ConditionalCheckFailed' && update.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? items.get(nameOf(update.Key)) : undefined;
      return { Code, ...(Item === undefined ? {} : { Item: { ...Item } }) };
    }),
  });

  const commit = ({ ClientRequestToken: token = '', TransactItems = [] }: TransactWriteItemsCommandInput): void => {
    const updates = TransactItems.map(({ Update: update }) => { if (update === undefined) throw new Error('the fake knows updates only'); return update; });
    const content = JSON.stringify(updates);
    const before = done.get(token);
    if (before === content) return;
    if (before !== undefined) throw new IdempotentParameterMismatchException({ ...metadata, message: 'another content' });
    const failed = new Set(updates.filter((update) => update.ConditionExpression !== undefined
      && !holds(update.ConditionExpression, items.get(nameOf(update.Key)), update.ExpressionAttributeNames ?? {}, update.ExpressionAttributeValues ?? {})));
    if (failed.size > 0) throw cancelled(updates, (update) => (failed.has(update) ? 'ConditionalCheckFailed' : 'None'));
    for (const update of updates) items.set(nameOf(update.Key), updated(items.get(nameOf(update.Key)), update));
    done.set(token, content);
    calls.committed++;
    onCommit(items);
  };

  const write = async (input: TransactWriteItemsCommandInput): Promise<object> => {
    const what = fault(calls.write++);
    const updates = (input.TransactItems ?? []).map(({ Update: update }) => update ?? { TableName: '', Key: {}, UpdateExpression: '' });
    const names = updates.map(({ Key }) => nameOf(Key));
    if (names.length === 0 || names.length > 100 || new Set(names).size !== names.length || (input.ClientRequestToken ?? '').length > 36) throw new Error('DynamoDB would refuse this transaction');
    await pause();
    if (what === 'throttled') throw new ThrottlingException({ ...metadata, message: 'slow down' });
    if (what === 'forbidden') throw Object.assign(new Error('not allowed'), { name: 'AccessDeniedException', $fault: 'client' });
    if (what === 'lost before') throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    if (what === 'conflict' || names.some((name) => underWay.has(name))) throw cancelled(updates, () => 'TransactionConflict');
    names.forEach((name) => underWay.add(name));
    try {
      await pause();
      commit(input);
      await pause();
    } finally {
      names.forEach((name) => underWay.delete(name));
    }
    if (what === 'lost after') throw new InternalServerError({ ...metadata, message: 'who knows' });
    return {};
  };

  const send = async (command: unknown): Promise<object> => {
    if (command instanceof TransactWriteItemsCommand) return write(command.input);
    if (!(command instanceof BatchGetItemCommand)) throw new Error('the fake does not know this command');
    calls.read++;
    await pause();
    return { Responses: Object.fromEntries(Object.entries(command.input.RequestItems ?? {}).map(([table, { Keys = [] }]) => [table, Keys.map((key) => items.get(nameOf(key))).filter((item) => item !== undefined)])) };
  };

  return { client: { send } as unknown as Pick<DynamoDBClient, 'send'>, items, calls };
}
