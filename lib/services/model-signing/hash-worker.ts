/**
 * Program of a hashing thread, as text: it must run from TypeScript (tsx), from jest and from one bundled file, where no separate
 * file could be found and where a function's own source is rewritten by the bundler. One buffer for all reads; the loop is
 * synchronous because a thread that only hashes has nothing else to do.
 *
 * In: `{ id, file, start, end, size, algorithm, counter }`; out: `{ id, digest }` or `{ id, failure }`.
 * `counter` is a shared BigInt64Array of one element, to which hashed bytes are added.
 */
export const HASH_WORKER_SOURCE = `
'use strict';
const { parentPort } = require('node:worker_threads');
const { closeSync, constants, fstatSync, openSync, readSync } = require('node:fs');
const { createHash } = require('node:crypto');
const buffer = Buffer.allocUnsafeSlow(1024 * 1024);

function hashRange(task) {
  const fd = openSync(task.file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const before = fstatSync(fd);
    if (!before.isFile() || before.size !== task.size) return { failure: 'changed' };
    const hash = createHash(task.algorithm);
    for (let position = task.start; position < task.end; ) {
      const count = readSync(fd, buffer, 0, Math.min(buffer.length, task.end - position), position);
      if (count === 0) return { failure: 'changed' };
      hash.update(count === buffer.length ? buffer : buffer.subarray(0, count));
      Atomics.add(task.counter, 0, BigInt(count));
      position += count;
    }
    const after = fstatSync(fd);
    if (after.size !== task.size || after.mtimeMs !== before.mtimeMs) return { failure: 'changed' };
    return { digest: hash.digest('hex') };
  } finally {
    closeSync(fd);
  }
}

parentPort.on('message', (task) => {
  let outcome;
  try {
    outcome = hashRange(task);
  } catch (error) {
    outcome = { failure: error.code === 'ELOOP' || error.code === 'EMLINK' ? 'symlink' : error.code === 'ENOENT' ? 'changed' : 'unreadable' };
  }
  parentPort.postMessage({ id: task.id, ...outcome });
});
`;
