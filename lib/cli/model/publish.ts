import { PlatformError, throwProblems, type Problem } from '../../contract/platform-error';
import { modelNameOf } from '../../services/model-signing/directory-source';
import { modelPrefix, versionLayout } from '../../services/model-signing/layout';
import { ModelRefused } from '../../services/model-signing/refusal';
import { bucketKeyArn, refuseExisting, uploadVersion } from '../../services/model-signing/s3-publish';
import { signModel } from '../../services/model-signing/sign';
import type { ModelSource } from '../../services/model-signing/source';
import { EXIT, type CommandInput, type ExitCode } from '../command';
import { Progress } from '../progress';
import type { Terminal } from '../terminal';
import type { AwsClients } from './aws';
import { readInputFile, requireModel } from './files';
import { unsafeFormatProblems } from './formats';
import { hashingOptions, withLocalModel, withProgress } from './hashing-options';
import { kmsSigningKey } from './keys';
import { parseModelCard, type ModelCard } from './model-card';
import { signCard } from './published-card';

export async function publish(input: CommandInput, terminal: Terminal, aws: AwsClients): Promise<ExitCode> {
  const [folder = ''] = input.positionals;
  const bucket = input.text('bucket') ?? '';
  const name = input.text('name') ?? '';
  const version = input.text('version') ?? '';
  const layout = versionLayout(modelPrefix(name, version));
  const options = hashingOptions(input);
  await requireModel(folder);
  const card = await readCard(input.text('card'), name, version);

  const key = await kmsSigningKey(input.text('key') ?? '', aws);
  const s3 = await aws.s3();
  await refuseExisting({ s3, bucket, layout });
  const target = { s3, bucket, layout, encryptionKeyArn: encryptionKey(input.text('encryption-key') ?? (await bucketKeyArn(s3, bucket)), bucket) };

  const signed = await withLocalModel(folder, (source) => signModel(withProgress(refusingUnsafeFormats(source, folder, card), terminal, 'hashing'), key, { ...options, modelName: modelNameOf(folder) }));
  const progress = new Progress(terminal, 'uploading', signed.files.reduce((sum, file) => sum + file.size, 0));
  try {
    const published = card === undefined ? undefined : await signCard(card, signed.statement, key);
    await uploadVersion(target, { folder, files: signed.files, card: published, signature: signed.bundle }, (bytes) => progress.update(bytes));
  } finally {
    progress.end();
  }
  terminal.out(`published s3://${bucket}/${layout.prefix}, ${signed.files.length} files, digest sha256:${signed.statement.rootDigest}`);
  return EXIT.ok;
}

async function readCard(file: string | undefined, name: string, version: string): Promise<ModelCard | undefined> {
  if (file === undefined) return undefined;
  const card = parseModelCard((await readInputFile(file)).toString('utf8'), file);
  const problems: Problem[] = [];
  if (card.name !== name) problems.push({ code: 'ModelCardOfOtherModel', what: "the card's name must be that of --name", got: card.name, where: file, fix: 'correct the card' });
  if (card.version !== version) problems.push({ code: 'ModelCardOfOtherModel', what: "the card's version must be that of --version", got: card.version, where: file, fix: 'correct the card' });
  throwProblems(problems);
  return card;
}

function encryptionKey(arn: string | undefined, bucket: string): string {
  if (arn === undefined || !/^arn:[a-z-]+:kms:/.test(arn)) {
    throw new PlatformError([{ code: 'BucketKeyUnknown', what: 'the bucket must encrypt with a customer key, named by its ARN', got: arn, where: bucket, fix: 'give --encryption-key <arn>' }]);
  }
  return arn;
}

/** Judges the formats after the files are listed and before they are hashed, which takes long. */
function refusingUnsafeFormats(source: ModelSource, folder: string, card: ModelCard | undefined): ModelSource {
  return {
    hash: (tasks, type, onProgress) => source.hash(tasks, type, onProgress),
    list: async (skip) => {
      const listing = await source.list(skip);
      if (card?.unsafeFormats === undefined && listing.problems.length === 0) {
        const problems = await unsafeFormatProblems(folder, listing.files);
        if (problems.length > 0) throw new ModelRefused(problems);
      }
      return listing;
    },
  };
}
