import { throwProblems, type Problem } from '../../contract/platform-error';
import { directorySource } from '../../services/model-signing/directory-source';
import { HashPool } from '../../services/model-signing/hash-pool';
import type { SignOptions } from '../../services/model-signing/sign';
import type { ModelSource } from '../../services/model-signing/source';
import type { CommandInput } from '../command';
import { Progress } from '../progress';
import type { Terminal } from '../terminal';

const METHODS = ['auto', 'files', 'shards'] as const;
const ALGORITHMS = ['tool', 'specification'] as const;

/** The options that say how a model is hashed. */
export function hashingOptions(input: CommandInput): Pick<SignOptions, 'method' | 'shardSize' | 'shardAlgorithm' | 'ignorePaths'> {
  const problems: Problem[] = [];
  const oneOf = <T extends string>(option: string, values: readonly T[]): T | undefined => {
    const given = input.text(option);
    const value = values.find((candidate) => candidate === given);
    if (given !== undefined && value === undefined) problems.push({ code: 'OptionValueInvalid', what: `--${option} must be one of ${values.join(', ')}`, got: given, fix: 'leave it out for the default' });
    return value;
  };
  const method = oneOf('method', METHODS);
  const shardAlgorithm = oneOf('shard-algorithm', ALGORITHMS);
  const shardSize = input.text('shard-size');
  if (shardSize !== undefined && !/^[1-9]\d{0,14}$/.test(shardSize)) problems.push({ code: 'OptionValueInvalid', what: '--shard-size must be a positive whole number of bytes', got: shardSize, fix: 'leave it out for 1000000000' });
  throwProblems(problems);
  return { method, shardAlgorithm, shardSize: shardSize === undefined ? undefined : Number(shardSize), ignorePaths: input.texts('ignore').map((path) => path.replace(/\/+$/, '')) };
}

/** Works on a folder or file with one thread per core; the threads end with the work. */
export async function withLocalModel<T>(path: string, work: (source: ModelSource) => Promise<T>): Promise<T> {
  const pool = new HashPool();
  try {
    return await work(directorySource(path, pool));
  } finally {
    await pool.close();
  }
}

/** A source that shows how far its hashing is. The total is known only when the ranges are. */
export function withProgress(source: ModelSource, terminal: Terminal, label: string): ModelSource {
  return {
    list: (skip) => source.list(skip),
    hash: async (tasks, type) => {
      const progress = new Progress(terminal, label, tasks.reduce((sum, task) => sum + task.end - task.start, 0));
      try {
        return await source.hash(tasks, type, (bytes) => progress.update(bytes));
      } finally {
        progress.end();
      }
    },
  };
}
