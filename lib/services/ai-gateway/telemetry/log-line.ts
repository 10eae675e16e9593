import type { RequestSummary } from '../core/ports';
import type { Verdict } from '../core/verdict';

/** The most that stands in one line: log drivers cut longer ones apart, and half a line is no JSON. */
export const MAX_LINE_BYTES = 15_000;

const MAX_TEXT = 256;
const MAX_NAMES = 32;
const MAX_VERDICTS = 32;
const MAX_DEPTH = 3;

export type Level = 'info' | 'warn' | 'error';

/** One line for one request, with its line feed: fixed members, so nothing stands in it that is not named here. */
export function requestLine(summary: RequestSummary): string {
  const { usage, audit } = summary;
  const fields = {
    level: levelOf(summary),
    event: 'request',
    time: text(summary.time),
    requestId: text(summary.requestId),
    route: text(summary.route),
    status: summary.status,
    errorCode: text(summary.errorCode),
    tenant: text(summary.tenant),
    subject: text(summary.subject),
    model: text(summary.model),
    modelVersion: text(summary.modelVersion),
    stream: summary.stream,
    riskScore: summary.riskScore,
    verdicts: summary.verdicts.length > MAX_VERDICTS ? summary.verdicts.slice(0, MAX_VERDICTS).map(verdict) : summary.verdicts.map(verdict),
    inputTokens: usage?.prompt_tokens,
    outputTokens: usage?.completion_tokens,
    reservedTokens: summary.reservedTokens,
    remainingTokens: summary.remainingTokens,
    toolCalls: counts(summary.toolCalls),
    approvals: summary.approvals?.slice(0, MAX_NAMES).map(text),
    durationMilliseconds: summary.durationMilliseconds,
    firstTokenMilliseconds: summary.firstTokenMilliseconds,
    upstreamMilliseconds: summary.upstreamMilliseconds,
    cost: summary.cost,
    clientGone: summary.clientGone,
    audit: audit === undefined ? undefined : { chain: text(audit.chain), sequence: audit.sequence, hash: text(audit.hash) },
  };
  const line = JSON.stringify(fields);
  // Rather fewer details than a line that is cut apart; who, what and the receipt always stay.
  return `${printable(line.length <= MAX_LINE_BYTES / 3 || bytesOf(line) <= MAX_LINE_BYTES ? line : JSON.stringify({ ...fields, verdicts: [], toolCalls: undefined, approvals: undefined, shortened: true }))}\n`;
}

/** One line for a fault or a change of state. Only plain values pass; an error passes as its name and code. */
export function eventLine(level: Level, event: string, now: number, fields: Readonly<Record<string, unknown>>): string {
  const known = { level, event: text(event), time: new Date(now).toISOString() };
  const line = JSON.stringify({ ...plain(fields, 0), ...known });
  return `${printable(bytesOf(line) <= MAX_LINE_BYTES ? line : JSON.stringify({ ...known, shortened: true }))}\n`;
}

function levelOf({ status }: RequestSummary): Level {
  return status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
}

function text(value: string): string;
function text(value: string | undefined): string | undefined;
function text(value: string | undefined): string | undefined {
  return value === undefined || value.length <= MAX_TEXT ? value : `${value.slice(0, MAX_TEXT)}…`;
}

function verdict({ guard, action, reasons, score, at }: Verdict): Verdict {
  return { guard, action, reasons: counts(reasons), score, at: text(at) };
}

/** Small objects pass as they are, which is nearly always. */
function counts(given: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  let number = 0;
  for (const name in given) {
    number += 1;
    if (number > MAX_NAMES || name.length > MAX_TEXT) {
      return Object.fromEntries(Object.entries(given).slice(0, MAX_NAMES).map(([key, count]) => [text(key), count]));
    }
  }
  return given;
}

function plain(value: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).slice(0, MAX_NAMES).map(([name, item]) => [text(name), plainValue(item, depth + 1)]));
}

function plainValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return value;
  if (value instanceof Error) return { error: text(value.name), ...('code' in value && typeof value.code === 'string' ? { code: text(value.code) } : {}) };
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return `[${typeof value}]`;
  if (Array.isArray(value)) return value.slice(0, 64).map((item: unknown) => plainValue(item, depth + 1));
  return plain(Object.fromEntries(Object.entries(value)), depth);
}

const bytesOf = (line: string): number => Buffer.byteLength(line);

/** JSON escapes what is below a space; this also escapes what else steers a terminal or a reader: C1 controls, line separators, directions. */
function printable(line: string): string {
  return line.replace(/[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
