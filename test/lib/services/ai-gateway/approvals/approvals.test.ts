import { randomBytes } from 'node:crypto';
import { createApprovals } from '../../../../../lib/services/ai-gateway/approvals/approvals';
import { dynamoApprovalStore } from '../../../../../lib/services/ai-gateway/approvals/dynamo-store';
import { memoryApprovalStore } from '../../../../../lib/services/ai-gateway/approvals/memory-store';
import type { ApprovalStore } from '../../../../../lib/services/ai-gateway/approvals/store';
import type { Approval, Approvals } from '../../../../../lib/services/ai-gateway/core/ports';
import type { Principal } from '../../../../../lib/services/ai-gateway/core/principal';
import { fakeDynamoDb, type FakeDynamoDb } from './fake-dynamodb';

const MINUTE = 60_000;
const principal = (tenant: string, subject: string, groups: readonly string[] = []): Principal => ({ tenant, subject, groups, scopes: new Set() });
const alice = principal('acme', 'alice');
const reviewer = principal('acme', 'rita', ['staff', 'reviewers']);
const wire = { kind: 'tool-call', subject: 'wire_money', digest: 'd'.repeat(64), summary: 'wire_money {"to":"IBAN"}' } as const;

let time: number;
let dynamo: FakeDynamoDb;
const now = (): number => time;
const settings = { minutes: 60, reviewerGroups: ['reviewers'] };

beforeEach(() => {
  time = Date.parse('2026-01-01T00:00:00Z');
  dynamo = fakeDynamoDb('state');
});

