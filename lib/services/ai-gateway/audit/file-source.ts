import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isChainId } from './chain-id';
import { sequenceOfSegment } from './segment-name';
import { storedChains, type TrailSource } from './trail-source';

/** A trail that a file sink wrote. */
export function fileTrail(folder: string): TrailSource {
  const strangers: string[] = [];
  return {
    strangers: () => strangers,
    chains: async () => {
      const found = [];
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (!entry.isDirectory() || !isChainId(entry.name)) {
          strangers.push(join(folder, entry.name));
          continue;
        }
        for (const name of await readdir(join(folder, entry.name))) {
          const path = join(folder, entry.name, name);
          const sequence = sequenceOfSegment(name);
          if (sequence === undefined) strangers.push(path);
          else found.push({ chain: entry.name, name: path, sequence, read: () => readFile(path) });
        }
      }
      return storedChains(found);
    },
  };
}
