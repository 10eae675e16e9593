import { close, constants, fdatasync, fstatSync, fsync, ftruncate, open, write, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { lastHeadOf } from './file-head';
import { segmentName } from './segment-name';
import type { AuditSink, SealedBatch } from './sink';

const openFile = promisify(open);
const closeFile = promisify(close);
const truncate = promisify(ftruncate);
const syncData = promisify(fdatasync);
const syncAll = promisify(fsync);

/** Where a trail lies on disk. */
export interface FileSinkSettings {
  /** Made where it is not there, for its owner only. Each chain has a folder in it. */
  readonly folder: string;
  /**
   * disk: a batch counts as written once the disk has it, so it outlives a power cut. system: once the operating system has it, so it outlives this
   * process; meant for a local disk, since small batches are handed over by this thread itself. @default 'disk'
   */
  readonly durability?: 'disk' | 'system';
  /** Size from which the next batch goes into a new file. @default 64 MiB */
  readonly segmentBytes?: number;
}

/** Up to here, copying a batch to the operating system costs less than waking another thread for it. */
const DIRECT_BYTES = 65_536;

interface Segment {
  readonly descriptor: number;
  /** Bytes of whole batches. */
  size: number;
}

/** Appends to `<folder>/<chain>/<number of the first record>.jsonl`. What a failed write left behind is cut off before the next try, which goes into a new file. */
export function createFileSink({ folder, durability = 'disk', segmentBytes = 64 * 2 ** 20 }: FileSinkSettings): AuditSink {
  let segment: Segment | undefined;
  let spoilt: Segment | undefined;

  const begin = async ({ chain, sequence }: SealedBatch): Promise<Segment> => {
    const path = join(folder, chain, segmentName(sequence));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const descriptor = await openFile(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 0o600);
    try {
      if (fstatSync(descriptor).size > 0) throw new Error('a file of this name has records already');
      if (durability === 'disk') await syncFolders(dirname(path));
    } catch (error) {
      await closeFile(descriptor);
      throw error;
    }
    return { descriptor, size: 0 };
  };
  const end = async (): Promise<void> => {
    const { descriptor } = segment ?? {};
    segment = undefined;
    if (descriptor !== undefined) await closeFile(descriptor);
  };

  return {
    lastHead: () => lastHeadOf(folder),
    write: async (batch) => {
      if (spoilt !== undefined) {
        await truncate(spoilt.descriptor, spoilt.size);
        const { descriptor } = spoilt;
        spoilt = undefined;
        await closeFile(descriptor);
      }
      if (segment !== undefined && segment.size >= segmentBytes) await end();
      // A file that was deleted while it is open takes records to nowhere.
      if (segment !== undefined && fstatSync(segment.descriptor).nlink === 0) await end();
      segment ??= await begin(batch);
      try {
        if (durability === 'system' && batch.text.length <= DIRECT_BYTES) writeDirectly(segment.descriptor, batch.text);
        else await writeAll(segment.descriptor, batch.text);
        if (durability === 'disk') await syncData(segment.descriptor);
        segment.size += batch.text.length;
      } catch (error) {
        // After a failed flush the system may take pages for written that are not; only a new file is above doubt.
        spoilt = segment;
        segment = undefined;
        throw error;
      }
    },
    close: end,
  };
}

function writeDirectly(descriptor: number, text: string): void {
  for (let rest = text; rest !== ''; ) {
    const written = writeSync(descriptor, rest, null, 'latin1');
    if (written === 0) throw new Error('the disk takes nothing');
    rest = rest.slice(written);
  }
}

/** One call where the disk takes it whole, which is nearly always. */
function writeAll(descriptor: number, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    write(descriptor, text, null, 'latin1', (error, written) => {
      if (error !== null) return reject(error);
      if (written === text.length) return resolve();
      // Lines are ASCII, so bytes and characters are the same.
      if (written === 0) return reject(new Error('the disk takes nothing'));
      writeAll(descriptor, text.slice(written)).then(resolve, reject);
    });
  });
}

/** A new file is found after a power cut only once its folder is on the disk, and that folder once its own is. */
async function syncFolders(folder: string): Promise<void> {
  for (const path of [folder, dirname(folder)]) {
    const descriptor = await openFile(path, constants.O_RDONLY);
    try {
      await syncAll(descriptor);
    } finally {
      await closeFile(descriptor);
    }
  }
}
