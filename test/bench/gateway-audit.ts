import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditTrail } from '../../lib/services/ai-gateway/audit/audit-trail';
import { createFileSink } from '../../lib/services/ai-gateway/audit/file-sink';
import { localAuditKeys } from '../../lib/services/ai-gateway/audit/local-keys';
import type { AuditSink } from '../../lib/services/ai-gateway/audit/sink';
import type { AuditRecord } from '../../lib/services/ai-gateway/core/ports';

/** What one record of about 3 KB costs: processor time of all threads, and how long it takes until it is durable. */
const text = 'Summarise the quarterly report in three sentences, please. ';
const record: AuditRecord = {
  phase: 'completed',
  summary: {
    requestId: 'req_0123456789abcdef', time: '2026-11-22T10:11:12.000Z', route: '/v1/chat/completions', status: 200, tenant: 'acme', subject: 'user-0123', model: 'llama', modelVersion: 'llama-3', stream: false,
    riskScore: 0.02, verdicts: [{ guard: 'firewall', action: 'allow', reasons: {}, score: 0.02 }], usage: { prompt_tokens: 200, completion_tokens: 120, total_tokens: 320 }, toolCalls: {}, durationMilliseconds: 12.34, upstreamMilliseconds: 11.1,
  },
  content: {
    request: { model: 'llama', messages: [{ role: 'user', content: text.repeat(15) }] },
    sentToModel: { model: 'llama', messages: [{ role: 'system', content: text }, { role: 'user', content: text.repeat(15) }] },
    answer: { choices: [{ index: 0, message: { role: 'assistant', content: text.repeat(9) }, finish_reason: 'stop' }] },
  },
};

async function measure(name: string, sink: AuditSink, concurrency: number, total: number): Promise<void> {
  const trail = createAuditTrail({ whenUnavailable: 'refuse', spoolRecords: 1 }, { sink, keys: localAuditKeys(Buffer.alloc(32, 1)) });
  const run = async (count: number): Promise<number[]> => {
    const waits: number[] = [];
    let left = count;
    await Promise.all(Array.from({ length: concurrency }, async () => {
      while (left-- > 0) {
        const began = performance.now();
        await trail.append(record);
        waits.push(performance.now() - began);
      }
    }));
    return waits.sort((a, b) => a - b);
  };
  await run(Math.min(2_000, total));
  const cpu = process.cpuUsage();
  const began = performance.now();
  const waits = await run(total);
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const at = (share: number): string => `${((waits[Math.floor(waits.length * share)] ?? 0) * 1_000).toFixed(0)} µs`;
  console.log(`${name.padEnd(22)} c=${String(concurrency).padEnd(3)} ${((user + system) / total).toFixed(1)} µs CPU/record, wait p50 ${at(0.5)}, p99 ${at(0.99)}, ${(total / seconds).toFixed(0)} records/s`);
  await trail.close();
}

async function main(): Promise<void> {
  console.log(`record of ${JSON.stringify(record).length} characters`);
  const home = mkdtempSync(join(tmpdir(), 'audit-bench-'));
  try {
    for (const concurrency of [1, 10, 100]) {
      await measure('memory', { write: () => Promise.resolve(), close: () => Promise.resolve() }, concurrency, 20_000);
      await measure('file, system', createFileSink({ folder: join(home, 'system'), durability: 'system' }), concurrency, 20_000);
      await measure('file, disk (fdatasync)', createFileSink({ folder: join(home, 'disk'), durability: 'disk' }), concurrency, 2_000);
    }
  } finally {
    rmSync(home, { recursive: true });
  }
}

void main();
