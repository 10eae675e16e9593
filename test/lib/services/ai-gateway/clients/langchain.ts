import { AIMessage, HumanMessage, SystemMessage, ToolMessage, type AIMessageChunk } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import { gatewayUnderTest, type Running } from '../gateway-under-test';

const CARD = ['4111', '1111', '1111', '1111'].join('');

export function langChain(): void {
  let gateway: Running;
  beforeAll(async () => {
    gateway = await gatewayUnderTest({
      config: {
        models: [{ name: 'echo', tools: ['get_weather', 'extract', 'Harbour'] }, { name: 'o4-mini', upstream: 'echo' }, { name: 'gpt-4o', upstream: 'echo' }, { name: 'echo-embedding', kind: 'embedding' }],
        tools: [{ name: 'get_weather', risk: 'low' }, { name: 'extract', risk: 'low' }, { name: 'Harbour', risk: 'low' }],
      },
      model: {
        remember: 10,
        behaviour: ({ messages, tools }) => {
          const said = String(messages.at(-1)?.content);
          if (said === 'die in the middle') return { content: 'lighthouse keeper '.repeat(20), pieceMilliseconds: 2, breakAfterPieces: 8 };
          // A model that was told to call one tool calls it.
          const name = tools?.[0]?.function.name;
          return said.includes('as a harbour') && name !== undefined ? { content: '', toolCalls: [{ id: 'call_1', type: 'function', function: { name, arguments: '{"name":"Bergen","berths":12}' } }] } : undefined;
        },
      },
    });
  });
  afterAll(() => gateway.close());

  const chat = (options: Partial<ConstructorParameters<typeof ChatOpenAI>[0]> = {}): ChatOpenAI => new ChatOpenAI({ model: 'echo', apiKey: gateway.token(), maxRetries: 0, configuration: { baseURL: `${gateway.url}/v1` }, ...options });

  /** The pieces of a stream, put together. */
  async function collected(stream: AsyncIterable<AIMessageChunk>): Promise<{ readonly whole: AIMessageChunk; readonly pieces: number }> {
    let whole: AIMessageChunk | undefined;
    let pieces = 0;
    for await (const piece of stream) {
      whole = whole === undefined ? piece : whole.concat(piece);
      pieces += 1;
    }
    if (whole === undefined) throw new Error('the stream was empty');
    return { whole, pieces };
  }

  const Place = z.object({ city: z.string() });
  const weather = tool((input) => `It rains in ${Place.parse(input).city}.`, { name: 'get_weather', description: 'The weather of a city.', schema: Place });

  test('ChatOpenAI is answered, with the tokens that it counts', async () => {
    const answer = await chat({ temperature: 0.1, maxTokens: 300 }).invoke([new SystemMessage('Be brief.'), new HumanMessage('What is a harbour?')]);
    expect(answer.content).toContain('What is a harbour?');
    expect(answer.response_metadata).toMatchObject({ model_name: 'echo', finish_reason: 'stop' });
    expect(answer.usage_metadata?.total_tokens).toBeGreaterThan(0);
  });

  test('ChatOpenAI streams', async () => {
    const { whole, pieces } = await collected(await chat().stream('What is a harbour, and what is a lighthouse?'));
    expect(pieces).toBeGreaterThan(3);
    expect(whole.content).toContain('What is a harbour, and what is a lighthouse?');
    expect(whole.usage_metadata?.total_tokens).toBeGreaterThan(0);
  });

  test.each([false, true])('ChatOpenAI calls tools that are bound to it, and reads their results (stream: %s)', async (streamed) => {
    const bound = chat().bindTools([weather]);
    const asked = new HumanMessage('call get_weather with {"city":"Bergen"}');
    const call = streamed ? (await collected(await bound.stream([asked]))).whole : await bound.invoke([asked]);
    expect(call.tool_calls).toMatchObject([{ name: 'get_weather', args: { city: 'Bergen' } }]);
    const result = await weather.invoke({ ...call.tool_calls?.[0], type: 'tool_call' } as never) as ToolMessage;
    const answer = await bound.invoke([asked, call, result]);
    expect(answer.content).toContain('It rains in Bergen.');
  });

  describe('withStructuredOutput of ChatOpenAI', () => {
    const Harbour = z.object({ name: z.string(), berths: z.number() });

    test('gives what a called function was given', async () => {
      expect(await chat().withStructuredOutput(Harbour, { name: 'Harbour', method: 'functionCalling' }).invoke('Name one as a harbour.')).toEqual({ name: 'Bergen', berths: 12 });
    });

    test('gives what was answered by a JSON schema', async () => {
      expect(Harbour.safeParse(await chat({ model: 'gpt-4o' }).withStructuredOutput(Harbour, { name: 'Harbour', method: 'jsonSchema', strict: true }).invoke('Name one.')).success).toBe(true);
    });

    test('gives JSON in the mode of JSON', async () => {
      expect(await chat().withStructuredOutput(z.object({ echo: z.string() }), { method: 'jsonMode' }).invoke('Answer in JSON.')).toEqual({ echo: 'Answer in JSON.' });
    });
  });

  test('ChatOpenAI with a model of the newer kind sends what such models take, and is answered', async () => {
    const answer = await chat({ model: 'o4-mini', maxTokens: 100, reasoning: { effort: 'low' } }).invoke([new SystemMessage('Be brief.'), new HumanMessage('Hello')]);
    expect(answer.content).toContain('Hello');
    expect(gateway.model.received().at(-1)).toMatchObject({ max_completion_tokens: 100, reasoning_effort: 'low' });
  });

  test('a conversation with all kinds of messages is carried', async () => {
    const answer = await chat().invoke([
      new SystemMessage('Be brief.'), new HumanMessage({ content: [{ type: 'text', text: 'Hello' }], name: 'ann' }), new AIMessage('Hi'), new HumanMessage('call it'),
      new AIMessage({ content: '', tool_calls: [{ id: 'c1', name: 'get_weather', args: { city: 'Bergen' }, type: 'tool_call' }] }), new ToolMessage({ content: 'It rains.', tool_call_id: 'c1' }), new HumanMessage('Thank you'),
    ]);
    expect(answer.content).toContain('Thank you');
  });

  test('OpenAIEmbeddings embeds texts', async () => {
    const embeddings = new OpenAIEmbeddings({ model: 'echo-embedding', apiKey: gateway.token(), maxRetries: 0, configuration: { baseURL: `${gateway.url}/v1` } });
    const vectors = await embeddings.embedDocuments(['a lighthouse', 'a boat']);
    expect(vectors.map(({ length }) => length)).toEqual([16, 16]);
    expect(await embeddings.embedQuery('a boat')).toEqual(vectors[1]);
  });

  test('refusals and failures are errors with the code of the gateway', async () => {
    await expect(chat({ model: 'other' }).invoke('Hello')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    await expect(chat({ apiKey: 'none' }).invoke('Hello')).rejects.toMatchObject({ status: 401, code: 'invalid_token' });
    await expect((async () => { for await (const _piece of await chat().stream('die in the middle')) { /* read on */ } })()).rejects.toMatchObject({ code: 'upstream_failed' });
  });

  test('what it sends is guarded like everything else', async () => {
    await chat().invoke(`My card is ${CARD}.`);
    expect(JSON.stringify(gateway.model.received().at(-1))).not.toContain(CARD);
  });
}
