import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { throwProblems } from '../../../contract/platform-error';
import type { AuditKeys } from './keys';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of 32 bytes from a file. Throws PlatformError when there is none, it is no key, or others may read it. */
export function readKeyFile(path: string): Buffer {
  const text = readOrUndefined(path);
  if (text === undefined) throwProblems([{ code: 'AuditKeyFileMissing', what: 'the key file must be there', got: path, fix: 'give the file that the gateway made at its first start' }]);
  const key = Buffer.from((text ?? '').trim(), 'base64');
  if (key.length !== 32 || key.toString('base64') !== (text ?? '').trim()) {
    throwProblems([{ code: 'AuditKeyFileInvalid', what: 'the key file must hold 32 bytes in base64', got: path, fix: 'give the file that the gateway made at its first start' }]);
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throwProblems([{ code: 'AuditKeyFileReadable', what: 'the key file must be readable by its owner only', got: path, fix: `chmod 600 ${path}` }]);
  }
  return key;
}

/** The key of the file; a new one when there is no file yet. Two processes that start at once get the same. */
export function readOrMakeKeyFile(path: string, random: (bytes: number) => Buffer = randomBytes): Buffer {
  if (readOrUndefined(path) === undefined) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${random(8).toString('hex')}`;
    writeFileSync(draft, `${random(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    try {
      // A link is made whole or not at all, and never over another file.
      linkSync(draft, path);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readKeyFile(path);
}

/** Data keys wrapped by a key of this machine, with AES-256-GCM and the chain as associated data. */
export function localAuditKeys(master: Buffer, random: (bytes: number) => Buffer = randomBytes): AuditKeys {
  const keyId = `local:${hash('sha256', Buffer.concat([Buffer.from('audit key id\0'), master]), 'hex').slice(0, 16)}`;
  return {
    generate: (chain) => {
      const plaintext = random(32);
      const iv = random(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(Buffer.from(chain));
      const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
      return Promise.resolve({ plaintext, wrapped: Buffer.concat([iv, encrypted, cipher.getAuthTag()]), keyId });
    },
    unwrap: (wrapped, wrappedBy, chain) => Promise.resolve(wrappedBy === keyId ? unwrap(master, wrapped, chain) : undefined),
  };
}

function unwrap(master: Buffer, wrapped: Buffer, chain: string): Buffer | undefined {
  if (wrapped.length !== IV_BYTES + 32 + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, IV_BYTES)).setAAD(Buffer.from(chain)).setAuthTag(wrapped.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
