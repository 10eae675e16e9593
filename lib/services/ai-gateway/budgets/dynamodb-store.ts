import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetItemCommand, TransactWriteItemsCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { failureOf, levelOf, type Failure } from './dynamodb-answer';
import { counterName, keyOf, updateOf, type Change } from './dynamodb-batch';
import { createLevels } from './dynamodb-levels';
import { compose, type Waiting } from './dynamodb-queue';
import type { BudgetStore, Charge } from './store';

/** What the store needs of the world. */
export interface DynamoDbWorld {
  /** Milliseconds since 1970. */
  now(): number;
  /** 0 to 1. */
  random(): number;
  sleep(milliseconds: number): Promise<unknown>;
  /** A token that no transaction had before, of at most 36 characters. */
  token(): string;
}

const ATTEMPT_MILLISECONDS = 1_000;
const READ_MILLISECONDS = 250;
/** After this time a request is refused rather than kept waiting. */
const PATIENCE_MILLISECONDS = 3_000;
const SHORTEST_PAUSE = 5;
const LONGEST_PAUSE = 250;
/** Refusals after which others are plainly quicker. */
const MOST_REFUSALS = 20;

/**
 * Counters in DynamoDB, shared by all tasks: one item for each account and window (shape: GATEWAY_STATE_TABLE), of pay-per-request size.
 *
 * All counters of a request are in one transaction, with the limits as conditions: all or none, never beyond a limit, nothing to take back. Of one
 * tenant a task has one transaction under way; what comes meanwhile waits and goes together into the next. So a lone request costs two transactions
 * (reserve, settle) of four items, 16 write units; a busy tenant costs each task one transaction per round trip however many requests it serves, and
 * tasks conflict with each other only, not with themselves. A conflict makes both wait a few milliseconds, and the next transactions larger.
 *
 * A transaction whose answer was lost is sent again with the same token, which DynamoDB carries out once. When that fails too, its requests are refused
 * with `budget_unavailable`, and what it may have taken stays taken until the window ends, as does what could not be given back.
 */
export function createDynamoDbStore(client: Pick<DynamoDBClient, 'send'>, table: string, world: DynamoDbWorld = { now: Date.now, random: Math.random, sleep: delay, token: randomUUID }): BudgetStore {
  const levels = createLevels(world.now);
  const groups = new Map<string, Waiting[]>();

  const enqueue = (group: string, entry: Waiting): void => {
    const waiting = groups.get(group);
    if (waiting !== undefined) {
      waiting.push(entry);
      return;
    }
    groups.set(group, [entry]);
    void work(group);
  };

  /** One for each group, for as long as something waits. Never rejects: every entry gets its answer. */
  const work = async (group: string): Promise<void> => {
    for (let waiting = groups.get(group) ?? []; waiting.length > 0; waiting = groups.get(group) ?? []) {
      const { entries, changes, later } = compose(waiting, levels, world.now());
      groups.set(group, [...later]);
      if (entries.length === 0) continue;
      const failure = changes.length === 0 ? undefined : await write(changes);
      if (failure === undefined) {
        granted(entries, changes);
        await ask(levels.outdated(changes.map(({ charge }) => charge)));
      } else if (failure.kind === 'refused') groups.set(group, [...retried(entries, changes, failure), ...(groups.get(group) ?? [])]);
      else entries.forEach(abandon);
    }
    groups.delete(group);
  };

  const write = async (changes: readonly Change[]): Promise<Failure | undefined> => {
    const command = { ClientRequestToken: world.token(), TransactItems: changes.map((change) => updateOf(table, change)) };
    const giveUpAt = world.now() + PATIENCE_MILLISECONDS;
    for (let attempt = 0; ; attempt++) {
      try {
        await client.send(new TransactWriteItemsCommand(command), { abortSignal: AbortSignal.timeout(ATTEMPT_MILLISECONDS) });
        return undefined;
      } catch (error) {
        const failure = failureOf(error);
        const pause = world.random() * Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** attempt);
        if (failure.kind !== 'passing' || world.now() + pause >= giveUpAt) return failure;
        await world.sleep(pause);
      }
    }
  };

  const granted = (entries: readonly Waiting[], changes: readonly Change[]): void => {
    for (const change of changes) levels.add(change);
    for (const entry of entries) {
      if (entry.kind === 'take') entry.resolve({ granted: true, levels: entry.withdrawal.charges.map(levels.of) });
      else entry.resolve();
    }
  };

  /** What the table said decides about each entry when the next transaction is composed. */
  const retried = (entries: readonly Waiting[], changes: readonly Change[], refusal: Failure & { kind: 'refused' }): Waiting[] => {
    const overdrawn = new Set<string>();
    changes.forEach(({ charge, tokens }, index) => {
      const level = refusal.levels[index];
      if (level === undefined) return;
      levels.learn(charge, level, 'refusal');
      if (level.tokens + tokens < 0) overdrawn.add(counterName(charge));
    });
    return entries.filter((entry) => {
      if (entry.kind === 'adjust') for (const name of overdrawn) entry.gone.add(name);
      entry.refusals++;
      const hopeless = entry.refusals > MOST_REFUSALS || world.now() - entry.since > PATIENCE_MILLISECONDS;
      if (hopeless) abandon(entry);
      return !hopeless;
    });
  };

  /**
   * What other tasks use, every few seconds, for the rate-limit headers only: a failure is no matter. It is asked between two transactions, so that
   * nothing is counted twice.
   */
  const ask = async (charges: readonly Charge[]): Promise<void> => {
    if (charges.length === 0) return;
    try {
      const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: charges.map(keyOf), ConsistentRead: true } } }), { abortSignal: AbortSignal.timeout(READ_MILLISECONDS) });
      for (const item of Responses?.[table] ?? []) {
        const charge = charges.find((each) => Object.entries(keyOf(each)).every(([name, { S }]) => item[name]?.S === S));
        if (charge !== undefined) levels.learn(charge, levelOf(item), 'reading');
      }
    } catch {
      // The next transaction asks again.
    }
  };

  return {
    take: (withdrawal) => new Promise((resolve, reject) => enqueue(withdrawal.group, { kind: 'take', withdrawal, since: world.now(), refusals: 0, resolve, reject })),
    adjust: (withdrawal, tokens) => new Promise((resolve) => enqueue(withdrawal.group, { kind: 'adjust', withdrawal, tokens, since: world.now(), refusals: 0, resolve, gone: new Set() })),
  };
}

function abandon(entry: Waiting): void {
  if (entry.kind === 'take') entry.reject(new Error('the table of budgets did not answer in time'));
  else entry.resolve();
}
