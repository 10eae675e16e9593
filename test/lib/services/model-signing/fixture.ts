import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IN_TOTO_PAYLOAD_TYPE, preAuthenticationEncoding } from '../../../../lib/services/model-signing/dsse';
import { renderBundle } from '../../../../lib/services/model-signing/bundle';
import { keyHint, pemSigningKey, pemVerifyingKey, type SigningKey } from '../../../../lib/services/model-signing/key';
import { ModelRefused } from '../../../../lib/services/model-signing/refusal';

export function newKey(namedCurve = 'P-256') {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { pem, signing: pemSigningKey(pem), verifying: pemVerifyingKey(pem) };
}

/** Makes folders that go when the tests end. */
export function temporaryFolders() {
  const made: string[] = [];
  afterAll(() => made.forEach((path) => rmSync(path, { recursive: true, force: true })));
  return (files: Readonly<Record<string, string | Buffer>> = {}): string => {
    const parent = mkdtempSync(join(tmpdir(), 'model-'));
    made.push(parent);
    // One level down, so that what a test puts beside the model goes, too.
    const path = join(parent, 'model');
    mkdirSync(path);
    for (const [name, contents] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), contents);
    }
    return path;
  };
}

/** Codes with which the work is refused; empty when it is not. */
export async function codesOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (!ModelRefused.isModelRefused(error)) throw error;
    return [...new Set(error.problems.map((problem) => problem.code))].sort();
  }
}

/** A bundle around any payload, signed properly: what a dishonest holder of the key could make. */
export async function signPayload(payload: unknown, key: SigningKey): Promise<Buffer> {
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return Buffer.from(renderBundle(bytes, await key.sign(preAuthenticationEncoding(IN_TOTO_PAYLOAD_TYPE, bytes)), keyHint(key.publicKey)));
}
