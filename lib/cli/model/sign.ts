import { lstat, writeFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { throwProblems } from '../../contract/platform-error';
import { modelNameOf } from '../../services/model-signing/directory-source';
import { signModel } from '../../services/model-signing/sign';
import { EXIT, type CommandInput, type ExitCode } from '../command';
import type { Terminal } from '../terminal';
import type { AwsClients } from './aws';
import { requireModel } from './files';
import { hashingOptions, withLocalModel, withProgress } from './hashing-options';
import { signingKey } from './keys';

export async function sign(input: CommandInput, terminal: Terminal, aws: AwsClients): Promise<ExitCode> {
  const [model = ''] = input.positionals;
  const options = hashingOptions(input);
  const target = input.text('signature') ?? defaultSignature(model);
  await requireModel(model);
  const key = await signingKey(input.text('key') ?? '', aws);
  const signed = await withLocalModel(model, (source) => signModel(withProgress(source, terminal, 'hashing'), key, {
    ...options,
    modelName: modelNameOf(model),
    ignorePaths: [...(options.ignorePaths ?? []), ...insideModel(model, target)],
  }));
  await replaceFile(target, signed.bundle);
  terminal.out(`signed ${signed.files.length} files, digest sha256:${signed.statement.rootDigest}, signature ${target}`);
  return EXIT.ok;
}

/** Beside the model, never inside it. */
export function defaultSignature(model: string): string {
  return `${resolve(model)}.sig`;
}

/** The signature's name within the model, where it lies there: it cannot cover itself. */
export function insideModel(model: string, signature: string): string[] {
  const path = relative(resolve(model), resolve(signature));
  return path === '' || path.startsWith('..') ? [] : [path.split(sep).join('/')];
}

/** Overwrites an older signature, and nothing that is no file. */
async function replaceFile(path: string, contents: string): Promise<void> {
  const status = await lstat(path).catch(() => undefined);
  if (status !== undefined && !status.isFile()) throwProblems([{ code: 'SignatureTargetInvalid', what: 'the signature must go to a file', got: path, fix: 'give another --signature' }]);
  await writeFile(path, contents);
}
