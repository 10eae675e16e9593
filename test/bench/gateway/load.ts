import { Pool } from 'undici';

/** What the load generator is told. */
export interface Load {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly concurrency: number;
  readonly requests: number;
}

/** Milliseconds; `first` is the time to the first byte of the body. */
export interface Measured {
  readonly requests: number;
  readonly failures: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  readonly first50: number;
  readonly first99: number;
}

async function run(load: Load): Promise<Measured> {
  const pool = new Pool(load.origin, { connections: load.concurrency, pipelining: 1 });
  const whole: number[] = [];
  const first: number[] = [];
  let failures = 0;
  let left = load.requests;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const started = performance.now();
      const { statusCode, body } = await pool.request({ method: 'POST', path: '/v1/chat/completions', headers: load.headers, body: load.body });
      let firstByte = 0;
      let end = '';
      for await (const piece of body as AsyncIterable<Buffer>) {
        if (firstByte === 0) firstByte = performance.now() - started;
        end = piece.subarray(-64).toString();
      }
      if (statusCode !== 200 || !/\}\s*$|\[DONE\]\s*$/.test(end)) failures += 1;
      first.push(firstByte);
      whole.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: load.concurrency }, worker));
  const seconds = (performance.now() - started) / 1_000;
  await pool.close();
  const at = (values: number[], share: number): number => values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
  return { requests: load.requests, failures, seconds, p50: at(whole, 0.5), p99: at(whole, 0.99), first50: at(first, 0.5), first99: at(first, 0.99) };
}

process.on('message', (load: Load) => { void run(load).then((measured) => process.send?.(measured)); });
process.send?.({ port: 0 });
