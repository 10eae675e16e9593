import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { createAnchors, parseHead, receiptInLog } from '../../../../../lib/services/ai-gateway/audit/anchors';
import { isProblem, type FindingCode } from '../../../../../lib/services/ai-gateway/audit/findings';
import { localAuditKeys } from '../../../../../lib/services/ai-gateway/audit/local-keys';
import { parseLine, type ChainHead } from '../../../../../lib/services/ai-gateway/audit/record-line';
import { verifyTrail, type VerifyOptions } from '../../../../../lib/services/ai-gateway/audit/verify-trail';
import { linesOf, MASTER, memoryTrail, writtenChain } from './fixture';

const keys = localAuditKeys(MASTER);

let chain = '';
let text = '';
let lines: string[] = [];
let other: { readonly chain: string; readonly text: string };
beforeAll(async () => {
  ({ chain, text } = await writtenChain(6));
  lines = linesOf(text);
  other = await writtenChain(6, 2);
});

async function codes(changed: string | Buffer, options: VerifyOptions = {}): Promise<FindingCode[]> {
  return (await verifyTrail(memoryTrail({ [chain]: changed }), options)).findings.map(({ code }) => code);
}

async function isFound(changed: string | Buffer, options: VerifyOptions = {}): Promise<boolean> {
  return (await verifyTrail(memoryTrail({ [chain]: changed }), options)).findings.some(isProblem);
}

const joined = (changed: readonly string[]): string => changed.map((line) => `${line}\n`).join('');

function headAt(index: number): ChainHead {
  const parsed = parseLine(Buffer.from(lines[index] ?? ''));
  if (parsed === undefined) throw new Error('the line must parse');
  return { chain, sequence: parsed.header.sequence, hash: parsed.hash };
}

test('finds nothing in a trail as it was written, with or without the key', async () => {
  const source = memoryTrail({ [chain]: text, [other.chain]: other.text });
  for (const options of [{}, { keys }]) {
    const { findings, chains } = await verifyTrail(source, options);
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ records: 8, ended: true }, { records: 8, ended: true }]);
  }
});

test('finds a changed byte, wherever it is and whatever it becomes', async () => {
  const bytes = Buffer.from(text);
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
    expect(await isFound(changed)).toBe(true);
  }), { numRuns: 400 });
  // Those that a looser reader would pass over: every line feed, and every last character of a base64 text.
  for (const [at, byte] of bytes.entries()) {
    const before = String.fromCharCode(bytes[at - 1] ?? 0);
    if (byte !== 0x0a && !(byte === 0x22 && /[A-Za-z0-9+/=]/.test(before))) continue;
    for (const place of [at, at - 1]) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
      expect(await isFound(changed)).toBe(true);
    }
  }
});

test('finds an added, a removed and a cut off byte', async () => {
  const bytes = Buffer.from(text);
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, byte) => {
    expect(await isFound(Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)]))).toBe(true);
    expect(await isFound(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]))).toBe(true);
    expect(await isFound(bytes.subarray(0, at), { anchors: anchored(headAt(7)) })).toBe(true);
  }), { numRuns: 150 });
});

function anchored(...heads: readonly ChainHead[]): ReturnType<typeof createAnchors> {
  const anchors = createAnchors();
  for (const head of heads) anchors.add(head, 'head');
  return anchors;
}

test('finds any other order, repetition or selection of its lines, and any mixture with those of another chain', async () => {
  const pool = (): string[] => [...lines, ...linesOf(other.text)];
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(15), { maxLength: 12 }), async (picks) => {
    const picked = picks.map((index) => pool()[index] ?? '');
    fc.pre(picked.length !== lines.length || picked.some((line, index) => line !== lines[index]));
    expect(await isFound(joined(picked), { anchors: anchored(headAt(7)) })).toBe(true);
  }), { numRuns: 200 });
  await fc.assert(fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), async (order) => {
    fc.pre(order.some((value, index) => value !== index));
    expect(await isFound(joined(order.map((index) => lines[index] ?? '')))).toBe(true);
  }), { numRuns: 50 });
});

