import { z } from 'zod';
import { logRetentionDays, objectLock, roleArn } from './primitives';

export const keys = z.strictObject({
  administrators: z.array(roleArn).default([]).describe('Roles that administer the keys (never use them). Default: the account, through its IAM policies.'),
  rotationDays: z.int().min(90).max(2560).default(365).describe('Days between rotations of every symmetric key.'),
  pendingWindowDays: z.int().min(7).max(30).default(30).describe('Days between asking for the deletion of a key and losing it.'),
});

export const trainingData = z.strictObject({
  headerlessUploads: z
    .enum(['encrypt', 'refuse'])
    .default('encrypt')
    .describe('Uploads that name no encryption: encrypt them with the bucket key (safe: default encryption applies), or refuse them (strict; breaks many tools).'),
  minimumTls: z.enum(['1.2', '1.3']).default('1.2').describe('Oldest TLS version that the buckets answer.'),
  objectLock: objectLock.optional().describe('Write-once retention of the raw data. Default: none.'),
  breakGlassRoles: z.array(roleArn).default([]).describe('Roles that may reach the buckets from outside the VPC endpoint.'),
  quarantineDays: z.int().min(1).max(3650).default(30).describe('Days after which quarantined data is deleted.'),
});

/** Bytes per parameter, by number format of the weights. */
export const PRECISIONS = { fp32: 4, bf16: 2, fp16: 2, fp8: 1, int8: 1, int4: 0.5 } as const;

const model = z.strictObject({
  name: z.string().regex(/^[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){0,62}$/, 'must be lower-case letters, digits, single dots, underscores or hyphens; such as example-8b-instruct').default('example-8b-instruct').describe('Name of the model: its key prefix is models/<name>/<version>.'),
  version: z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?=[A-Za-z0-9])){0,62}$/, "must be letters, digits, single dots or hyphens; quote it, such as '1.0'").default('1').describe("Version of the model; quote it, or YAML reads 1.10 as the number 1.1."),
  parametersBillions: z.number().positive().max(5000).default(8).describe('Parameters in billions; sizes the weights where weightsGib is not given. For mixtures: all experts, not only the active ones.'),
  precision: z.enum(['fp32', 'bf16', 'fp16', 'fp8', 'int8', 'int4']).default('bf16').describe('Number format of the weights.'),
  weightsGib: z.number().positive().optional().describe('Size of the weights in GiB. Default: parameters times bytes of the precision.'),
  kvCacheKibPerToken: z.number().positive().optional().describe('Memory of the attention cache per token in KiB: 2 x layers x kv heads x head size x bytes. Default: estimated for grouped-query attention.'),
});

export const models = z.strictObject({
  objectLock: objectLock.prefault({ mode: 'governance', days: 30 }).describe('Write-once retention of published models.'),
  model: model.prefault({}).describe('The model that is served.'),
  publishers: z.array(roleArn).default([]).describe('Existing roles that may publish and sign models.'),
  imagePublishers: z.array(roleArn).default([]).describe('Existing roles that may push container images.'),
});

export const vectorStore = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether there is a vector store (Aurora PostgreSQL with pgvector).'),
  minCapacity: z.number().min(0).max(256).multipleOf(0.5).default(0.5).describe('Smallest capacity in ACU (about 2 GiB each). 0 pauses the database when idle; the next connection then waits up to 15 seconds.'),
  maxCapacity: z.number().min(1).max(256).multipleOf(0.5).default(8).describe('Largest capacity in ACU.'),
  pauseAfterMinutes: z.int().min(5).max(1440).default(30).describe('Idle minutes before the database pauses; only with minCapacity 0.'),
  dimension: z.int().min(1).max(2000).default(1024).describe('Length of the embedding vectors. pgvector indexes at most 2000 dimensions.'),
  backupDays: z.int().min(1).max(35).default(35).describe('Days for which backups allow a restore to any second.'),
  multiAz: z.boolean().default(true).describe('Whether a second instance in another zone takes over when the first fails.'),
  logRetentionDays: logRetentionDays.default(365).describe('Days for which database logs are kept.'),
});

export const audit = z.strictObject({
  trail: z.enum(['create', 'organization']).default('create').describe('create: a trail of this account. organization: your organisation already records management and data events; none is made here.'),
  objectLock: objectLock.prefault({ mode: 'governance', days: 30 }).describe('Write-once retention of the audit bucket.'),
  retentionDays: z
    .strictObject({
      audit: z.int().min(90).max(36500).default(2557).describe('CloudTrail and the audit records of the AI gateway.'),
      access: z.int().min(30).max(36500).default(400).describe('Access logs of buckets and load balancer.'),
      application: logRetentionDays.default(365).describe('Log groups of the services.'),
    })
    .prefault({})
    .describe('Days for which logs are kept, by class.'),
  alarmEmail: z.email('must be an e-mail address; such as security@example.com').optional().describe('Receives the alarms; must confirm the subscription. Default: the topic has no subscriber.'),
});

export const functions = z.strictObject({
  reservedConcurrency: z.int().min(1).max(1000).optional().describe('Executions reserved for each function. Default: none; a new account has a quota of 10, of which none can be reserved.'),
});
