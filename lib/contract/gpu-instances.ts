/** What a GPU instance type offers. */
export interface GpuInstance {
  readonly gpus: number;
  /** Memory of each GPU, in GiB as the vendor states it. */
  readonly gpuMemoryGib: number;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly architecture: 'x86_64' | 'arm64';
}

type Sizes = Readonly<Record<string, readonly [gpus: number, vcpus: number, memoryGib: number]>>;

function family(name: string, gpuMemoryGib: number, sizes: Sizes, architecture: GpuInstance['architecture'] = 'x86_64'): [string, GpuInstance][] {
  return Object.entries(sizes).map(([size, [gpus, vcpus, memoryGib]]) => [`${name}.${size}`, { gpus, gpuMemoryGib, vcpus, memoryGib, architecture }]);
}

/** GPU instance types that can run an inference server, with what each offers. Whole NVIDIA GPUs only: fractions cannot be given to a task. */
export const GPU_INSTANCES: ReadonlyMap<string, GpuInstance> = new Map([
  ...family('g4dn', 16, { xlarge: [1, 4, 16], '2xlarge': [1, 8, 32], '4xlarge': [1, 16, 64], '8xlarge': [1, 32, 128], '12xlarge': [4, 48, 192], '16xlarge': [1, 64, 256], metal: [8, 96, 384] }),
  ...family('g5', 24, {
    xlarge: [1, 4, 16], '2xlarge': [1, 8, 32], '4xlarge': [1, 16, 64], '8xlarge': [1, 32, 128],
    '12xlarge': [4, 48, 192], '16xlarge': [1, 64, 256], '24xlarge': [4, 96, 384], '48xlarge': [8, 192, 768],
  }),
  ...family('g5g', 16, { xlarge: [1, 4, 8], '2xlarge': [1, 8, 16], '4xlarge': [1, 16, 32], '8xlarge': [1, 32, 64], '16xlarge': [2, 64, 128], metal: [2, 64, 128] }, 'arm64'),
  ...family('g6', 24, {
    xlarge: [1, 4, 16], '2xlarge': [1, 8, 32], '4xlarge': [1, 16, 64], '8xlarge': [1, 32, 128],
    '12xlarge': [4, 48, 192], '16xlarge': [1, 64, 256], '24xlarge': [4, 96, 384], '48xlarge': [8, 192, 768],
  }),
  ...family('gr6', 24, { '4xlarge': [1, 16, 128], '8xlarge': [1, 32, 256] }),
  ...family('g6e', 48, {
    xlarge: [1, 4, 32], '2xlarge': [1, 8, 64], '4xlarge': [1, 16, 128], '8xlarge': [1, 32, 256],
    '12xlarge': [4, 48, 384], '16xlarge': [1, 64, 512], '24xlarge': [4, 96, 768], '48xlarge': [8, 192, 1536],
  }),
  ...family('p4d', 40, { '24xlarge': [8, 96, 1152] }),
  ...family('p4de', 80, { '24xlarge': [8, 96, 1152] }),
  ...family('p5', 80, { '4xlarge': [1, 16, 256], '48xlarge': [8, 192, 2048] }),
  ...family('p5e', 141, { '48xlarge': [8, 192, 2048] }),
  ...family('p5en', 141, { '48xlarge': [8, 192, 2048] }),
  ...family('p6-b200', 179, { '48xlarge': [8, 192, 2048] }),
]);

/** Share of a GPU's stated memory that the server may fill: vLLM's own default, the rest is the driver's and the runtime's. */
export const GPU_MEMORY_UTILIZATION = 0.9;

/** Memory beside weights and cache, in GiB a GPU: CUDA context, activations and captured graphs. */
const RUNTIME_GIB_PER_GPU = 1.5;

/** What must be known about a model to tell whether it fits. */
export interface ModelMemory {
  /** Size of the weights, in bytes: the sum of the files' sizes. */
  readonly weightsBytes: number;
  /** Room that the key-value cache of concurrent requests needs, in GiB. */
  readonly kvCacheGib: number;
}

/** How much memory a model needs on so many GPUs, and how much there is, in GiB. It fits when `needGib <= haveGib`. */
export function gpuMemoryFit(model: ModelMemory, gpu: Pick<GpuInstance, 'gpus' | 'gpuMemoryGib'>): { readonly fits: boolean; readonly needGib: number; readonly haveGib: number } {
  const needGib = model.weightsBytes / 2 ** 30 + model.kvCacheGib + RUNTIME_GIB_PER_GPU * gpu.gpus;
  const haveGib = gpu.gpus * gpu.gpuMemoryGib * GPU_MEMORY_UTILIZATION;
  return { fits: needGib <= haveGib, needGib: round(needGib), haveGib: round(haveGib) };
}

function round(gib: number): number {
  return Math.round(gib * 10) / 10;
}