test.each<[string, () => string, FindingCode[]]>([
  ['one record missing in the middle', () => joined(lines.toSpliced(3, 1)), ['record-missing']],
  ['the beginning missing', () => joined(lines.slice(2)), ['segment-renamed', 'record-missing']],
  ['two records swapped', () => joined(lines.with(2, lines[3] ?? '').with(3, lines[2] ?? '')), ['record-reordered']],
  ['one record twice', () => joined(lines.toSpliced(3, 0, lines[2] ?? '')), ['record-repeated']],
  ['a record of another chain in between', () => joined(lines.toSpliced(3, 0, linesOf(other.text)[3] ?? '')), ['record-foreign']],
  ['a record of another chain instead of one', () => joined(lines.with(3, linesOf(other.text)[3] ?? '')), ['record-foreign', 'record-missing']],
  ['a record changed', () => joined(lines.with(3, (lines[3] ?? '').replace('"kind":"record"', '"kind":"recorD"'))), ['record-changed']],
  ['a record after the end', () => joined([...lines, lines[7] ?? '']), ['record-after-end', 'record-repeated']],
  ['the end missing, which nobody knows', () => joined(lines.slice(0, -1)), ['tail-unproved']],
  ['the last three missing, which nobody knows', () => joined(lines.slice(0, -3)), ['tail-unproved']],
  ['all of it missing, which nobody knows', () => '', ['chain-empty']],
])('names what it finds: %s', async (_name, changed, expected) => {
  expect(await codes(changed())).toEqual(expected);
});

test('finds records that were cut off, by a head or the log, and does not doubt a tail that the head proves', async () => {
  const cut = joined(lines.slice(0, -3));
  expect(await codes(cut, { anchors: anchored(headAt(7)) })).toEqual(['record-missing']);
  expect(await codes(cut, { anchors: anchored(headAt(4)) })).toEqual([]);
  expect(await codes(cut, { anchors: anchored(headAt(2)) })).toEqual(['tail-unproved']);
});

test('finds a chain that is missing as a whole, by the link of the next one or by the log', async () => {
  const next = await writtenChain(2, 3, headAt(7));
  const whole = await verifyTrail(memoryTrail({ [chain]: text, [next.chain]: next.text }));
  expect(whole.findings).toEqual([]);
  const without = await verifyTrail(memoryTrail({ [next.chain]: next.text }));
  expect(without.findings).toEqual([{ code: 'chain-missing', chain, toldBy: `chain ${next.chain}` }]);
  const byLog = await verifyTrail(memoryTrail({ [other.chain]: other.text }), { anchors: anchored(headAt(2)) });
  expect(byLog.findings).toEqual([{ code: 'chain-missing', chain, toldBy: 'head' }]);
});

test('proves the tail of a chain that crashed by the link of the next one, and finds what was cut off it afterwards', async () => {
  const next = await writtenChain(2, 3, headAt(5));
  const crashed = joined(lines.slice(0, 6));
  expect((await verifyTrail(memoryTrail({ [chain]: crashed, [next.chain]: next.text }))).findings).toEqual([]);
  const shorter = await verifyTrail(memoryTrail({ [chain]: joined(lines.slice(0, 4)), [next.chain]: next.text }));
  expect(shorter.findings).toContainEqual({ code: 'record-missing', chain, sequence: 6, toldBy: `chain ${next.chain}` });
});

/** A chain rewritten by somebody without a key: all hashes and links are right again. */
function rewritten(kept: readonly string[]): string {
  let previous = '0'.repeat(64);
  return joined(kept.map((line, index) => {
    const hashed = line.slice(0, line.indexOf(',"hash":"', line.indexOf(',"data":"')))
      .replace(/"sequence":\d+/, `"sequence":${index + 1}`)
      .replace(/"previous":"[0-9a-f]{64}"/, `"previous":"${previous}"`);
    previous = createHash('sha256').update(hashed).digest('hex');
    return `${hashed},"hash":"${previous}"}`;
  }));
}

test('finds a chain that was rewritten without a gap, by the key, by a head and by the log; hashes alone cannot', async () => {
  expect(await codes(rewritten(lines))).toEqual([]);
  const forged = rewritten(lines.toSpliced(3, 1));
  expect(await codes(forged)).toEqual([]);
  expect(await codes(forged, { keys })).toEqual(['seal-broken', 'seal-broken', 'seal-broken', 'seal-broken']);
  expect(await codes(forged, { anchors: anchored(headAt(5)) })).toEqual(['receipt-differs']);
  // Cut off and given the old end, which was sealed for another place.
  expect(await codes(rewritten([...lines.slice(0, 4), lines[7] ?? '']), { keys })).toEqual(['seal-broken']);
});

