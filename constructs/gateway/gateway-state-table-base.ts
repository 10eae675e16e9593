import type { aws_kms as kms } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The table in which the gateway's tasks share budgets and approvals. */
export interface IGatewayStateTable extends IConstruct {
  /** Name of the table. */
  readonly tableName: string;
  /** ARN of the table. */
  readonly tableArn: string;
  /** Key that encrypts it. @default - one of AWS; users of the table get no permission on a key */
  readonly encryptionKey?: kms.IKey;
}

/** What is known of a table that another stack or app made; its keys must be those of lib/contract/gateway. */
export interface GatewayStateTableAttributes {
  /** Name of the table. */
  readonly tableName: string;
  /** ARN of the table. */
  readonly tableArn: string;
  /** Key that encrypts it. @default - one of AWS; users of the table get no permission on a key */
  readonly encryptionKey?: kms.IKey;
}
