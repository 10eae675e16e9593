import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { PlatformError, throwProblems, type Problem } from '../../contract/platform-error';
import { createAnchors, parseHead, receiptInLog, type Anchors } from '../../services/ai-gateway/audit/anchors';
import { fileTrail } from '../../services/ai-gateway/audit/file-source';
import { isProblem, renderFinding, type Finding } from '../../services/ai-gateway/audit/findings';
import type { AuditKeys } from '../../services/ai-gateway/audit/keys';
import { kmsAuditKeys } from '../../services/ai-gateway/audit/kms-keys';
import { localAuditKeys, readKeyFile } from '../../services/ai-gateway/audit/local-keys';
import type { OpenedLine } from '../../services/ai-gateway/audit/open-record';
import { s3Trail } from '../../services/ai-gateway/audit/s3-source';
import type { TrailSource } from '../../services/ai-gateway/audit/trail-source';
import { verifyTrail, type VerifiedTrail } from '../../services/ai-gateway/audit/verify-trail';
import { EXIT, type CommandInput, type ExitCode } from '../command';
import type { AwsClients } from '../model/aws';
import type { Terminal } from '../terminal';

/** More would push the first ones off the screen. */
const MAX_SHOWN = 100;

/** Chains that began last: the others have ended or crashed long ago, and the next ones link to them. */
const MAX_SHOWN_HEADS = 5;

const WHERE = 'secure-ai audit verify';

export async function verifyAudit(input: CommandInput, terminal: Terminal, aws: AwsClients): Promise<ExitCode> {
  const [place = ''] = input.positionals;
  const requestId = input.text('decrypt');
  throwProblems(problemsOf(input));
  const anchors = await anchorsOf(input, terminal);
  const keys = await keysOf(input, aws);
  const source = await sourceOf(place, aws);

  const opened: OpenedLine[] = [];
  const onOpened = (line: OpenedLine): void => {
    if (line.kind === 'record' && line.header.request === requestId) opened.push(line);
  };
  const trail = await verifyTrail(source, { anchors, keys, onOpened: requestId === undefined ? undefined : onOpened });
  if (trail.chains.length === 0 && anchors.chains().length === 0) {
    throwProblems([{ code: 'AuditTrailNotFound', what: 'the folder or prefix must hold an audit trail', got: place, where: WHERE, fix: 'give the folder that holds the chains, or the prefix under which the gateway writes' }]);
  }
  for (const { header, ...rest } of opened) terminal.out(printable({ chain: header.chain, sequence: header.sequence, sealedAt: header.time, ...rest }));
  return report(trail, input, requestId !== undefined && opened.length === 0, terminal);
}

function report({ chains, findings }: VerifiedTrail, input: CommandInput, notFound: boolean, terminal: Terminal): ExitCode {
  const write = input.text('decrypt') === undefined ? terminal.out : terminal.err;
  const fails = (finding: Finding): boolean => isProblem(finding) || (input.flag('strict') && finding.code === 'tail-unproved');
  const problems = findings.filter(fails);
  const notes = findings.filter((finding) => !fails(finding));
  for (const finding of problems.slice(0, MAX_SHOWN)) write(visible(renderFinding(finding)));
  if (problems.length > MAX_SHOWN) write(`… and ${problems.length - MAX_SHOWN} more`);
  for (const finding of notes.slice(0, MAX_SHOWN)) terminal.err(`note: ${visible(renderFinding(finding))}`);
  if (notes.length > MAX_SHOWN) terminal.err(`note: … and ${notes.length - MAX_SHOWN} more`);
  if (notFound) terminal.err(`there is no record of the request ${printable(input.text('decrypt'))} that could be opened`);
  for (const { chain, head, ended } of chains.slice(-MAX_SHOWN_HEADS)) {
    if (head !== undefined && !ended) terminal.err(`note: last record of the open chain, for --head: ${chain}:${head.sequence}:${head.hash}`);
  }
  const records = chains.reduce((sum, chain) => sum + chain.records, 0);
  write(`${problems.length === 0 ? 'intact' : `NOT INTACT, ${counted(problems.length, 'problem')}`}: ${counted(records, 'record')} in ${counted(chains.length, 'chain')}, ${input.text('key') === undefined && input.text('kms') === undefined ? 'hashes checked' : 'hashes checked and records opened'}`);
  return problems.length === 0 && !notFound ? EXIT.ok : EXIT.refused;
}

