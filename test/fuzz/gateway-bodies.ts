import { createVectorStore } from '../../lib/services/ai-gateway/retrieval/vector-store';
import { embeddedStore } from '../../lib/services/ai-gateway/local/embedded-store';
import { sendMalformed } from '../lib/services/ai-gateway/attacks/malformed-round';
import { gatewayUnderTest } from '../lib/services/ai-gateway/gateway-under-test';

/**
 * Malformed bodies of every route against a whole gateway, with its vector store in PostgreSQL: none may be answered with 500 or in another shape
 * than OpenAI's, none may take the gateway down.
 * `node --import tsx test/fuzz/gateway-bodies.ts [rounds] [seed]`
 */
const rounds = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 32);

async function main(): Promise<void> {
  console.log(`seed ${seed}`);
  const { pool } = await embeddedStore({ dimensions: 16 });
  const enough = { requestsPerMinute: 1e9, tokensPerMinute: 1e12, tokensPerDay: 1e12 };
  const gateway = await gatewayUnderTest({
    vectorStore: createVectorStore({ pool }),
    config: {
      models: [{ name: 'echo', tools: ['weather'], systemPrompt: 'You speak of the weather in Norway and of nothing else.', retrieval: { collection: 'papers' } }, { name: 'echo-embedding', kind: 'embedding' }],
      tools: [{ name: 'weather', risk: 'low' }],
      budgets: { tenant: enough, principal: enough },
    },
  });
  const before = process.cpuUsage();
  const { sent, counts, faults, slowestMilliseconds } = await sendMalformed(gateway, seed, rounds);
  const { user, system } = process.cpuUsage(before);
  await gateway.close();
  console.log(JSON.stringify({ sent, cpuSeconds: (user + system) / 1e6, slowestMilliseconds: Math.round(slowestMilliseconds), counts, faults: faults.length }, null, 2));
  for (const fault of faults.slice(0, 40)) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
}

void main();
