import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isChainId } from './chain-id';
import { parseLine, type ChainHead } from './record-line';
import { sequenceOfSegment } from './segment-name';

const BLOCK_BYTES = 65_536;

const LINE_FEED = 0x0a;

/** The last whole record of the chain that began last. Undefined when there is none. */
export async function lastHeadOf(folder: string): Promise<ChainHead | undefined> {
  const chains = (await namesIn(folder)).filter(isChainId).sort().reverse();
  for (const chain of chains) {
    const segments = (await namesIn(join(folder, chain))).filter((name) => sequenceOfSegment(name) !== undefined).sort().reverse();
    for (const name of segments) {
      const head = await lastRecord(join(folder, chain, name));
      if (head !== undefined) return head;
    }
  }
  return undefined;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

/** Reads backwards until a whole line is found that is as it was written: the very last one may be torn by a crash. */
async function lastRecord(path: string): Promise<ChainHead | undefined> {
  const file = await open(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let position = (await file.stat()).size; position > 0; ) {
      const block = await readBlock(file, Math.max(0, position - BLOCK_BYTES), position);
      position -= block.length;
      rest = Buffer.concat([block, rest]);
      // The first line of the text may begin before it, unless this is the beginning of the file.
      const begin = position === 0 ? 0 : rest.indexOf(LINE_FEED) + 1;
      if (position > 0 && begin === 0) continue;
      const found = lastOf(rest.subarray(begin));
      if (found !== undefined) return found;
      rest = rest.subarray(0, begin);
    }
    return undefined;
  } finally {
    await file.close();
  }
}

function lastOf(text: Buffer): ChainHead | undefined {
  for (let end = text.lastIndexOf(LINE_FEED); end !== -1; ) {
    const before = end === 0 ? -1 : text.lastIndexOf(LINE_FEED, end - 1);
    const parsed = parseLine(text.subarray(before + 1, end));
    if (parsed !== undefined) return { chain: parsed.header.chain, sequence: parsed.header.sequence, hash: parsed.hash };
    end = before;
  }
  return undefined;
}

async function readBlock(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const block = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(block, 0, block.length, from);
  if (bytesRead !== block.length) throw new Error('the file became shorter while it was read');
  return block;
}