describe.each<[string, () => ApprovalStore]>([
  ['in memory', () => memoryApprovalStore(now)],
  ['in DynamoDB', () => dynamoApprovalStore(dynamo.client, 'state')],
])('approvals %s', (_, open) => {
  let approvals: Approvals;
  beforeEach(() => { approvals = createApprovals(open(), settings, { now, random: randomBytes }); });

  const ask = async (who = alice, what: Parameters<Approvals['requireApproval']>[1] = wire): Promise<Approval> => {
    const outcome = await approvals.requireApproval(who, what);
    if (outcome.approved) throw new Error('approved');
    return outcome.approval;
  };

  test('what nobody has decided is not approved, and is one record however often it is asked', async () => {
    const first = await ask();
    expect(first).toEqual({
      id: expect.stringMatching(/^[0-9a-f.]{64,}$/), tenant: 'acme', requestedBy: 'alice', ...wire, status: 'pending', createdAt: '2026-01-01T00:00:00.000Z', expiresAt: '2026-01-01T01:00:00.000Z',
    });
    expect(await ask()).toEqual(first);
    expect(await approvals.pending(reviewer)).toEqual([first]);
  });

  test('an approval lets the same thing through once', async () => {
    const { id } = await ask();
    time += MINUTE;
    expect(await approvals.decide(reviewer, id, 'approve', 'known supplier')).toMatchObject({ status: 'approved', decidedBy: 'rita', decidedAt: '2026-01-01T00:01:00.000Z', reason: 'known supplier' });
    expect(await approvals.pending(reviewer)).toEqual([]);
    expect(await approvals.requireApproval(alice, wire)).toEqual({ approved: true });
    expect((await ask()).id).not.toBe(id);
  });

  test('two repeats at once: one passes', async () => {
    const { id } = await ask();
    await approvals.decide(reviewer, id, 'approve', 'ok');
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => approvals.requireApproval(alice, wire)));
    expect(outcomes.filter(({ approved }) => approved)).toHaveLength(1);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.approved ? [] : [outcome.approval.id]))).size).toBe(1);
  });

  test('two first requests at once make one record', async () => {
    const ids = (await Promise.all([ask(), ask(), ask()])).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    expect(await approvals.pending(reviewer)).toHaveLength(1);
  });

  test('two reviewers at once: one decides', async () => {
    const { id } = await ask();
    const second = principal('acme', 'rob', ['reviewers']);
    const results = await Promise.allSettled([approvals.decide(reviewer, id, 'approve', 'yes'), approvals.decide(second, id, 'reject', 'no')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(approvals.decide(second, id, 'reject', 'no')).rejects.toMatchObject({ code: 'approval_not_found' });
  });

  test('no answer in time means no, and asking again is a new question', async () => {
    const { id } = await ask();
    time += 60 * MINUTE;
    expect(await approvals.pending(reviewer)).toEqual([]);
    await expect(approvals.decide(reviewer, id, 'approve', 'too late')).rejects.toMatchObject({ code: 'approval_not_found' });
    const again = await ask();
    expect(again).toMatchObject({ status: 'pending', createdAt: '2026-01-01T01:00:00.000Z' });
    expect(again.id).not.toBe(id);
    await expect(approvals.decide(reviewer, id, 'approve', 'the old one')).rejects.toMatchObject({ code: 'approval_not_found' });
  });

  test('an approval that is not used in time lapses', async () => {
    await approvals.decide(reviewer, (await ask()).id, 'approve', 'ok');
    time += 60 * MINUTE;
    expect((await approvals.requireApproval(alice, wire)).approved).toBe(false);
  });

  test('a rejection stands until it lapses, so that asking again does not ask the reviewers again', async () => {
    const { id } = await ask();
    await approvals.decide(reviewer, id, 'reject', 'no');
    expect(await ask()).toMatchObject({ id, status: 'rejected', reason: 'no' });
    expect(await approvals.pending(reviewer)).toEqual([]);
    time += 60 * MINUTE;
    expect(await ask()).toMatchObject({ status: 'pending' });
  });

  test.each<[string, Principal, Parameters<Approvals['requireApproval']>[1]]>([
    ['another caller', principal('acme', 'bob'), wire],
    ['a caller of the same name in another tenant', principal('globex', 'alice'), wire],
    ['another call', alice, { ...wire, digest: 'e'.repeat(64) }],
    ['another tool', alice, { ...wire, subject: 'wire_more' }],
    ['another kind', alice, { ...wire, kind: 'prompt' }],
  ])('an approval is not for %s', async (_name, who, what) => {
    await approvals.decide(reviewer, (await ask()).id, 'approve', 'ok');
    expect((await approvals.requireApproval(who, what)).approved).toBe(false);
    expect((await approvals.requireApproval(alice, wire)).approved).toBe(true);
  });

  test('reviewers see and decide what is of their own tenant', async () => {
    const { id } = await ask();
    const stranger = principal('globex', 'gil', ['reviewers']);
    expect(await approvals.pending(stranger)).toEqual([]);
    for (const other of [stranger, principal('acme#x', 'x', ['reviewers'])]) await expect(approvals.decide(other, id, 'approve', 'x')).rejects.toMatchObject({ code: 'approval_not_found' });
    expect(await ask()).toMatchObject({ id, status: 'pending' });
  });

  test('nobody decides about their own request, and only reviewers decide or see', async () => {
    const own = principal('acme', 'rita');
    const { id } = await ask(own);
    await expect(approvals.decide(reviewer, id, 'approve', 'mine')).rejects.toMatchObject({ code: 'not_authorized' });
    for (const groups of [[], ['staff'], ['Reviewers'], ['__proto__']]) {
      await expect(approvals.decide(principal('acme', 'sam', groups), id, 'approve', 'x')).rejects.toMatchObject({ code: 'not_authorized' });
      await expect(approvals.pending(principal('acme', 'sam', groups))).rejects.toMatchObject({ code: 'not_authorized' });
    }
    expect(await ask(own)).toMatchObject({ id, status: 'pending' });
  });

  test.each(['', 'x', '__proto__', `${'0'.repeat(64)}.${'0'.repeat(16)}`, 'a'.repeat(10_000), '#', '../x'])('the id %j is not found', async (id) => {
    await ask();
    await expect(approvals.decide(reviewer, id, 'approve', 'x')).rejects.toMatchObject({ code: 'approval_not_found' });
  });

  test('the oldest comes first, and the list is bounded', async () => {
    for (let index = 0; index < 120; index++) {
      await ask(alice, { ...wire, digest: String(index) });
      time += 10;
    }
    const listed = await approvals.pending(reviewer);
    expect(listed).toHaveLength(100);
    expect(listed.map(({ createdAt }) => createdAt)).toEqual(listed.map(({ createdAt }) => createdAt).toSorted());
  });
});

