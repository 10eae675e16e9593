import { RemovalPolicy, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface DatabaseLogsProps {
  readonly clusterIdentifier: string;
  readonly encryptionKey?: kms.IKey;
  readonly retention?: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
}

/** What the cluster writes to CloudWatch Logs: the server's log with the audit lines of pgaudit, and refused IAM logins. */
export const DATABASE_LOGS = ['postgresql', 'iam-db-auth-error'];

/** The log groups under the exact names that RDS writes to. Without them RDS makes its own: not encrypted with our key, kept for ever, and left behind. */
export class DatabaseLogs extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseLogsProps) {
    super(scope, id);
    for (const type of DATABASE_LOGS) {
      new logs.LogGroup(this, type === 'postgresql' ? 'Server' : 'RefusedLogins', {
        logGroupName: `/aws/rds/cluster/${props.clusterIdentifier}/${type}`,
        encryptionKey: props.encryptionKey,
        retention: props.retention ?? logs.RetentionDays.ONE_YEAR,
        removalPolicy: props.removalPolicy,
      });
    }
  }
}
