import { createHash } from 'node:crypto';
import { DIGEST_LENGTH, isHashType, type HashType } from './hash-type';
import { isRecord, parseJson } from './json';
import { ignorePathProblem } from './names';
import { refuse } from './refusal';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'https://model_signing/signature/v1.0';

/** One file, or one shard of a file (`<path>:<start>:<end>`), with its digest in lowercase hex. */
export interface Resource {
  readonly name: string;
  readonly digest: string;
}

/** How the files were enumerated and hashed. */
export type Serialization = {
  readonly hashType: HashType;
  readonly ignorePaths: readonly string[];
} & ({ readonly method: 'files' } | { readonly method: 'shards'; readonly shardSize: number });

export interface Statement {
  /** Name of the model's folder; says nothing about its contents. */
  readonly modelName: string;
  readonly resources: readonly Resource[];
  readonly serialization: Serialization;
  /** SHA-256 over all digests: a short identity of the whole model. */
  readonly rootDigest: string;
}

export function rootDigest(resources: readonly Resource[]): string {
  const hash = createHash('sha256');
  for (const resource of resources) hash.update(resource.digest, 'hex');
  return hash.digest('hex');
}

/** How the algorithm of a shard is spelled. */
export type ShardAlgorithm = 'tool' | 'specification';

/**
 * The specification names the hash alone (`sha256`); the reference tool, up to its release 1.1.1 at least, writes `sha256-sharded-<size>` and
 * refuses anything else. Whole files are `sha256` for both.
 */
function algorithmNames(serialization: Serialization): Readonly<Record<ShardAlgorithm, string>> {
  const { hashType } = serialization;
  return { specification: hashType, tool: serialization.method === 'shards' ? `${hashType}-sharded-${serialization.shardSize}` : hashType };
}

/**
 * The bytes that are signed: JSON with one fixed order of fields, so that the same model gives the same statement.
 * @param shardAlgorithm whose spelling the resources take
 */
export function renderStatement(statement: Omit<Statement, 'rootDigest'>, shardAlgorithm: ShardAlgorithm = 'tool'): Buffer {
  const { serialization, resources } = statement;
  const algorithm = algorithmNames(serialization)[shardAlgorithm];
  return Buffer.from(JSON.stringify({
    _type: STATEMENT_TYPE,
    subject: [{ name: statement.modelName, digest: { sha256: rootDigest(resources) } }],
    predicateType: PREDICATE_TYPE,
    predicate: {
      resources: resources.map(({ name, digest }) => ({ name, digest, algorithm })),
      serialization: {
        method: serialization.method,
        hash_type: serialization.hashType,
        ...(serialization.method === 'shards' ? { shard_size: serialization.shardSize } : {}),
        allow_symlinks: false,
        ignore_paths: serialization.ignorePaths,
      },
    },
  }));
}

/** Reads a payload whose signature was verified. Still strict: a statement that contradicts itself is refused. */
export function parseStatement(payload: Buffer): Statement {
  const statement = parseJson(payload, 'ModelStatementMalformed');
  if (!isRecord(statement)) return malformed('the statement must be an object');
  if (statement._type !== STATEMENT_TYPE) return refuse('ModelStatementTypeWrong', `'_type' must be ${STATEMENT_TYPE}`, { got: statement._type });
  if (statement.predicateType !== PREDICATE_TYPE) return refuse('ModelPredicateTypeWrong', `'predicateType' must be ${PREDICATE_TYPE}`, { got: statement.predicateType });
  const predicate = statement.predicate;
  if (!isRecord(predicate)) return malformed("'predicate' must be an object");
  const serialization = parseSerialization(predicate.serialization);
  if (!Array.isArray(predicate.resources) || predicate.resources.length === 0) return malformed("'resources' must list at least one file");
  const resources = predicate.resources.map((resource: unknown) => parseResource(resource, serialization));
  const subject = parseSubject(statement.subject);
  const computed = rootDigest(resources);
  if (computed !== subject.digest) return refuse('ModelRootDigestWrong', 'the digest of the subject must be the digest over all files', { got: subject.digest });
  return { modelName: subject.name, resources, serialization, rootDigest: computed };
}

function parseSubject(subjects: unknown): { readonly name: string; readonly digest: string } {
  const subject: unknown = Array.isArray(subjects) && subjects.length === 1 ? subjects[0] : undefined;
  if (!isRecord(subject) || typeof subject.name !== 'string' || subject.name === '' || !isRecord(subject.digest)) return malformed("'subject' must be one model with a name and a digest");
  return typeof subject.digest.sha256 === 'string' ? { name: subject.name, digest: subject.digest.sha256 } : malformed("the digest of the subject must be of type 'sha256'");
}

function parseSerialization(serialization: unknown): Serialization {
  if (!isRecord(serialization)) return malformed("'serialization' must be an object");
  const { method, hash_type: hashType, shard_size: shardSize, allow_symlinks: allowSymlinks, ignore_paths: ignorePaths = [] } = serialization;
  if (!isHashType(hashType)) return refuse('ModelHashUnsupported', "'hash_type' must be sha256 or blake2b", { got: hashType });
  // Links are refused whatever the signer allowed: on a tree without links both readings agree.
  if (typeof allowSymlinks !== 'boolean') return malformed("'allow_symlinks' must be true or false");
  if (!Array.isArray(ignorePaths) || !ignorePaths.every((path) => typeof path === 'string')) return malformed("'ignore_paths' must be a list of texts");
  for (const path of ignorePaths) {
    const problem = ignorePathProblem(path);
    if (problem !== undefined) refuse('ModelIgnorePathInvalid', problem, { got: path });
  }
  if (method === 'files') return shardSize === undefined ? { method, hashType, ignorePaths } : malformed("'shard_size' belongs to the method 'shards' only");
  if (method !== 'shards') return refuse('ModelSerializationUnsupported', "'method' must be files or shards", { got: method });
  if (typeof shardSize !== 'number' || !Number.isSafeInteger(shardSize) || shardSize < 1) return malformed("'shard_size' must be a positive whole number");
  return { method, hashType, ignorePaths, shardSize };
}

function parseResource(resource: unknown, serialization: Serialization): Resource {
  if (!isRecord(resource)) return malformed('a resource must be an object');
  const { name, digest, algorithm } = resource;
  if (typeof name !== 'string' || typeof digest !== 'string') return malformed('a resource must have a name and a digest');
  const accepted = Object.values(algorithmNames(serialization));
  if (typeof algorithm !== 'string' || !accepted.includes(algorithm)) return refuse('ModelHashUnsupported', `the algorithm of a resource must be ${accepted[0]}`, { got: algorithm, where: name });
  if (digest.length !== DIGEST_LENGTH[serialization.hashType] || !/^[0-9a-f]+$/.test(digest)) return malformed('a digest must be lowercase hex of full length');
  return { name, digest };
}

function malformed(what: string): never {
  return refuse('ModelStatementMalformed', what);
}