describe('in DynamoDB', () => {
  const open = (): Approvals => createApprovals(dynamoApprovalStore(dynamo.client, 'state'), settings, { now, random: randomBytes });

  test('records lie under their tenant and may go a day after they end', async () => {
    await open().requireApproval(alice, wire);
    expect(dynamo.items()).toEqual([expect.objectContaining({ pk: { S: 'approval#acme' }, sk: { S: expect.stringMatching(/^[0-9a-f]{64}$/) }, expires_at: { N: String(time / 1_000 + 25 * 3_600) } })]);
  });

  test('an approval given in one task is used up in another, once', async () => {
    const [one, two] = [open(), open()];
    const asked = await one.requireApproval(alice, wire);
    if (!asked.approved) await two.decide(reviewer, asked.approval.id, 'approve', 'ok');
    const outcomes = await Promise.all([one, two, one, two].map((task) => task.requireApproval(alice, wire)));
    expect(outcomes.filter(({ approved }) => approved)).toHaveLength(1);
  });

  test('a record that DynamoDB takes away between two steps is made anew', async () => {
    const approvals = open();
    await approvals.requireApproval(alice, wire);
    time += 61 * MINUTE;
    const key = dynamo.items()[0]?.sk?.S ?? '';
    let commands = 0;
    dynamo.before = () => { if (++commands === 2) dynamo.remove(key); };
    expect(await approvals.requireApproval(alice, wire)).toMatchObject({ approved: false, approval: { status: 'pending' } });
  });

  test('waiting ones are found behind many that do not wait', async () => {
    const approvals = open();
    for (let index = 0; index < 250; index++) {
      const outcome = await approvals.requireApproval(alice, { ...wire, digest: String(index) });
      if (!outcome.approved && index % 50 !== 0) await approvals.decide(reviewer, outcome.approval.id, 'reject', 'no');
    }
    expect(await approvals.pending(reviewer)).toHaveLength(5);
  });

  test('what cannot be looked up was not approved', async () => {
    const approvals = open();
    dynamo.before = () => { throw new Error('ProvisionedThroughputExceededException'); };
    for (const work of [approvals.requireApproval(alice, wire), approvals.pending(reviewer), approvals.decide(reviewer, `${'0'.repeat(64)}.${'0'.repeat(16)}`, 'approve', 'x')]) {
      await expect(work).rejects.toMatchObject({ code: 'guard_failed' });
    }
  });

  test('a write that fails after a good read approves nothing', async () => {
    const approvals = open();
    const asked = await approvals.requireApproval(alice, wire);
    if (!asked.approved) await approvals.decide(reviewer, asked.approval.id, 'approve', 'ok');
    let commands = 0;
    dynamo.before = () => { if (++commands === 2) throw new Error('timeout'); };
    await expect(approvals.requireApproval(alice, wire)).rejects.toMatchObject({ code: 'guard_failed' });
    dynamo.before = () => undefined;
    expect(await approvals.requireApproval(alice, wire)).toEqual({ approved: true });
  });

  test('an item that this code did not write is no approval', async () => {
    const approvals = open();
    await approvals.requireApproval(alice, wire);
    Object.assign(dynamo.items()[0] ?? {}, { status: { S: 'granted' } });
    await expect(approvals.requireApproval(alice, wire)).rejects.toMatchObject({ code: 'guard_failed' });
  });
});

describe('in memory', () => {
  test('a full store drops what has ended, and refuses rather than drop what counts', async () => {
    const approvals = createApprovals(memoryApprovalStore(now, 2), settings, { now, random: randomBytes });
    const ask = (digest: string) => approvals.requireApproval(alice, { ...wire, digest });
    await ask('1');
    await ask('2');
    await expect(ask('3')).rejects.toMatchObject({ code: 'overloaded' });
    expect(await approvals.pending(reviewer)).toHaveLength(2);
    time += 61 * MINUTE;
    expect(await ask('3')).toMatchObject({ approved: false });
    expect(await approvals.pending(reviewer)).toHaveLength(1);
  });
});