function problemsOf(input: CommandInput): Problem[] {
  const problems: Problem[] = [];
  const [key, kms] = [input.text('key'), input.text('kms')];
  if (key !== undefined && kms !== undefined) problems.push({ code: 'AuditKeyAmbiguous', what: '--key and --kms exclude each other', where: WHERE, fix: 'give the one under which the trail was sealed' });
  if (kms !== undefined && !/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/.test(kms)) problems.push({ code: 'AuditKeyArnInvalid', what: '--kms must be the ARN of a key', got: kms, where: WHERE, fix: 'write arn:<partition>:kms:<region>:<account>:key/<id>' });
  if (input.text('decrypt') !== undefined && key === undefined && kms === undefined) problems.push({ code: 'AuditKeyNeeded', what: '--decrypt needs a key', where: WHERE, fix: 'add --key or --kms' });
  for (const head of input.texts('head')) {
    if (parseHead(head) === undefined) problems.push({ code: 'AuditHeadMalformed', what: '--head must be chain:sequence:hash', got: head, where: WHERE, fix: 'copy it from a receipt or from an earlier run' });
  }
  return problems;
}

async function anchorsOf(input: CommandInput, terminal: Terminal): Promise<Anchors> {
  const anchors = createAnchors();
  for (const text of input.texts('head')) {
    const head = parseHead(text);
    if (head !== undefined) anchors.add(head, 'head');
  }
  for (const file of input.texts('log')) {
    const receipts = await addReceipts(file, anchors);
    throwProblems(receipts > 0 ? [] : [{ code: 'AuditLogWithoutReceipts', what: 'the log must hold receipts (a member `audit` in its lines)', got: file, where: WHERE, fix: "give the gateway's own log" }]);
    terminal.err(`${counted(receipts, 'receipt')} in ${file}`);
  }
  return anchors;
}

async function addReceipts(file: string, anchors: Anchors): Promise<number> {
  let receipts = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const receipt = receiptInLog(line);
      if (receipt === undefined) continue;
      receipts += 1;
      anchors.add(receipt, 'log');
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  return receipts;
}

async function keysOf(input: CommandInput, aws: AwsClients): Promise<AuditKeys | undefined> {
  const [key, kms] = [input.text('key'), input.text('kms')];
  if (kms !== undefined) return kmsAuditKeys(await aws.kms(kms.split(':')[3]), kms);
  try {
    return key === undefined ? undefined : localAuditKeys(readKeyFile(key));
  } catch (error) {
    throw PlatformError.isPlatformError(error) ? error : unreadable(key ?? '', error);
  }
}

async function sourceOf(place: string, aws: AwsClients): Promise<TrailSource> {
  if (place.startsWith('s3://')) {
    const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(place) ?? [];
    if (bucket === undefined) throw new PlatformError([{ code: 'AuditTrailUrlInvalid', what: 'a trail in S3 is named s3://bucket/prefix', got: place, where: WHERE, fix: 'give bucket and prefix' }]);
    return s3Trail(await aws.s3(), bucket, prefix.replace(/\/+$/, ''));
  }
  const status = await lstat(place).catch((error: unknown) => { throw unreadable(place, error); });
  if (!status.isDirectory()) throw new PlatformError([{ code: 'AuditTrailNotFound', what: 'the trail must be a folder', got: place, where: WHERE, fix: 'give the folder that holds the chains' }]);
  return fileTrail(place);
}

function unreadable(path: string, error: unknown): PlatformError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new PlatformError([{ code: 'InputUnreadable', what: `the file or folder must be readable (${reason})`, got: path, where: WHERE, fix: 'check the path and its permissions' }]);
}

/** JSON in which nothing can steer a terminal: what was sealed was written by strangers. */
function printable(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(/[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Names of files may hold anything. */
function visible(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