test('finds a record that was forged in its place, its own hash made right: the next one does not follow it', async () => {
  const [forged = ''] = linesOf(rewritten([(lines[0] ?? '').replace(/"time":"[^"]+"/, '"time":"2026-11-22T00:00:00.000Z"')]));
  expect(await codes(joined(lines.with(0, forged)))).toEqual(['record-changed']);
});

test('finds that a rewritten chain does not begin with its start, and has a second one', async () => {
  expect(await codes(rewritten(lines.slice(1)))).toEqual(['record-changed']);
  expect(await codes(rewritten(lines.toSpliced(3, 0, lines[0] ?? '')))).toEqual(['record-changed']);
});

test('finds a replaced data key, even where the hashes were made right again', async () => {
  const foreign = /"wrapped":"([^"]+)"/.exec(other.text)?.[1] ?? '';
  const replaced = lines.with(3, (lines[3] ?? '').replace(/"wrapped":"[^"]+"/, `"wrapped":"${foreign}"`));
  expect(await codes(joined(replaced))).toEqual(['record-changed']);
  expect(await codes(rewritten(replaced), { keys })).toContain('seal-broken');
});

test('tells a line that a crash cut off from one that somebody changed', async () => {
  const open = joined(lines.slice(0, 5));
  const next = `${lines[5] ?? ''}\n`;
  for (const length of [1, 10, 60, 300, next.length - 70, next.length - 2]) {
    expect(await codes(open + next.slice(0, length))).toEqual(['line-torn', 'tail-unproved']);
  }
  expect(await codes(open + next.slice(0, -1))).toEqual(['line-torn', 'tail-unproved']);
  expect(await codes(`${open}${next.slice(0, -1)}x`)).toEqual(['record-changed', 'tail-unproved']);
  expect(await codes(`${open}something else`)).toEqual(['record-changed', 'tail-unproved']);
  expect(await codes(`${joined(lines)}${next.slice(0, 30)}`)).toEqual(['record-changed']);
  // A first line that is cut off behind its link to the chain before.
  const linked = await writtenChain(0, 4, headAt(7));
  const torn = linked.text.slice(0, linked.text.indexOf('"}', linked.text.indexOf('"after"')) + 8);
  expect((await verifyTrail(memoryTrail({ [linked.chain]: torn }))).findings.map(({ code }) => code)).toEqual(['line-torn']);
});

test('finds segments that were swapped, renamed or left out', async () => {
  const parts: readonly [number, string][] = [[1, joined(lines.slice(0, 3))], [4, joined(lines.slice(3, 6))], [7, joined(lines.slice(6))]];
  const trail = (segments: readonly (readonly [number, string])[]): ReturnType<typeof memoryTrail> => ({
    strangers: () => [],
    chains: () => Promise.resolve([{ chain, segments: segments.map(([sequence, part]) => ({ name: String(sequence), sequence, read: () => Promise.resolve(Buffer.from(part)) })) }]),
  });
  const found = async (segments: readonly (readonly [number, string])[]): Promise<FindingCode[]> => (await verifyTrail(trail(segments))).findings.map(({ code }) => code);
  const [first = [1, ''], second = [4, ''], third = [7, '']] = parts;
  expect(await found([first, second, third])).toEqual([]);
  expect(await found([first, third])).toEqual(['record-missing']);
  expect(await found([first, [4, third[1]], [7, second[1]]])).toEqual(expect.arrayContaining(['segment-renamed', 'record-after-end']));
  expect(await found([first, [5, second[1]], third])).toEqual(['segment-renamed']);
});

test('reads receipts from lines of the log, whatever stands before them, and from nothing else', () => {
  const head = headAt(3);
  const line = JSON.stringify({ level: 'info', event: 'request', audit: head });
  expect(receiptInLog(line)).toEqual(head);
  expect(receiptInLog(`2026-11-22T10:11:12.000Z ${line}`)).toEqual(head);
  expect(receiptInLog('{"audit":{"chain":"../x","sequence":1,"hash":"00"}}')).toBeUndefined();
  expect(receiptInLog('"audit" {not json')).toBeUndefined();
  expect(parseHead(`${head.chain}:${head.sequence}:${head.hash}`)).toEqual(head);
  for (const wrong of ['', 'a:b', `${head.chain}:0:${head.hash}`, `${head.chain}:1e3:${head.hash}`, `${head.chain}:1:${head.hash}:x`]) expect(parseHead(wrong)).toBeUndefined();
});
