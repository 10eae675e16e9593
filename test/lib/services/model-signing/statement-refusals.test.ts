import { createHash } from 'node:crypto';
import { preAuthenticationEncoding } from '../../../../lib/services/model-signing/dsse';
import { signModel } from '../../../../lib/services/model-signing/sign';
import { memorySource } from '../../../../lib/services/model-signing/memory-source';
import { openBundle, verifyModel } from '../../../../lib/services/model-signing/verify';
import { codesOf, newKey, signPayload } from './fixture';

const key = newKey();
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const WEIGHTS = sha('weights');

type Json = Record<string, unknown>;

/** A statement as the specification's example has it, with some of it replaced. */
function statement(predicate: Json = {}, rest: Json = {}): Json {
  const resources = (predicate.resources ?? [{ name: 'weights.bin', digest: WEIGHTS, algorithm: 'sha256' }]) as Json[];
  const root = createHash('sha256').update(Buffer.from(resources.map((resource) => String(resource.digest)).join(''), 'hex')).digest('hex');
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'model', digest: { sha256: root } }],
    predicateType: 'https://model_signing/signature/v1.0',
    predicate: { resources, serialization: { method: 'files', hash_type: 'sha256', allow_symlinks: false, ...(predicate.serialization as Json) } },
    ...rest,
  };
}

const named = (...names: string[]) => ({ resources: names.map((name) => ({ name, digest: WEIGHTS, algorithm: 'sha256' })) });
const shards = (...names: string[]) => ({ ...named(...names), serialization: { method: 'shards', shard_size: 10 } });

