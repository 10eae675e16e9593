import { createHash } from 'node:crypto';
import type { Problem } from '../../contract/platform-error';
import { forEachOf } from './concurrency';
import { NODE_HASH } from './hash-type';
import { nameProblem, withAncestors } from './names';
import { refusal } from './refusal';
import { listObjects, readRange, type ReadLimits, type S3Object, type S3Place } from './s3-read';
import type { HashOutcome, ModelFile, ModelSource } from './source';

/** Ranges read side by side. One stream of S3 gives less than one core can hash. */
const STREAMS = 8;

/** A source that also names the object behind each file, from one and the same listing. */
export interface S3Source extends ModelSource {
  object(path: string): Promise<S3Object | undefined>;
}

/** A model in a bucket, below a prefix that ends in a slash. It is hashed as it streams by; nothing is written. */
export function s3Source(place: S3Place, prefix: string, limits: ReadLimits = {}): S3Source {
  let listed: Promise<Map<string, S3Object>> | undefined;
  const objects = () => (listed ??= listObjects(place, prefix).then((found) => new Map(found.map((object) => [object.key.slice(prefix.length), object]))));
  return {
    object: async (path) => (await objects()).get(path),
    list: async (skip) => {
      const files: ModelFile[] = [];
      const problems: Problem[] = [];
      for (const [path, { size }] of await objects()) {
        const problem = nameProblem(path);
        if (problem !== undefined) problems.push(refusal('ModelNameUnsafe', problem, { got: path }));
        else if (!withAncestors(path).some(skip)) files.push({ path, size });
      }
      return { files, problems };
    },
    hash: async (tasks, type, onProgress) => {
      const known = await objects();
      const outcomes = new Array<HashOutcome>(tasks.length);
      let done = 0;
      await forEachOf(tasks, STREAMS, async (task, index) => {
        const object = known.get(task.path);
        if (object === undefined || object.size !== task.size) {
          outcomes[index] = { failure: 'changed' };
          return;
        }
        const hash = createHash(NODE_HASH[type]);
        for await (const chunk of readRange(place, object, task, limits)) {
          hash.update(chunk);
          done += chunk.length;
          onProgress?.(done);
        }
        outcomes[index] = { digest: hash.digest('hex') };
      });
      return outcomes;
    },
  };
}
