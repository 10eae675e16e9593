import { nameProblem } from './names';
import { refuse } from './refusal';
import type { Resource, Serialization, Statement } from './statement';

/** Part of a file: `start` inclusive, `end` exclusive, in bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A file as the signer saw it: one digest for each of its ranges. */
export interface SignedFile {
  readonly digests: readonly string[];
  /** Bytes; known only when the model was hashed by shards. */
  readonly size?: number;
}

/** How a file of this size is cut. A file without bytes has one range under `files` and none under `shards`. */
export function rangesOf(size: number, serialization: Serialization): Range[] {
  if (serialization.method === 'files') return [{ start: 0, end: size }];
  const ranges: Range[] = [];
  for (let start = 0; start < size; start += serialization.shardSize) ranges.push({ start, end: Math.min(start + serialization.shardSize, size) });
  return ranges;
}

export function resourceName(path: string, range: Range, serialization: Serialization): string {
  return serialization.method === 'files' ? path : `${path}:${range.start}:${range.end}`;
}

/** The signed files by path. Refuses names that could lead out of the model, duplicates, and shards with gaps or overlaps. */
export function signedFiles(statement: Statement): Map<string, SignedFile> {
  const { serialization } = statement;
  const files = serialization.method === 'files' ? wholeFiles(statement.resources) : joinShards(statement.resources, serialization.shardSize);
  for (const path of files.keys()) {
    const problem = nameProblem(path);
    if (problem !== undefined) refuse('ModelNameUnsafe', problem, { got: path });
  }
  return files;
}

function wholeFiles(resources: readonly Resource[]): Map<string, SignedFile> {
  const files = new Map<string, SignedFile>();
  for (const { name, digest } of resources) {
    if (files.has(name)) refuse('ModelNameDuplicate', 'a file must be listed once', { where: name });
    files.set(name, { digests: [digest] });
  }
  return files;
}

function joinShards(resources: readonly Resource[], shardSize: number): Map<string, SignedFile> {
  const shards = new Map<string, (Range & { readonly digest: string })[]>();
  const seen = new Set<string>();
  for (const { name, digest } of resources) {
    if (seen.has(name)) refuse('ModelNameDuplicate', 'a shard must be listed once', { where: name });
    seen.add(name);
    // A path may hold colons itself, so only the last two numbers count.
    const match = /^(.*):(0|[1-9]\d*):([1-9]\d*)$/su.exec(name);
    const [, path, start, end] = match ?? [];
    if (path === undefined) return refuse('ModelShardsMalformed', 'a shard must be named <path>:<start>:<end>', { got: name });
    shards.set(path, [...(shards.get(path) ?? []), { start: Number(start), end: Number(end), digest }]);
  }
  return new Map([...shards].map(([path, parts]) => [path, joinFile(path, parts, shardSize)]));
}

function joinFile(path: string, parts: readonly (Range & { readonly digest: string })[], shardSize: number): SignedFile {
  const ordered = [...parts].sort((a, b) => a.start - b.start);
  const size = ordered.at(-1)?.end ?? 0;
  const expected = rangesOf(Number.isSafeInteger(size) && size <= ordered.length * shardSize ? size : 0, { method: 'shards', shardSize, hashType: 'sha256', ignorePaths: [] });
  const whole = expected.length === ordered.length && expected.every((range, index) => range.start === ordered[index]?.start && range.end === ordered[index]?.end);
  if (!whole) refuse('ModelShardsMalformed', 'the shards of a file must follow each other from its first byte to its last', { where: path });
  return { size, digests: ordered.map((part) => part.digest) };
}
