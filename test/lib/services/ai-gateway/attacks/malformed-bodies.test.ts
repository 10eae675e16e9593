import type { VectorStore } from '../../../../../lib/services/ai-gateway/core/ports';
import { GatewayError } from '../../../../../lib/services/ai-gateway/core/gateway-error';
import { metadataJson, storableText, vectorText } from '../../../../../lib/services/ai-gateway/retrieval/values';
import { gatewayUnderTest, type Running } from '../gateway-under-test';
import { Dice, malformedBody } from './malformed';
import { sendMalformed } from './malformed-round';

/** Judges values as the real store does, and keeps nothing. test/fuzz/gateway-bodies.ts asks the real one. */
const store: VectorStore = {
  query: async (_tenant, { collection, vector, filter }) => {
    vectorText(vector, { type: 'vector', dimensions: 16 }, 'vector');
    metadataJson(filter, 'filter');
    return Promise.reject(new GatewayError('collection_not_found', { param: collection === 'papers' ? undefined : 'collection' }));
  },
  upsert: async (_tenant, _collection, _model, items) => {
    for (const { id, text, vector, metadata } of items) {
      storableText(id, 'id');
      storableText(text, 'text');
      vectorText(vector, { type: 'vector', dimensions: 16 }, 'vector');
      metadataJson(metadata, 'metadata');
    }
    return Promise.resolve(items.length);
  },
  close: () => Promise.resolve(),
};

const ROUNDS = 1_200;
const SEED = 20_261_129;

let gateway: Running;
beforeAll(async () => {
  gateway = await gatewayUnderTest({
    vectorStore: store,
    config: {
      models: [{ name: 'echo', tools: ['weather'], systemPrompt: 'You speak of the weather in Norway and of nothing else.' }, { name: 'echo-embedding', kind: 'embedding' }],
      tools: [{ name: 'weather', risk: 'low' }],
      budgets: { tenant: { requestsPerMinute: 1e9, tokensPerMinute: 1e12, tokensPerDay: 1e12 }, principal: { requestsPerMinute: 1e9, tokensPerMinute: 1e12, tokensPerDay: 1e12 } },
    },
  });
});
afterAll(() => gateway.close());

test(`${ROUNDS} malformed bodies: each is refused in OpenAI’s shape or answered well, and the gateway stays up`, async () => {
  const { sent, counts, faults } = await sendMalformed(gateway, SEED, ROUNDS);
  expect(faults).toEqual([]);
  expect(sent).toBe(ROUNDS);
  // A mutator that is too mild, or one that never comes past the schema, would test nothing.
  expect(Object.keys(counts).length).toBeGreaterThan(8);
  expect(counts['200 200']).toBeGreaterThan(ROUNDS / 20);
  expect(counts['400 invalid_request']).toBeGreaterThan(ROUNDS / 20);
  expect((await gateway.ask({ model: 'echo', messages: [{ role: 'user', content: 'Hello' }] })).status).toBe(200);
}, 60_000);

test('the same seed gives the same bodies, another one others', () => {
  const bodies = (seed: number): string[] => { const dice = new Dice(seed); return Array.from({ length: 50 }, () => malformedBody(dice).body.toString('latin1')); };
  expect(bodies(1)).toEqual(bodies(1));
  expect(bodies(1)).not.toEqual(bodies(2));
});
