import { PlatformError } from '../../contract/platform-error';
import { versionLayout } from '../../services/model-signing/layout';
import { memorySource } from '../../services/model-signing/memory-source';
import type { VerifyingKey } from '../../services/model-signing/key';
import { refuse } from '../../services/model-signing/refusal';
import { readSmallObject, type S3Place } from '../../services/model-signing/s3-read';
import { s3Source } from '../../services/model-signing/s3-source';
import type { Statement } from '../../services/model-signing/statement';
import { verifyModel } from '../../services/model-signing/verify';
import { EXIT, type CommandInput, type ExitCode } from '../command';
import type { Terminal } from '../terminal';
import type { AwsClients } from './aws';
import { readInputFile, requireModel } from './files';
import { withLocalModel, withProgress } from './hashing-options';
import { verifyingKey } from './keys';
import { PUBLISHED_CARD_NAME, rootDigestOf } from './published-card';
import { defaultSignature, insideModel } from './sign';

export async function verify(input: CommandInput, terminal: Terminal, aws: AwsClients): Promise<ExitCode> {
  const [model = ''] = input.positionals;
  const key = input.text('key') ?? '';
  const statement = model.startsWith('s3://') ? await verifyPublished(model, key, terminal, aws) : await verifyLocal(model, key, input, terminal, aws);
  terminal.out(`verified ${statement.resources.length} ${statement.serialization.method}, digest sha256:${statement.rootDigest}`);
  return EXIT.ok;
}

async function verifyLocal(model: string, keyOption: string, input: CommandInput, terminal: Terminal, aws: AwsClients): Promise<Statement> {
  const signature = input.text('signature') ?? defaultSignature(model);
  await requireModel(model);
  const bundle = await readInputFile(signature);
  const key = await verifyingKey(keyOption, aws);
  return withLocalModel(model, (source) => verifyModel(bundle, key, withProgress(source, terminal, 'hashing'), { alsoIgnore: insideModel(model, signature), exact: input.flag('exact') }));
}

async function verifyPublished(url: string, keyOption: string, terminal: Terminal, aws: AwsClients): Promise<Statement> {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.+?)\/*$/.exec(url) ?? [];
  if (bucket === undefined || prefix === undefined) throw new PlatformError([{ code: 'ModelUrlInvalid', what: 'a published version is named s3://bucket/models/name/version', got: url, fix: 'give bucket and prefix' }]);
  const key = await verifyingKey(keyOption, aws);
  const place = { s3: await aws.s3(), bucket };
  const layout = versionLayout(prefix);
  const bundle = await readSmallObject(place, layout.signature);
  if (bundle === undefined) return refuse('ModelSignatureMissing', 'the model version must have a signature', { where: `s3://${bucket}/${layout.signature}` });
  const statement = await verifyModel(bundle, key, withProgress(s3Source(place, layout.files), terminal, 'reading'), { exact: true });
  await verifyCard(place, prefix, key, statement, terminal);
  return statement;
}

/** A card that is there must be signed by the same key and made for these files. */
async function verifyCard(place: S3Place, prefix: string, key: VerifyingKey, statement: Statement, terminal: Terminal): Promise<void> {
  const layout = versionLayout(prefix);
  const card = await readSmallObject(place, layout.card);
  if (card === undefined) {
    terminal.err('note: the version has no model card');
    return;
  }
  const signature = await readSmallObject(place, layout.cardSignature);
  if (signature === undefined) return refuse('ModelCardUnsigned', 'a model card must have a signature', { where: layout.card });
  await verifyModel(signature, key, memorySource(PUBLISHED_CARD_NAME, card), { exact: true });
  if (rootDigestOf(card) !== statement.rootDigest) refuse('ModelCardOfOtherModel', 'the card must name the digest of this model', { where: layout.card });
}
