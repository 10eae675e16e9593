import type { EchoBehaviour } from '../../../../../lib/services/ai-gateway/local/echo-model';
import { gatewayUnderTest, question, type Running, type UnderTest } from '../gateway-under-test';
import { chunk, completion, events, modelServer } from '../upstream/model-server';
import { codeOf, ledger, NOON, remainingTokens, streamed, until, type Ledger } from './fixture';

const LIMITS = { limits: { upstreamConnections: 2, firstByteSeconds: 1, idleSeconds: 1, connectSeconds: 1 } };

/** What a failed request costs: nothing where the model certainly did not work, all that was set aside where it may have, an estimate where part of the answer came. */
type Cost = 'nothing' | 'all' | 'part';

interface Fault {
  readonly behaviour: EchoBehaviour;
  readonly status: number;
  readonly code: string;
  readonly cost: Cost;
}

const WORD = 'lighthouse ';
const LONG = WORD.repeat(40);

/** Before anything of the answer is out; what the client sees is the same for a stream and for a whole answer. */
const BEFORE: Readonly<Record<string, Fault>> = {
  'answers 500': { behaviour: { status: 500 }, status: 502, code: 'upstream_failed', cost: 'all' },
  'answers 503': { behaviour: { status: 503 }, status: 502, code: 'upstream_unavailable', cost: 'nothing' },
  'answers 429': { behaviour: { status: 429 }, status: 502, code: 'upstream_unavailable', cost: 'nothing' },
  'answers 504': { behaviour: { status: 504 }, status: 504, code: 'upstream_timeout', cost: 'all' },
  'answers 401': { behaviour: { status: 401 }, status: 502, code: 'upstream_failed', cost: 'all' },
  'refuses the request': { behaviour: { status: 400 }, status: 400, code: 'upstream_refused', cost: 'nothing' },
  'answers with a web page': { behaviour: { raw: '<html>Bad gateway</html>' }, status: 502, code: 'upstream_failed', cost: 'all' },
  'answers with nothing': { behaviour: { raw: '' }, status: 502, code: 'upstream_failed', cost: 'all' },
  'answers with events of rubbish': { behaviour: { raw: 'data: {"choices":7}\n\n' }, status: 502, code: 'upstream_failed', cost: 'all' },
  'breaks the connection': { behaviour: { breakAfterPieces: 0 }, status: 502, code: 'upstream_failed', cost: 'all' },
  'does not begin in time': { behaviour: { delayMilliseconds: 1_500 }, status: 504, code: 'upstream_timeout', cost: 'all' },
};

/** In the middle of a stream. */
const WITHIN: Readonly<Record<string, Fault>> = {
  'dies within a stream': { behaviour: { content: LONG, breakAfterPieces: 8, pieceMilliseconds: 3 }, status: 200, code: 'upstream_failed', cost: 'part' },
  'falls silent within a stream': { behaviour: { content: LONG, stallAfterPieces: 8 }, status: 200, code: 'upstream_timeout', cost: 'part' },
};

/** Streams that are none. */
const BROKEN: Readonly<Record<string, { readonly behaviour: EchoBehaviour }>> = {
  'ends a stream before [DONE]': { behaviour: { raw: events(chunk({ content: 'lighthouse ' }), chunk({ content: 'keeper ' })) } },
  'sends rubbish within a stream': { behaviour: { raw: events(chunk({ content: 'lighthouse ' }), chunk({ content: 'keeper ' }), '<html>', '[DONE]') } },
  'sends more choices than were asked for': { behaviour: { raw: events(chunk({ content: 'lighthouse ' }), { choices: [{ index: 1, delta: { content: 'secret' } }] }, '[DONE]') } },
  'sends an empty stream': { behaviour: { raw: events('[DONE]') } },
};

const ALL: Readonly<Record<string, { readonly behaviour: EchoBehaviour }>> = { ...BEFORE, ...WITHIN, ...BROKEN };

async function withFaults(): Promise<Running & { readonly reservations: Ledger }> {
  const reservations = ledger();
  const behaviour = ({ messages }: { readonly messages: readonly { readonly content?: unknown }[] }): EchoBehaviour | undefined => ALL[String(messages.at(-1)?.content)]?.behaviour;
  const running = await gatewayUnderTest({ config: LIMITS, model: { behaviour, remember: 100 }, replace: reservations.replace, now: () => NOON });
  return { ...running, reservations };
}

