import { createServer } from 'node:http';

/** The same model server for everyone: answers at once, and as a stream one word each millisecond. */
const WORDS = 'The harbour lies quiet in the morning and the boats come back one by one with what the night has left in their nets today'.split(' ');
const ENVELOPE = { id: 'chatcmpl-bench', created: 1, model: 'bench' };
const COMPLETION = JSON.stringify({
  ...ENVELOPE,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: WORDS.join(' ') }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 150, completion_tokens: WORDS.length, total_tokens: 150 + WORDS.length },
});

const chunk = (delta: object, finish: string | null = null): string => `data: ${JSON.stringify({ ...ENVELOPE, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const CHUNKS = [
  chunk({ role: 'assistant', content: '' }),
  ...WORDS.map((word) => chunk({ content: `${word} ` })),
  chunk({}, 'stop'),
  `data: ${JSON.stringify({ ...ENVELOPE, object: 'chat.completion.chunk', choices: [], usage: { prompt_tokens: 150, completion_tokens: WORDS.length, total_tokens: 150 + WORDS.length } })}\n\n`,
  'data: [DONE]\n\n',
];

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    if (!Buffer.concat(pieces).includes('"stream":true')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(COMPLETION);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`${CHUNKS[0] ?? ''}${CHUNKS[1] ?? ''}`);
    let next = 2;
    const timer = setInterval(() => {
      response.write(CHUNKS[next] ?? '');
      next += 1;
      if (next < CHUNKS.length) return;
      clearInterval(timer);
      response.end();
    }, 1);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
