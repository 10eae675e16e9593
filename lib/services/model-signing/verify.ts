import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Problem } from '../../contract/platform-error';
import { parseBundle, type Bundle } from './bundle';
import { decodeBase64, IN_TOTO_PAYLOAD_TYPE, preAuthenticationEncoding } from './dsse';
import { keyHint, type VerifyingKey } from './key';
import { rangesOf, signedFiles, type SignedFile } from './manifest';
import { DEFAULT_IGNORED, isIgnored, withAncestors } from './names';
import { ModelRefused, refusal, refuse, type RefusalCode } from './refusal';
import type { HashOutcome, ModelFile, ModelSource, OnProgress } from './source';
import { parseStatement, type Statement } from './statement';

export interface CheckOptions {
  /** Paths to leave out besides those that the signer left out: the signature itself, where it lies inside the model. @default - none */
  readonly alsoIgnore?: readonly string[];
  /** Leaves nothing out, so that a file under an ignored path counts as added. For where only signed files may lie. @default false */
  readonly exact?: boolean;
  readonly onProgress?: OnProgress;
}

/** Verifies signature and files. Throws `ModelRefused` with every reason; returns what was signed when there is none. */
export async function verifyModel(bundle: Buffer, key: VerifyingKey, source: ModelSource, options: CheckOptions = {}): Promise<Statement> {
  const statement = await openBundle(bundle, key);
  await checkFiles(statement, source, options);
  return statement;
}

/** Verifies the signature alone. Nothing of the statement is read before the signature holds. */
export async function openBundle(bytes: Buffer, key: VerifyingKey): Promise<Statement> {
  const bundle = parseBundle(bytes);
  if (!namesKey(bundle, key.publicKey)) refuse('ModelKeyWrong', 'the model must be signed by the given key', { got: bundle.hint });
  if (!(await key.verify(preAuthenticationEncoding(IN_TOTO_PAYLOAD_TYPE, bundle.payload), bundle.signature))) {
    refuse('ModelSignatureInvalid', 'the signature must be that of the given key over the statement');
  }
  const statement = parseStatement(bundle.payload);
  signedFiles(statement);
  return statement;
}

/** Compares the files with the statement: names first, contents only when all names agree. */
export async function checkFiles(statement: Statement, source: ModelSource, options: CheckOptions = {}): Promise<void> {
  const signed = signedFiles(statement);
  const { files, problems, missing, added, resized } = await compareListing(statement, signed, source, options);
  const wrong = [...problems, ...(await describeMoves(statement, signed, missing, added, source)), ...resized];
  if (wrong.length > 0) throw new ModelRefused(wrong);
  const changed = await compareContents(statement, signed, files, source, options.onProgress);
  if (changed.length > 0) throw new ModelRefused(changed);
}

/** Compares names and sizes only, for a first look before gigabytes are fetched. Returns the signed files as they lie in the source. */
export async function checkListing(statement: Statement, source: ModelSource, options: CheckOptions = {}): Promise<readonly ModelFile[]> {
  const { files, problems, missing, added, resized } = await compareListing(statement, signedFiles(statement), source, options);
  const wrong = [...problems, ...missing.map(missingFile), ...added.map((file) => addedFile(file.path)), ...resized];
  if (wrong.length > 0) throw new ModelRefused(wrong);
  return files;
}

interface Comparison {
  /** The signed files that are there. */
  readonly files: readonly ModelFile[];
  readonly problems: readonly Problem[];
  readonly missing: readonly string[];
  readonly added: readonly ModelFile[];
  readonly resized: readonly Problem[];
}

async function compareListing(statement: Statement, signed: ReadonlyMap<string, SignedFile>, source: ModelSource, options: CheckOptions): Promise<Comparison> {
  const named = new Set([...signed.keys()].flatMap(withAncestors));
  const ignored = [...(options.exact === true ? [] : [...DEFAULT_IGNORED, ...statement.serialization.ignorePaths]), ...(options.alsoIgnore ?? [])];
  const { files, problems } = await source.list((name) => isIgnored(name, ignored) && !named.has(name));
  const present = new Set(files.map((file) => file.path));
  const judged = new Set(problems.map((problem) => problem.where));
  return {
    files: files.filter((file) => signed.has(file.path)),
    problems,
    missing: [...signed.keys()].filter((path) => !present.has(path) && !judged.has(path)),
    // A signed file may lie below an ignored folder; its neighbours there stay ignored.
    added: files.filter((file) => !signed.has(file.path) && !isIgnored(file.path, ignored)),
    resized: files
      .filter((file) => (signed.get(file.path)?.size ?? file.size) !== file.size)
      .map((file) => refusal('ModelFileChanged', 'a file must have its signed size', { got: file.size, where: file.path })),
  };
}

