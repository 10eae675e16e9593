import { aws_iam as iam } from 'aws-cdk-lib';
import { throughService } from '../inference/task-roles';
import type { IGatewayStateTable } from './gateway-state-table-base';
import { STATE_ACTIONS, STATE_KEY_ACTIONS } from './perms';

/** Permissions on a state table. They land in the policy of the one they are given to, never in those of the table or its key. */
export class GatewayStateTableGrants {
  /** For any table. */
  public static fromGatewayStateTable(table: IGatewayStateTable): GatewayStateTableGrants {
    return new GatewayStateTableGrants(table);
  }

  private constructor(private readonly table: IGatewayStateTable) {}

  /** Lets keep budgets and approvals: read and write items by their keys, and query a partition; no scan, no deletion, no change of the table. */
  public use(grantee: iam.IGrantable): iam.Grant {
    const { tableArn, tableName, encryptionKey } = this.table;
    const grant = iam.Grant.addToPrincipal({ grantee, actions: STATE_ACTIONS, resourceArns: [tableArn] });
    if (encryptionKey === undefined) return grant;
    return grant.combine(iam.Grant.addToPrincipal({
      grantee,
      actions: STATE_KEY_ACTIONS,
      resourceArns: [encryptionKey.keyArn],
      // DynamoDB names the table in everything that it asks of the key.
      conditions: { StringEquals: { 'kms:ViaService': throughService(this.table, 'dynamodb'), 'kms:EncryptionContext:aws:dynamodb:tableName': tableName } },
    }));
  }
}
