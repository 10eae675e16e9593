import { decodeBase64, IN_TOTO_PAYLOAD_TYPE } from './dsse';
import { isRecord, parseJson } from './json';
import { refuse } from './refusal';

export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A real bundle takes about 150 bytes a file; a larger one only costs memory. */
const MAX_BUNDLE_BYTES = 64 * 1024 * 1024;

/** What a Sigstore bundle of the method `key` carries. Nothing in it is trusted until the signature is verified. */
export interface Bundle {
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** Fingerprint of the key, as the signer wrote it. */
  readonly hint?: string;
  /** The key itself, as written by tools before 1.1. */
  readonly rawKey?: string;
}

export function renderBundle(payload: Buffer, signature: Buffer, hint: string): string {
  return JSON.stringify({
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: { publicKey: { hint }, tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      signatures: [{ sig: signature.toString('base64'), keyid: '' }],
    },
  });
}

/** Reads a bundle strictly: an unknown field or a second signature is refused, because nobody would have judged it. */
export function parseBundle(bytes: Buffer): Bundle {
  if (bytes.length > MAX_BUNDLE_BYTES) refuse('ModelBundleMalformed', `a signature bundle must not be larger than ${MAX_BUNDLE_BYTES} bytes`, { got: bytes.length });
  const bundle = parseJson(bytes);
  if (!isRecord(bundle)) return refuse('ModelBundleMalformed', 'the signature must be a JSON object');
  onlyKeys(bundle, ['mediaType', 'verificationMaterial', 'dsseEnvelope'], 'bundle');
  if (typeof bundle.mediaType !== 'string') return refuse('ModelBundleMalformed', "'mediaType' must be a text", { where: 'bundle' });
  if (bundle.mediaType !== BUNDLE_MEDIA_TYPE) return refuse('ModelBundleVersionUnsupported', `'mediaType' must be ${BUNDLE_MEDIA_TYPE}`, { got: bundle.mediaType });
  return { ...readKey(bundle.verificationMaterial), ...readEnvelope(bundle.dsseEnvelope) };
}

function readKey(material: unknown): Pick<Bundle, 'hint' | 'rawKey'> {
  if (!isRecord(material)) return refuse('ModelBundleMalformed', "'verificationMaterial' must be an object");
  const methods = ['publicKey', 'certificate', 'x509CertificateChain'].filter((field) => material[field] !== undefined);
  if (methods.some((method) => method !== 'publicKey')) return refuse('ModelSigningMethodUnsupported', "only the signing method 'key' is accepted", { got: methods });
  onlyKeys(material, ['publicKey', 'tlogEntries', 'timestampVerificationData'], 'verificationMaterial');
  const key = material.publicKey;
  if (!isRecord(key)) return refuse('ModelBundleMalformed', "'publicKey' must be an object", { where: 'verificationMaterial' });
  if (typeof key.hint === 'string' && key.hint !== '') return { hint: key.hint };
  if (typeof key.rawBytes === 'string' && key.rawBytes !== '') return { rawKey: key.rawBytes };
  return refuse('ModelBundleMalformed', "'publicKey' must name the key by 'hint' or 'rawBytes'", { where: 'verificationMaterial' });
}

function readEnvelope(envelope: unknown): Pick<Bundle, 'payload' | 'signature'> {
  if (!isRecord(envelope)) return refuse('ModelBundleMalformed', "'dsseEnvelope' must be an object");
  onlyKeys(envelope, ['payload', 'payloadType', 'signatures'], 'dsseEnvelope');
  if (envelope.payloadType !== IN_TOTO_PAYLOAD_TYPE) return refuse('ModelPayloadTypeWrong', `'payloadType' must be ${IN_TOTO_PAYLOAD_TYPE}`, { got: envelope.payloadType });
  if (!Array.isArray(envelope.signatures)) return refuse('ModelBundleMalformed', "'signatures' must be a list", { where: 'dsseEnvelope' });
  const signatures: readonly unknown[] = envelope.signatures;
  if (signatures.length === 0) return refuse('ModelSignatureMissing', 'the bundle must hold one signature');
  if (signatures.length > 1) return refuse('ModelSignatureExtra', 'the bundle must hold one signature', { got: signatures.length });
  const signature = signatures[0];
  if (!isRecord(signature)) return refuse('ModelBundleMalformed', 'a signature must be an object', { where: 'dsseEnvelope' });
  onlyKeys(signature, ['sig', 'keyid'], 'dsseEnvelope.signatures[0]');
  if (signature.keyid !== undefined && signature.keyid !== null && typeof signature.keyid !== 'string') {
    return refuse('ModelBundleMalformed', "'keyid' must be a text", { where: 'dsseEnvelope.signatures[0]' });
  }
  return { payload: base64(envelope.payload, 'dsseEnvelope.payload'), signature: base64(signature.sig, 'dsseEnvelope.signatures[0].sig') };
}

function base64(value: unknown, where: string): Buffer {
  const bytes = typeof value === 'string' && value !== '' ? decodeBase64(value) : undefined;
  return bytes ?? refuse('ModelBundleMalformed', 'the value must be Base64', { where });
}

function onlyKeys(record: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void {
  const unknown = Object.keys(record).filter((key) => !known.includes(key));
  if (unknown.length > 0) refuse('ModelBundleMalformed', `the fields must be among ${known.join(', ')}`, { got: unknown, where });
}
