import { GPU_INSTANCES, gpuMemoryFit } from '../../../lib/contract/gpu-instances';
import { UNPUBLISHED_IMAGE_DIGEST, isImageDigest } from '../../../lib/contract/image-digest';

const gpu = (type: string) => GPU_INSTANCES.get(type) ?? { gpus: 0, gpuMemoryGib: 0 };

describe('GPU memory', () => {
  const llama8b = { weightsBytes: 16.1e9, kvCacheGib: 4 };
  const llama70b = { weightsBytes: 141e9, kvCacheGib: 20 };

  test.each([
    ['8B in bfloat16 on one L4', llama8b, 'g6.xlarge', true],
    ['8B in bfloat16 on one T4', llama8b, 'g4dn.xlarge', false],
    ['70B in bfloat16 on one L40S', llama70b, 'g6e.xlarge', false],
    ['70B in bfloat16 on four L40S', llama70b, 'g6e.12xlarge', true],
    ['70B in bfloat16 on four A10G', llama70b, 'g5.12xlarge', false],
    ['70B in bfloat16 on eight A100', llama70b, 'p4d.24xlarge', true],
  ])('%s: %#', (_name, model, type, fits) => {
    expect(gpuMemoryFit(model, gpu(type)).fits).toBe(fits);
  });

  test('counts the cache, not only the weights', () => {
    expect(gpuMemoryFit({ ...llama8b, kvCacheGib: 0 }, gpu('g6.xlarge')).fits).toBe(true);
    expect(gpuMemoryFit({ ...llama8b, kvCacheGib: 10 }, gpu('g6.xlarge'))).toEqual({ fits: false, needGib: 26.5, haveGib: 21.6 });
  });
});

test('knows GPU types by architecture and nothing without a GPU', () => {
  expect(GPU_INSTANCES.get('g5g.xlarge')?.architecture).toBe('arm64');
  expect(GPU_INSTANCES.get('p5.48xlarge')).toEqual({ gpus: 8, gpuMemoryGib: 80, vcpus: 192, memoryGib: 2048, architecture: 'x86_64' });
  expect(GPU_INSTANCES.has('m7i.large')).toBe(false);
  for (const instance of GPU_INSTANCES.values()) expect(instance.gpus).toBeGreaterThanOrEqual(1);
});

test('takes the stand-in for a digest, so that templates hold it where a digest goes', () => {
  expect(isImageDigest(UNPUBLISHED_IMAGE_DIGEST)).toBe(true);
  for (const text of ['latest', 'sha256:', `sha256:${'g'.repeat(64)}`, `sha256:${'a'.repeat(63)}`, `x sha256:${'a'.repeat(64)}`, `sha256:${'a'.repeat(64)}\n`]) expect(isImageDigest(text)).toBe(false);
});
