import { GPU_INSTANCES, gpuMemoryFit } from '../../contract/gpu-instances';
import { nearest } from '../nearest';
import type { ParsedConfig } from '../schema';
import { FARGATE_MEMORY_MIB } from '../schema/compute';
import { PRECISIONS } from '../schema/data';
import type { Rule } from './rule';

/** What an instance's root volume holds beside the weights: operating system and the image of the inference server, unpacked. */
const IMAGE_GIB = 40;

export const instanceHasGpu: Rule = ({ inference: { instanceType } }) => {
  if (GPU_INSTANCES.has(instanceType)) return [];
  const guess = nearest(instanceType, [...GPU_INSTANCES.keys()]);
  return [{ code: 'InstanceWithoutGpu', key: ['inference', 'instanceType'], what: 'the instance type must be one with whole NVIDIA GPUs', got: instanceType, fix: `choose one of lib/contract/gpu-instances.ts, such as ${guess ?? 'g6.xlarge'}` }];
};

export const modelFitsGpu: Rule = (config) => {
  const { instanceType, contextLength } = config.inference;
  const gpu = GPU_INSTANCES.get(instanceType);
  if (gpu === undefined) return [];
  const weights = weightsGib(config);
  const cache = (contextLength * cacheKibPerToken(config)) / 2 ** 20;
  const { fits, needGib, haveGib } = gpuMemoryFit({ weightsBytes: weights * 2 ** 30, kvCacheGib: cache }, gpu);
  if (fits) return [];
  const shorter = gpuMemoryFit({ weightsBytes: weights * 2 ** 30, kvCacheGib: 0 }, gpu).fits ? ', a shorter inference.contextLength' : '';
  const larger = smallestThatFits(weights, cache);
  return [
    {
      code: 'ModelDoesNotFitGpu',
      key: ['inference', 'instanceType'],
      what: `${needGib} GiB (weights ${round(weights)}, cache of one request of ${contextLength} tokens ${round(cache)}, runtime) must fit the ${haveGib} GiB that the server may use`,
      got: `${instanceType} (${gpu.gpus} x ${gpu.gpuMemoryGib} GiB)`,
      fix: `use ${larger === undefined ? 'a smaller model' : `an instance such as ${larger}`}${shorter}, or a smaller models.model.precision`,
    },
  ];
};

export const volumeHoldsModel: Rule = (config) => {
  const needed = Math.ceil(IMAGE_GIB + weightsGib(config));
  const { rootVolumeGib } = config.inference;
  if (rootVolumeGib >= needed) return [];
  return [{ code: 'VolumeTooSmall', key: ['inference', 'rootVolumeGib'], what: `the root volume must hold the image and the weights, ${needed} GiB`, got: rootVolumeGib, fix: `set at least ${needed}` }];
};

export const capacitiesAreOrdered: Rule = ({ inference, gateway, vectorStore }) => {
  const pairs = [
    { key: ['inference', 'minTasks'], low: inference.minTasks, high: inference.maxTasks, limit: 'inference.maxTasks' },
    { key: ['inference', 'maxInstances'], low: inference.maxTasks + (inference.canary?.tasks ?? 0), high: inference.maxInstances, limit: 'inference.maxInstances', what: 'each inference task holds one instance, so maxInstances must be at least inference.maxTasks plus inference.canary.tasks', got: inference.maxInstances },
    { key: ['gateway', 'minTasks'], low: gateway.minTasks, high: gateway.maxTasks, limit: 'gateway.maxTasks' },
    { key: ['vectorStore', 'minCapacity'], low: vectorStore.minCapacity, high: vectorStore.maxCapacity, limit: 'vectorStore.maxCapacity' },
  ];
  return pairs
    .filter(({ low, high }) => low > high)
    .map(({ key, low, high, limit, what, got }) => ({ code: 'CapacityExceedsMaximum', key, what: what ?? `must be at most ${limit}, which is ${high}`, got: got ?? low, fix: 'lower the one or raise the other' }));
};

export const fargateOffersTheSize: Rule = ({ gateway: { cpu, memoryMib } }) => {
  const range = FARGATE_MEMORY_MIB[cpu];
  if (range === undefined || (memoryMib >= range.min && memoryMib <= range.max && memoryMib % range.step === 0)) return [];
  return [{ code: 'FargateSizeNotOffered', key: ['gateway', 'memoryMib'], what: `with ${cpu} CPU units Fargate offers ${range.min} to ${range.max} MiB in steps of ${range.step}`, got: memoryMib, fix: 'choose one of these, or another cpu' }];
};

/** Size of the weights in GiB, as given or reckoned from the number of parameters. */
export function weightsGib({ models: { model } }: Pick<ParsedConfig, 'models'>): number {
  return model.weightsGib ?? (model.parametersBillions * 1e9 * PRECISIONS[model.precision]) / 2 ** 30;
}

/** Grouped-query models lie near this curve: 8 billion parameters 128 KiB, 70 billion 320 KiB a token. */
export function cacheKibPerToken({ models: { model } }: Pick<ParsedConfig, 'models'>): number {
  return model.kvCacheKibPerToken ?? 53 * model.parametersBillions ** 0.43;
}

function smallestThatFits(weights: number, cache: number): string | undefined {
  return [...GPU_INSTANCES]
    .filter(([, gpu]) => gpuMemoryFit({ weightsBytes: weights * 2 ** 30, kvCacheGib: cache }, gpu).fits)
    .sort(([, a], [, b]) => a.gpus * a.gpuMemoryGib - b.gpus * b.gpuMemoryGib || a.vcpus - b.vcpus)
    .map(([name]) => name)[0];
}

function round(gib: number): number {
  return Math.round(gib * 10) / 10;
}