/** A missing file whose contents turn up under another name was renamed. */
async function describeMoves(statement: Statement, signed: ReadonlyMap<string, SignedFile>, missing: readonly string[], added: readonly ModelFile[], source: ModelSource): Promise<Problem[]> {
  const digests = missing.length === 0 ? new Map<string, string>() : await digestsOf(statement, added, source);
  const unclaimed = new Map(added.map((file) => [file.path, file]));
  const problems: Problem[] = [];
  for (const path of missing) {
    const wanted = signed.get(path)?.digests.join() ?? '';
    const found = [...unclaimed.keys()].find((candidate) => digests.get(candidate) === wanted);
    if (found !== undefined) unclaimed.delete(found);
    problems.push(found === undefined
      ? missingFile(path)
      : refusal('ModelFileRenamed', 'a file must keep its signed name', { got: found, where: path }));
  }
  problems.push(...[...unclaimed.keys()].map(addedFile));
  return problems;
}

function missingFile(where: string): Problem {
  return refusal('ModelFileMissing', 'a signed file must be there', { where });
}

function addedFile(where: string): Problem {
  return refusal('ModelFileAdded', 'a model must hold signed files only', { where });
}

async function digestsOf(statement: Statement, files: readonly ModelFile[], source: ModelSource): Promise<Map<string, string>> {
  const tasks = files.flatMap((file) => rangesOf(file.size, statement.serialization).map((range) => ({ ...range, ...file })));
  const outcomes = await source.hash(tasks, statement.serialization.hashType);
  const digests = new Map<string, string[]>();
  tasks.forEach((task, index) => digests.set(task.path, [...(digests.get(task.path) ?? []), digest(outcomes[index])]));
  return new Map([...digests].map(([path, parts]) => [path, parts.join()]));
}

async function compareContents(statement: Statement, signed: ReadonlyMap<string, SignedFile>, files: readonly ModelFile[], source: ModelSource, onProgress?: OnProgress): Promise<Problem[]> {
  const tasks = files.flatMap((file) => rangesOf(file.size, statement.serialization).map((range, part) => ({ ...range, ...file, wanted: signed.get(file.path)?.digests[part] })));
  const outcomes = await source.hash(tasks, statement.serialization.hashType, onProgress);
  const problems = new Map<string, Problem>();
  tasks.forEach((task, index) => {
    const outcome = outcomes[index];
    if (problems.has(task.path) || (outcome !== undefined && 'digest' in outcome && outcome.digest === task.wanted)) return;
    problems.set(task.path, contentProblem(outcome, task.path));
  });
  return [...problems.values()];
}

const FAILURES: Readonly<Record<'changed' | 'symlink' | 'unreadable', [RefusalCode, string]>> = {
  changed: ['ModelFileChanged', 'a file must stay as it is while it is verified'],
  symlink: ['ModelSymlinkFound', 'a model must not hold symbolic links'],
  unreadable: ['ModelFileUnreadable', 'a signed file must be readable'],
};

function contentProblem(outcome: HashOutcome | undefined, where: string): Problem {
  if (outcome !== undefined && 'failure' in outcome) return refusal(...FAILURES[outcome.failure], { where });
  return refusal('ModelFileChanged', 'a file must have its signed contents', { where });
}

function digest(outcome: HashOutcome | undefined): string {
  return outcome !== undefined && 'digest' in outcome ? outcome.digest : '';
}

/** The bundle's own word on its key: a first check that tells a wrong key from a forged statement. The signature decides. */
function namesKey(bundle: Bundle, key: KeyObject): boolean {
  if (bundle.hint !== undefined) {
    const ofDer = createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex');
    return [keyHint(key), ofDer].includes(bundle.hint.toLowerCase());
  }
  const raw = decodeBase64(bundle.rawKey ?? '');
  try {
    const named = raw?.toString('latin1').startsWith('-----BEGIN') === true ? createPublicKey(raw) : createPublicKey({ key: raw ?? Buffer.alloc(0), format: 'der', type: 'spki' });
    return named.equals(key);
  } catch {
    return false;
  }
}
