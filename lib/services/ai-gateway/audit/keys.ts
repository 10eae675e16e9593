import type { KeyObject } from 'node:crypto';

/** A data key as its provider hands it out. */
export interface GeneratedKey {
  /** 32 bytes. Overwritten by whoever takes it, once the key is in use. */
  readonly plaintext: Buffer;
  /** The same, encrypted by the provider's key for one chain. */
  readonly wrapped: Buffer;
  /** Which key wrapped it. */
  readonly keyId: string;
}

/** Holds the key that encrypts data keys: KMS in the account, a file on a laptop. */
export interface AuditKeys {
  /** A new data key for one chain. Throws when none can be had. */
  generate(chain: string): Promise<GeneratedKey>;
  /** Opens a data key of one chain. Undefined when it was not wrapped by this key for this chain; throws when that cannot be told. */
  unwrap(wrapped: Buffer, keyId: string, chain: string): Promise<Buffer | undefined>;
}

/** A data key in use. */
export interface DataKey {
  readonly key: KeyObject;
  /** `,"key":"…","wrapped":"…"`, as it stands in each line. */
  readonly members: string;
  readonly madeAt: number;
  /** Records that it has sealed. */
  used: number;
}
