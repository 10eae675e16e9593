import { ERROR_CODES } from '../../../../../lib/services/ai-gateway/core/error-codes';

/** An answer of the gateway, whichever client read it. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers | Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Of an answer that is no success: its code. Says what is wrong with the answer instead, where something is: a text with blanks, which no code has. */
export function errorCode({ status, text }: Answered): string {
  let json: unknown;
  try { json = JSON.parse(text); } catch { return `no JSON: ${text.slice(0, 80)}`; }
  if (typeof json !== 'object' || json === null || Object.keys(json).join() !== 'error') return `no error object: ${text.slice(0, 80)}`;
  const { error } = json as { readonly error: unknown };
  if (typeof error !== 'object' || error === null || Object.keys(error).sort().join() !== 'code,message,param,type') return `another shape: ${text.slice(0, 120)}`;
  const { code, message, type, param } = error as Readonly<Record<string, unknown>>;
  const known = Object.entries(ERROR_CODES).find(([name]) => name === code)?.[1];
  if (known === undefined || typeof code !== 'string') return `unknown code: ${String(code)}`;
  if (known.status !== status || known.type !== type) return `another status or type: ${status} ${String(type)} for ${code}`;
  if (typeof message !== 'string' || message === '' || (param !== null && typeof param !== 'string')) return `another shape: ${text.slice(0, 120)}`;
  return code;
}

/** What an answer of any kind must never hold. Each is a trace of how the gateway is built, or of where it runs. */
const INTERNALS: readonly (readonly [string, RegExp])[] = [
  ['a stack', /\bat (?:async )?[\w$.<>]+ \(|\n\s+at /],
  ['a file of the program', /node_modules|\/lib\/services|\.[cm]?[jt]s:\d|node:internal|file:\/\//],
  ['an address of the network', /127\.0\.0\.1|localhost|::1\b|\b(?:10|192\.168)\.\d+\.\d+\.\d+/],
  ['a fault of the system', /\bE(?:CONN[A-Z]+|NOTFOUND|PIPE|HOSTUNREACH|ACCES|NOENT|TIMEDOUT)\b|\bHPE_|\bFST_|\bUND_ERR|\bERR_[A-Z]/],
  ['a class of an error', /\b(?:Type|Range|Reference|Syntax|Aggregate|Gateway|Platform|Zod|Validation|Assertion)Error\b|\bError:|Unexpected token|Cannot read|is not a function|of undefined|of null/],
  ['a part of the program', /\b(?:fastify|undici|ajv|secure-json-parse|llhttp|cedar|pglite|pgvector|pino|zod)\b/i],
  ['a statement of the database', /\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|app\.tenant_id|row-level/i],
  ['a policy', /\b(?:permit|forbid)\s*\(|principal\s+in\b|AiGateway::|policy\d+/],
  ['a server', /x-powered-by/i],
];

/** What of the gateway's inside an answer holds; nothing, it is hoped. `secrets` are texts of the request or of the surroundings that must not come back. */
export function internalsIn({ headers, text }: Answered, secrets: readonly string[] = []): string[] {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const names = entries.map(([name = '']) => name.toLowerCase());
  const all = `${entries.map((entry) => entry.join(': ')).join('\n')}\n${text}`;
  return [
    ...INTERNALS.filter(([, pattern]) => pattern.test(all)).map(([name]) => `${name}: ${all.slice(0, 300)}`),
    ...(names.includes('server') || names.includes('via') ? ['a header that names the server'] : []),
    ...secrets.filter((secret) => secret !== '' && all.includes(secret)).map((secret) => `'${secret}'`),
  ];
}

/** Collects what is wrong with every answer of a suite. */
export class Watch {
  private readonly faults: string[] = [];
  private readonly statuses = new Map<string, number>();
  private total = 0;

  constructor(private readonly secrets: readonly string[] = []) {}

  get seen(): number {
    return this.total;
  }

  /** By status and code, how often. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.statuses].sort());
  }

  get found(): readonly string[] {
    return this.faults;
  }

  /** Looks at one answer; gives its code, or the status of a success. */
  look(answer: Answered, about = ''): string {
    this.total += 1;
    const code = answer.status < 300 ? String(answer.status) : errorCode(answer);
    this.statuses.set(`${answer.status} ${code}`, (this.statuses.get(`${answer.status} ${code}`) ?? 0) + 1);
    const wrong = answer.status < 300 ? [] : internalsIn(answer, this.secrets);
    if (code.includes(' ')) wrong.push(code);
    if (answer.status === 500) wrong.push('internal_error');
    for (const fault of wrong) this.faults.push(about === '' ? fault : `${about} -> ${fault}`);
    return code;
  }
}
