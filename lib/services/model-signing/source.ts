import type { Problem } from '../../contract/platform-error';
import type { HashType } from './hash-type';
import type { Range } from './manifest';

/** A regular file of the model. */
export interface ModelFile {
  /** Relative to the model, `/` as separator. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface Listing {
  readonly files: readonly ModelFile[];
  /** What must not be in a model: links, special files, names that cannot be written down. */
  readonly problems: readonly Problem[];
}

/** A range of a file to hash, with the size that the whole file had when it was listed. */
export interface HashTask extends Range {
  readonly path: string;
  readonly size: number;
}

/** Why a range has no digest: the file is no longer what was listed, or cannot be read. */
export type HashOutcome = { readonly digest: string } | { readonly failure: 'changed' | 'symlink' | 'unreadable' };

/** Told how many bytes have been hashed so far, a few times a second. */
export type OnProgress = (bytes: number) => void;

/** Where the files of a model lie: a folder, or a bucket. */
export interface ModelSource {
  /** Lists all regular files; a name for which `skip` holds is left out, with everything below it. */
  list(skip: (name: string) => boolean): Promise<Listing>;
  /** Hashes each range, in the order of the tasks, in memory that does not grow with the files. */
  hash(tasks: readonly HashTask[], type: HashType, onProgress?: OnProgress): Promise<HashOutcome[]>;
}
