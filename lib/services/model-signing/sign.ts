import { throwProblems } from '../../contract/platform-error';
import { renderBundle } from './bundle';
import { IN_TOTO_PAYLOAD_TYPE, preAuthenticationEncoding } from './dsse';
import { keyHint, type SigningKey } from './key';
import { rangesOf, resourceName } from './manifest';
import { compareNames, DEFAULT_IGNORED, ignorePathProblem, isIgnored } from './names';
import { ModelRefused, refusal, refuse } from './refusal';
import type { ModelFile, ModelSource, OnProgress } from './source';
import { parseStatement, renderStatement, type Serialization, type ShardAlgorithm, type Statement } from './statement';

/** What the reference tool takes, too. */
export const DEFAULT_SHARD_SIZE = 1_000_000_000;

export interface SignOptions {
  /** Name of the model's folder. */
  readonly modelName: string;
  /** `auto` cuts into shards where a file is larger than one, so that its parts are hashed side by side. @default 'auto' */
  readonly method?: 'auto' | 'files' | 'shards';
  /** Bytes. @default 1,000,000,000 */
  readonly shardSize?: number;
  /** Whose spelling of a shard's algorithm is written: that which the reference tool reads, or that of the specification. Both are verified here. @default 'tool' */
  readonly shardAlgorithm?: ShardAlgorithm;
  /** Relative paths to leave out, besides those of git. @default - none */
  readonly ignorePaths?: readonly string[];
  readonly onProgress?: OnProgress;
}

export interface SignedModel {
  /** The signature bundle: contents of `model.sig`. */
  readonly bundle: string;
  readonly statement: Statement;
  /** The files that are covered. */
  readonly files: readonly ModelFile[];
}

/** Hashes every file of the model and signs the list. Refuses a model that could not be verified afterwards. */
export async function signModel(source: ModelSource, key: SigningKey, options: SignOptions): Promise<SignedModel> {
  const ignorePaths = ignored(options.ignorePaths ?? []);
  const { files, problems } = await source.list((name) => isIgnored(name, ignorePaths));
  if (problems.length > 0) throw new ModelRefused(problems);
  if (files.length === 0) refuse('ModelEmpty', 'a model must hold at least one file', { where: options.modelName });
  const serialization = chooseSerialization(files, ignorePaths, options);

  const tasks = files.flatMap((file) => rangesOf(file.size, serialization).map((range) => ({ ...range, ...file })));
  const outcomes = await source.hash(tasks, serialization.hashType, options.onProgress);
  const resources = tasks.map((task, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined || 'failure' in outcome) return refuse('ModelFileUnreadable', 'a file must stay readable and unchanged while it is hashed', { where: task.path });
    return { name: resourceName(task.path, task, serialization), digest: outcome.digest };
  });
  resources.sort((a, b) => compareNames(a.name, b.name));

  const payload = renderStatement({ modelName: options.modelName, resources, serialization }, options.shardAlgorithm);
  const signature = await key.sign(preAuthenticationEncoding(IN_TOTO_PAYLOAD_TYPE, payload));
  return { bundle: renderBundle(payload, signature, keyHint(key.publicKey)), statement: parseStatement(payload), files };
}

function ignored(paths: readonly string[]): string[] {
  for (const path of paths) {
    const problem = ignorePathProblem(path);
    if (problem !== undefined) throwProblems([refusal('ModelIgnorePathInvalid', problem, { got: path })]);
  }
  return [...new Set([...DEFAULT_IGNORED, ...paths])].sort(compareNames);
}

function chooseSerialization(files: readonly ModelFile[], ignorePaths: readonly string[], options: SignOptions): Serialization {
  const shardSize = options.shardSize ?? DEFAULT_SHARD_SIZE;
  if (!Number.isSafeInteger(shardSize) || shardSize < 1) {
    throwProblems([{ code: 'ModelShardSizeInvalid', what: "'shardSize' must be a positive whole number of bytes", got: shardSize, fix: `leave it out for ${DEFAULT_SHARD_SIZE}` }]);
  }
  const empty = files.find((file) => file.size === 0);
  const method = options.method ?? 'auto';
  if (method === 'shards' && empty !== undefined) refuse('ModelEmptyFileInShards', 'a file without bytes cannot be covered by shards', { where: empty.path });
  // The reference tool cannot read a shard's name when the file's own name holds a colon.
  const sharded = method === 'shards' || (method === 'auto' && empty === undefined && files.some((file) => file.size > shardSize) && !files.some((file) => file.path.includes(':')));
  return sharded ? { method: 'shards', hashType: 'sha256', ignorePaths, shardSize } : { method: 'files', hashType: 'sha256', ignorePaths };
}