test('the pre-authentication encoding counts bytes, as in the example of DSSE', () => {
  expect(preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  expect(preAuthenticationEncoding('ü', Buffer.from('€')).toString()).toBe('DSSEv1 2 ü 3 €');
});

describe('a statement signed by the right key is accepted', () => {
  test.each<[string, Json]>([
    ['in its plainest form', statement()],
    ['with unknown fields in a resource', statement({ resources: [{ name: 'a', digest: WEIGHTS, algorithm: 'sha256', uri: 'x' }] })],
    ['with ignored paths', statement({ serialization: { ignore_paths: ['.git', 'notes/draft.md'] } })],
    ['with links followed by the signer', statement({ serialization: { allow_symlinks: true } })],
    ['with shards spelled as in the specification', statement(shards('a:0:10', 'a:10:15'))],
    ['with shards of a file whose name holds colons', statement(shards('a:1:2:0:10'))],
    ['with shards spelled as the reference tool does', statement({ ...shards('a:0:10'), resources: [{ name: 'a:0:10', digest: WEIGHTS, algorithm: 'sha256-sharded-10' }] })],
    ['with blake2b', statement({ resources: [{ name: 'a', digest: WEIGHTS + WEIGHTS, algorithm: 'blake2b' }], serialization: { hash_type: 'blake2b' } })],
  ])('%s', async (_, payload) => {
    expect(await codesOf(openBundle(await signPayload(payload, key.signing), key.verifying))).toEqual([]);
  });
});

describe('a statement is refused although the right key signed it', () => {
  test.each<[string, unknown, string]>([
    ['is not JSON', '{', 'ModelStatementMalformed'],
    ['is a list', [], 'ModelStatementMalformed'],
    ['has another type', statement({}, { _type: 'https://in-toto.io/Statement/v0.1' }), 'ModelStatementTypeWrong'],
    ['has another predicate', statement({}, { predicateType: 'https://model_signing/signature/v2.0' }), 'ModelPredicateTypeWrong'],
    ['has the predicate of version 0.2', statement({}, { predicateType: 'https://model_signing/Digests/v0.1' }), 'ModelPredicateTypeWrong'],
    ['has no predicate', statement({}, { predicate: undefined }), 'ModelStatementMalformed'],
    ['lists no file', statement({ resources: [] }), 'ModelStatementMalformed'],
    ['has two subjects', statement({}, { subject: [{}, {}] }), 'ModelStatementMalformed'],
    ['has another root digest', statement({}, { subject: [{ name: 'model', digest: { sha256: sha('') } }] }), 'ModelRootDigestWrong'],
    ['uses an unknown method', statement({ serialization: { method: 'tensors' } }), 'ModelSerializationUnsupported'],
    ['uses an unknown hash', statement({ serialization: { hash_type: 'md5' } }), 'ModelHashUnsupported'],
    ['uses a hash that is not implemented', statement({ serialization: { hash_type: 'blake3' } }), 'ModelHashUnsupported'],
    ['mixes hashes', statement({ resources: [{ name: 'a', digest: WEIGHTS, algorithm: 'blake2b' }] }), 'ModelHashUnsupported'],
    ['names shards of another size', statement({ ...shards('a:0:10'), resources: [{ name: 'a:0:10', digest: WEIGHTS, algorithm: 'sha256-sharded-20' }] }), 'ModelHashUnsupported'],
    ['has a short digest', statement({ resources: [{ name: 'a', digest: 'ab', algorithm: 'sha256' }] }), 'ModelStatementMalformed'],
    ['has a digest in capitals', statement({ resources: [{ name: 'a', digest: WEIGHTS.toUpperCase(), algorithm: 'sha256' }] }), 'ModelStatementMalformed'],
    ['gives files a shard size', statement({ serialization: { shard_size: 10 } }), 'ModelStatementMalformed'],
    ['gives shards no size', statement({ serialization: { method: 'shards' } }), 'ModelStatementMalformed'],
    ['gives shards of no bytes', statement({ serialization: { method: 'shards', shard_size: 0 } }), 'ModelStatementMalformed'],
    ['says nothing about links', statement({ serialization: { allow_symlinks: undefined } }), 'ModelStatementMalformed'],
    ['lists a file twice', statement(named('a', 'a')), 'ModelNameDuplicate'],
    ['lists a shard twice', statement(shards('a:0:10', 'a:0:10')), 'ModelNameDuplicate'],
    ['leaves a gap between shards', statement(shards('a:0:10', 'a:20:30')), 'ModelShardsMalformed'],
    ['leaves out the first shard', statement(shards('a:10:20')), 'ModelShardsMalformed'],
    ['has shards that overlap', statement(shards('a:0:10', 'a:5:15')), 'ModelShardsMalformed'],
    ['has a short shard before the last', statement(shards('a:0:5', 'a:5:15')), 'ModelShardsMalformed'],
    ['has a shard without bytes', statement(shards('a:0:0')), 'ModelShardsMalformed'],
    ['pads an offset', statement(shards('a:00:10')), 'ModelShardsMalformed'],
    ['has a shard of astronomic size', statement(shards('a:0:99999999999999999999')), 'ModelShardsMalformed'],
    ['names no shard', statement(shards('a')), 'ModelShardsMalformed'],
    ...['../a', 'a/../b', '/etc/passwd', './a', 'a//b', 'a/', '', '.', '..', 'a\\b', 'a\u0000b', 'a\nb'].map((name): [string, unknown, string] => [`names ${JSON.stringify(name)}`, statement(named(name)), 'ModelNameUnsafe']),
    ['leads out of the model by a shard', statement(shards('../a:0:10')), 'ModelNameUnsafe'],
    ...['*', 'a/*.bin', '/etc', '../x', 'a/../b', ''].map((path): [string, unknown, string] => [`ignores ${JSON.stringify(path)}`, statement({ serialization: { ignore_paths: [path] } }), 'ModelIgnorePathInvalid']),
  ])('when it %s', async (_, payload, code) => {
    expect(await codesOf(openBundle(await signPayload(payload, key.signing), key.verifying))).toEqual([code]);
  });
});

describe('a bundle', () => {
  const model = memorySource('weights.bin', Buffer.from('weights'));
  const signed = signModel(model, key.signing, { modelName: 'model' }).then(({ bundle }) => JSON.parse(bundle) as { verificationMaterial: Json; dsseEnvelope: Json & { signatures: Json[]; payload: string } });
  const verify = (bundle: unknown) => codesOf(verifyModel(Buffer.from(JSON.stringify(bundle)), key.verifying, model));

  test('is accepted as it was written, without keyid, with a null keyid, in URL-safe Base64, and with the key itself in place of its hint', async () => {
    const bundle = await signed;
    const { sig } = bundle.dsseEnvelope.signatures[0] as { sig: string };
    const spki = key.verifying.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(await verify(bundle)).toEqual([]);
    expect(await verify({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, signatures: [{ sig }] } })).toEqual([]);
    expect(await verify({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, signatures: [{ sig: sig.replaceAll('+', '-').replaceAll('/', '_'), keyid: null }] } })).toEqual([]);
    expect(await verify({ ...bundle, verificationMaterial: { publicKey: { rawBytes: Buffer.from(spki).toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256' } } })).toEqual([]);
  });

  test.each<[string, (bundle: Json, envelope: Json, signature: Json) => unknown, string]>([
    ['of another media type', (bundle) => ({ ...bundle, mediaType: 'application/vnd.dev.sigstore.bundle.v9+json' }), 'ModelBundleVersionUnsupported'],
    ['with an unknown field', (bundle) => ({ ...bundle, extra: 1 }), 'ModelBundleMalformed'],
    ['without envelope', (bundle) => ({ ...bundle, dsseEnvelope: undefined }), 'ModelBundleMalformed'],
    ['without verification material', (bundle) => ({ ...bundle, verificationMaterial: undefined }), 'ModelBundleMalformed'],
    ['of the method certificate', (bundle) => ({ ...bundle, verificationMaterial: { x509CertificateChain: { certificates: [{ rawBytes: 'AA==' }] } } }), 'ModelSigningMethodUnsupported'],
    ['of the method sigstore', (bundle) => ({ ...bundle, verificationMaterial: { certificate: { rawBytes: 'AA==' }, tlogEntries: [] } }), 'ModelSigningMethodUnsupported'],
    ['that names another key', (bundle) => ({ ...bundle, verificationMaterial: { publicKey: { hint: sha('other') } } }), 'ModelKeyWrong'],
    ['that carries another key', (bundle) => ({ ...bundle, verificationMaterial: { publicKey: { rawBytes: newKey().verifying.publicKey.export({ type: 'spki', format: 'der' }).toString('base64') } } }), 'ModelKeyWrong'],
    ['of another payload type', (bundle, envelope) => ({ ...bundle, dsseEnvelope: { ...envelope, payloadType: 'text/plain' } }), 'ModelPayloadTypeWrong'],
    ['without signature', (bundle, envelope) => ({ ...bundle, dsseEnvelope: { ...envelope, signatures: [] } }), 'ModelSignatureMissing'],
    ['with a second signature', (bundle, envelope, signature) => ({ ...bundle, dsseEnvelope: { ...envelope, signatures: [signature, signature] } }), 'ModelSignatureExtra'],
    ['with a signature that is no Base64', (bundle, envelope) => ({ ...bundle, dsseEnvelope: { ...envelope, signatures: [{ sig: '%%' }] } }), 'ModelBundleMalformed'],
    ['with a signature that is no ECDSA', (bundle, envelope) => ({ ...bundle, dsseEnvelope: { ...envelope, signatures: [{ sig: 'AAAA' }] } }), 'ModelSignatureInvalid'],
    ['with another payload', (bundle, envelope) => ({ ...bundle, dsseEnvelope: { ...envelope, payload: Buffer.from(JSON.stringify(statement())).toString('base64') } }), 'ModelSignatureInvalid'],
  ])('%s is refused', async (_, change, code) => {
    const bundle = await signed;
    expect(await verify(change(bundle, bundle.dsseEnvelope, bundle.dsseEnvelope.signatures[0] ?? {}))).toEqual([code]);
  });

  test('cut off after any byte is refused', async () => {
    const bytes = Buffer.from(JSON.stringify(await signed));
    for (let length = 0; length < bytes.length; length++) expect([length, await codesOf(openBundle(bytes.subarray(0, length), key.verifying))]).toEqual([length, ['ModelBundleMalformed']]);
  });

  test('with any one byte changed is refused, or still says the same', async () => {
    const bytes = Buffer.from(JSON.stringify(await signed));
    const original = await openBundle(bytes, key.verifying);
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (bytes[index] ?? 0) ^ 1;
      await openBundle(changed, key.verifying).then((opened) => expect(opened).toEqual(original), (error: unknown) => expect(error).toHaveProperty('name', 'ModelRefused'));
    }
  });

  test('of another key is refused, even under this key\'s hint', async () => {
    const other = await signModel(model, newKey().signing, { modelName: 'model' });
    expect(await codesOf(openBundle(Buffer.from(other.bundle), key.verifying))).toEqual(['ModelKeyWrong']);
    const forged = JSON.parse(other.bundle) as Json;
    expect(await verify({ ...forged, verificationMaterial: (await signed).verificationMaterial })).toEqual(['ModelSignatureInvalid']);
  });
});