export function modelFaults(): void {
  describe('a model that', () => {
    let gateway: Running & { readonly reservations: Ledger };
    beforeAll(async () => { gateway = await withFaults(); });
    afterAll(() => gateway.close());

    /** Runs one fault between two requests that succeed, and tells what it cost by the headers of these. */
    async function costOf(fault: () => Promise<void>): Promise<number> {
      const before = await gateway.ask(question('Hello'));
      const healthy = gateway.summaries.at(-1)?.usage?.total_tokens ?? 0;
      await fault();
      const after = await gateway.ask(question('Hello'));
      expect(after.status).toBe(200);
      return remainingTokens(before.headers) - remainingTokens(after.headers) - healthy;
    }

    function expectCost(counted: number, cost: Cost): void {
      const { reservedTokens = 0 } = gateway.summaries.at(-2) ?? {};
      expect(reservedTokens).toBeGreaterThan(4_000);
      if (cost === 'part') {
        expect(counted).toBeGreaterThan(0);
        expect(counted).toBeLessThan(200);
      } else expect(counted).toBe(cost === 'all' ? reservedTokens : 0);
      expect(gateway.reservations.open()).toBe(0);
      expect(gateway.reservations.charged.at(-2)).toBe(counted);
    }

    const modes = [['whole', false], ['streamed', true]] as const;
    test.each(Object.entries(BEFORE).flatMap(([name, fault]) => modes.map(([mode, stream]) => [name, mode, stream, fault] as const)))(
      '%s (%s) is told as a refusal, recorded, and counted', async (name, _mode, stream, { status, code, cost }) => {
        const counted = await costOf(async () => {
          const answer = await gateway.ask(question(name, { stream }));
          expect([answer.status, codeOf(answer.json)]).toEqual([status, code]);
          expect(answer.headers.get('content-type')).toContain('application/json');
          expect(answer.headers.get('retry-after')).toBe(code === 'upstream_unavailable' ? '1' : null);
        });
        expectCost(counted, cost);
        expect(gateway.records.at(-2)).toMatchObject({ phase: 'completed', summary: { status, errorCode: code, stream } });
        expect(gateway.summaries.at(-2)).toMatchObject({ status, errorCode: code });
        await until(() => gateway.model.active() === 0, 'the model is asked nothing any more');
      });

    test.each(Object.entries(WITHIN))('%s ends it with an error and without [DONE]', async (name, { code, cost }) => {
      const counted = await costOf(async () => {
        const answer = await streamed(gateway, question(name));
        expect(answer).toMatchObject({ status: 200, code, done: false, broken: false });
        // What came before is there, but for what the guards hold back.
        expect(LONG.startsWith(answer.content)).toBe(true);
        expect(answer.content.length).toBeGreaterThan(20);
        expect(answer.events.slice(0, -1).every(({ choices }) => choices?.every(({ finish_reason: finish }) => finish === null))).toBe(true);
      });
      expectCost(counted, cost);
      const [opened, completed] = gateway.records.slice(-3);
      expect([opened?.phase, completed?.phase]).toEqual(['opened', 'completed']);
      expect(completed?.summary).toMatchObject({ errorCode: code, stream: true, usage: { total_tokens: counted } });
      expect(JSON.stringify(completed?.content.answer)).toContain('lighthouse');
      await until(() => gateway.model.active() === 0, 'the model is asked nothing any more');
    });

    test.each(Object.keys(BROKEN))('%s: the client sees a failure and no [DONE]', async (name) => {
      await costOf(async () => {
        const answer = await streamed(gateway, question(name));
        expect(answer).toMatchObject({ code: 'upstream_failed', done: false });
        expect(answer.text).not.toContain('secret');
      });
      expect(gateway.reservations.open()).toBe(0);
      expect(gateway.records.at(-2)).toMatchObject({ phase: 'completed', summary: { errorCode: 'upstream_failed' } });
    });

    test('fails leaves nothing of what was said in the log', () => {
      expect(gateway.log.join('')).toContain('upstream_failed');
      expect(gateway.log.join('')).not.toMatch(/lighthouse|rubbish|html/);
    });
  });

  describe('a model server that', () => {
    async function asked(options: UnderTest & { readonly replace: Ledger['replace'] }, stream: boolean): Promise<unknown> {
      const running = await gatewayUnderTest({ config: LIMITS, now: () => NOON, ...options });
      try {
        const answer = await running.ask(question('Hello', { stream }));
        return { status: answer.status, code: codeOf(answer.json), recorded: running.records.map(({ phase, summary: { errorCode } }) => [phase, errorCode]).at(-1), all: answer.text };
      } finally {
        await running.close();
      }
    }

    test.each([false, true])('nobody runs is told as unavailable, and costs nothing (stream: %s)', async (stream) => {
      const gone = await modelServer(() => undefined);
      await gone.close();
      const reservations = ledger();
      expect(await asked({ modelUrl: gone.url, replace: reservations.replace }, stream)).toMatchObject({ status: 502, code: 'upstream_unavailable', recorded: ['completed', 'upstream_unavailable'] });
      expect(reservations.charged).toEqual([0]);
    });

    test.each<[string, boolean, Parameters<typeof modelServer>[0], number, string]>([
      ['hangs up without a word', false, (response) => { response.destroy(); }, 502, 'upstream_failed'],
      ['hangs up without a word', true, (response) => { response.destroy(); }, 502, 'upstream_failed'],
      ['stops in the middle of an answer', false, (response) => { response.writeHead(200, { 'content-type': 'application/json' }).write(JSON.stringify(completion('lighthouse')).slice(0, 60)); }, 504, 'upstream_timeout'],
      ['dies in the middle of an answer', false, (response) => { response.writeHead(200).write('{"id":"x","choices":[{"in', () => { response.destroy(); }); }, 502, 'upstream_failed'],
    ])('%s gives no part of an answer (stream: %s)', async (_name, stream, answer, status, code) => {
      const server = await modelServer(answer);
      const reservations = ledger();
      const got = await asked({ modelUrl: server.url, replace: reservations.replace }, stream);
      expect(got).toMatchObject({ status, code, recorded: ['completed', code] });
      expect(JSON.stringify(got)).not.toContain('lighthouse');
      expect([reservations.granted(), reservations.open()]).toEqual([1, 0]);
      await server.close();
    });
  });

  describe('the circuit breaker', () => {
    const SECRET = 'The spare keys of the lighthouse hang in the blue box under the third stair of the office of the harbour master.';

    const HELLO = { ...question('Hello'), model: 'plain' };

    async function failing(): Promise<{ readonly running: Running; readonly clock: { now: number }; readonly model: { healthy: boolean } }> {
      const clock = { now: NOON };
      const model = { healthy: false };
      const behaviour = (): EchoBehaviour => (model.healthy ? { content: `Well: ${SECRET} ${LONG}`, pieceMilliseconds: 1 } : { status: 500 });
      const running = await gatewayUnderTest({ config: { models: [{ name: 'plain', upstream: 'echo' }, { name: 'guarded', systemPrompt: SECRET }] }, now: () => clock.now, model: { remember: 100, behaviour } });
      for (let failure = 0; failure < 5; failure += 1) expect(codeOf((await running.ask(HELLO)).json)).toBe('upstream_failed');
      return { running, clock, model };
    }

    test.each([false, true])('stops asking a model that fails, and tries it again after a while (stream: %s)', async (stream) => {
      const { running, clock, model } = await failing();
      const refused = await running.ask({ ...HELLO, stream });
      expect([refused.status, codeOf(refused.json), refused.headers.get('retry-after')]).toEqual([502, 'upstream_unavailable', '5']);
      expect(running.model.received()).toHaveLength(5);
      clock.now += 5_001;
      // Still ill: one request finds out, and the next ones are refused again.
      expect(codeOf((await running.ask({ ...HELLO, stream })).json)).toBe('upstream_failed');
      expect(codeOf((await running.ask({ ...HELLO, stream })).json)).toBe('upstream_unavailable');
      clock.now += 5_001;
      model.healthy = true;
      for (let request = 0; request < 3; request += 1) expect((await running.ask({ ...HELLO, stream })).status).toBe(200);
      expect(Object.values(running.gateway.breakers())).toEqual(['closed']);
      await running.close();
    });

    test('is not left open by a client that goes away while its request is the one that tries', async () => {
      const { running, clock, model } = await failing();
      model.healthy = true;
      clock.now += 5_001;
      await streamed(running, HELLO, (text) => (text.includes('lighthouse') ? 'enough' : undefined));
      await until(() => running.model.active() === 0, 'the model is asked nothing any more');
      expect((await running.ask(HELLO)).status).toBe(200);
      await running.close();
    });

    test('is not left open when the answer of the request that tries is given up for other reasons', async () => {
      const { running, clock, model } = await failing();
      model.healthy = true;
      clock.now += 5_001;
      // A guard ends this stream: the model would go on, and nobody listens any more.
      const answer = await streamed(running, { ...HELLO, model: 'guarded' });
      expect(answer.text).toContain('"finish_reason":"content_filter"');
      await until(() => running.model.active() === 0, 'the model is asked nothing any more');
      expect((await running.ask(HELLO)).status).toBe(200);
      await running.close();
    });
  });
}
