import { z } from 'zod';
import { justification } from './primitives';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be an image digest sha256:<64 hex digits>; docker push prints it');

const cron = z.string().regex(/^(\S+\s+){4}\S+$/, "must have five cron fields: minute hour day month weekday; such as '0 8 * * MON-FRI'");

export const inference = z.strictObject({
  instanceType: z
    .string()
    .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'must be an EC2 instance type; such as g6.xlarge')
    .default('g6.xlarge')
    .describe('EC2 instance type with GPUs that hold the model.'),
  capacity: z.enum(['autoScalingGroup', 'managedInstances']).default('autoScalingGroup').describe('Who runs the GPU instances. managedInstances is unproven in a network without internet (needs capacityJustification).'),
  capacityJustification: justification.optional().describe('Needed for capacity managedInstances.'),
  operatingSystem: z.enum(['bottlerocket', 'al2023']).default('bottlerocket').describe('Operating system of the GPU instances.'),
  minTasks: z.int().min(0).max(100).default(0).describe('Inference tasks that always run; each holds one instance. Stays 0 until images are given.'),
  maxTasks: z.int().min(1).max(100).default(2).describe('Most inference tasks.'),
  maxInstances: z.int().min(1).max(100).default(2).describe('Most GPU instances; a rolling deployment starts one beside the old.'),
  rootVolumeGib: z.int().min(60).max(16_384).default(200).describe('Root volume of a GPU instance in GiB: image and weights.'),
  contextLength: z.int().min(256).max(2_097_152).default(8192).describe('Longest prompt plus answer, in tokens.'),
  schedule: z
    .strictObject({
      timeZone: z
        .string()
        .refine((zone) => isTimeZone(zone), 'must be an IANA time zone; such as Europe/Berlin')
        .default('Etc/UTC')
        .describe('Time zone of start and stop.'),
      start: cron.describe('When minTasks is put in force, as five cron fields.'),
      stop: cron.describe('When everything is scaled to zero, as five cron fields.'),
    })
    .optional()
    .describe('When inference runs. Default: always, between minTasks and maxTasks.'),
  images: z
    .strictObject({
      inference: digest.describe('Digest of the inference server (vLLM).'),
      inferenceInit: digest.describe('Digest of the container that verifies the weights first.'),
      gateway: digest.describe('Digest of the AI gateway.'),
    })
    .optional()
    .describe('Digests of the published images. Default: none yet; every service is made with zero tasks.'),
  canary: z
    .strictObject({
      tasks: z.int().min(1).max(10).default(1).describe('Tasks of the candidate; their share of all tasks is their share of the requests.'),
      image: digest.optional().describe('Digest of the candidate server. Default: that of the others.'),
      modelVersion: z.string().min(1).optional().describe('Version of the candidate model. Default: that of the others.'),
    })
    .optional()
    .describe('A candidate that answers beside the others until it is promoted. Default: none.'),
});

/** Memory in MiB that Fargate offers for each CPU size. */
export const FARGATE_MEMORY_MIB: { readonly [cpu: number]: { readonly min: number; readonly max: number; readonly step: number } } = {
  256: { min: 512, max: 2048, step: 512 },
  512: { min: 1024, max: 4096, step: 1024 },
  1024: { min: 2048, max: 8192, step: 1024 },
  2048: { min: 4096, max: 16_384, step: 1024 },
  4096: { min: 8192, max: 30_720, step: 1024 },
};

export const gateway = z.strictObject({
  minTasks: z.int().min(1).max(100).default(2).describe('Tasks of the AI gateway that always run once images are given.'),
  maxTasks: z.int().min(1).max(100).default(6).describe('Most tasks of the AI gateway.'),
  cpu: z.literal([256, 512, 1024, 2048, 4096]).default(512).describe('CPU units of a task; 1024 are one vCPU.'),
  memoryMib: z.int().min(512).max(30_720).default(1024).describe('Memory of a task in MiB; must be one that Fargate offers for the CPU.'),
  deployment: z
    .strictObject({
      strategy: z.enum(['rolling', 'canary']).default('rolling').describe('rolling: replace and roll back on failure. canary: a share of the requests first.'),
      canaryPercent: z.int().min(1).max(99).default(10).describe('Share of requests for the new version; only for canary.'),
      bakeMinutes: z.int().min(1).max(1440).default(10).describe('Minutes before the rest follows; only for canary.'),
    })
    .prefault({})
    .describe('How a new version replaces the old one.'),
  settings: z
    .record(z.string(), z.unknown())
    .meta({ $ref: 'gateway.schema.json' })
    .optional()
    .describe('Models, guards, budgets, reviewers: sections as config/gateway.yaml shows them; each replaces that of the file in the image. At most 16 KiB. Default: the file in the image.'),
});

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
