import { DataClass } from './data-class';

/** An AWS service that calls KMS in its own name, not in that of the caller. */
export enum ServiceUse {
  CLOUDWATCH_LOGS,
  LOG_DELIVERY,
  CLOUDTRAIL,
}

/** Who may use the key of a class. */
export interface ClassUse {
  /** Services through which this account's principals may use the key (`kms:ViaService`, without Region and suffix). */
  readonly through: readonly string[];
  /** Services with a statement of a shape of their own. */
  readonly services: readonly ServiceUse[];
  /** Services that encrypt what they send on behalf of this account (`aws:SourceAccount`). */
  readonly senders: readonly string[];
  /** Whether the volumes of an Auto Scaling group are encrypted with it. */
  readonly volumes: boolean;
  /** Whether topics are encrypted with it that an Auto Scaling group notifies. */
  readonly notified: boolean;
  /** Whether workloads seal data themselves, calling KMS directly and always with an encryption context. */
  readonly direct: boolean;
}

/**
 * The least that each class needs. `ec2` is how EBS calls KMS; `secretsmanager` is among the vector store's services because RDS keeps
 * the managed master password there.
 */
export const CLASS_USE: { readonly [C in DataClass]: ClassUse } = {
  [DataClass.TRAINING_DATA]: { through: ['s3', 'ec2', 'sqs', 'dynamodb', 'glue'], services: [], senders: ['s3', 'events'], volumes: true, notified: false, direct: false },
  [DataClass.MODELS]: { through: ['s3', 'ecr', 'ec2', 'dynamodb'], services: [], senders: ['s3'], volumes: true, notified: false, direct: false },
  [DataClass.VECTORS]: { through: ['rds', 'secretsmanager'], services: [], senders: [], volumes: false, notified: false, direct: false },
  [DataClass.SECRETS]: { through: ['secretsmanager', 'ssm'], services: [], senders: [], volumes: false, notified: false, direct: false },
  [DataClass.AUDIT]: {
    through: ['s3', 'sns', 'sqs', 'dynamodb'],
    services: [ServiceUse.CLOUDTRAIL, ServiceUse.CLOUDWATCH_LOGS, ServiceUse.LOG_DELIVERY],
    senders: ['cloudwatch', 'events', 's3', 'config'],
    volumes: false,
    notified: true,
    direct: true,
  },
  [DataClass.LOGS]: { through: ['s3', 'sqs', 'firehose'], services: [ServiceUse.CLOUDWATCH_LOGS, ServiceUse.LOG_DELIVERY], senders: [], volumes: false, notified: false, direct: false },
};
