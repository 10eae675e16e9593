import { RemovalPolicy, Stack, aws_dynamodb as dynamodb, aws_iam as iam, type aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GATEWAY_STATE_TABLE } from '../../lib/contract/gateway';
import { throwProblems } from '../../lib/contract/platform-error';
import { acknowledge, finding } from '../core/acknowledge';
import type { IIsolatedNetwork } from '../network/isolated-network-base';
import type { GatewayStateTableAttributes, IGatewayStateTable } from './gateway-state-table-base';
import { GatewayStateTableGrants } from './gateway-state-table-grants';
import { ITEM_ACTIONS } from './perms';

/** Properties of a GatewayStateTable. */
export interface GatewayStateTableProps {
  /** Key that encrypts the table; its policy must admit DynamoDB, as that of the class AUDIT does. */
  readonly encryptionKey: kms.IKey;
  /** Network through whose DynamoDB endpoint items are read and written; whoever comes another way is refused, whatever the caller is permitted. @default - from anywhere in this account */
  readonly network?: IIsolatedNetwork;
  /** What happens to the table when its stack goes; anything but DESTROY also protects it from deletion and keeps it recoverable to any second of the last 35 days. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The table in which the gateway's tasks share budgets and approvals: paid by request, under a customer key, closed to other accounts, to
 * plain HTTP and, where a network is named, to every other way. Items that are over go by their time to live. There is no stream.
 */
export class GatewayStateTable extends Construct implements IGatewayStateTable {
  /** A table that another stack or app made; nothing of it is changed. */
  public static fromGatewayStateTableAttributes(scope: Construct, id: string, attributes: GatewayStateTableAttributes): IGatewayStateTable {
    class Import extends Construct implements IGatewayStateTable {
      public readonly tableName = attributes.tableName;
      public readonly tableArn = attributes.tableArn;
      public readonly encryptionKey = attributes.encryptionKey;
    }
    return new Import(scope, id);
  }

  public readonly tableName: string;
  public readonly tableArn: string;
  public readonly encryptionKey?: kms.IKey;
  /** Permissions on the table. */
  public readonly grants: GatewayStateTableGrants;

  /** @throws PlatformError when the network has no way to DynamoDB */
  constructor(scope: Construct, id: string, props: GatewayStateTableProps) {
    super(scope, id);
    const endpointId = props.network?.dynamoDbEndpointId;
    if (props.network !== undefined && endpointId === undefined) {
      throwProblems([{ code: 'StateTableOutOfReach', what: "'network' must have a DynamoDB gateway endpoint", got: props.network.node.path, where: this.node.path, fix: "make it with 'dynamoDb: true', or give the 'dynamoDbEndpointId' of a network that exists" }]);
    }
    const destroyed = props.removalPolicy === RemovalPolicy.DESTROY;
    const { partitionKey, sortKey, timeToLive } = GATEWAY_STATE_TABLE;
    const table = new dynamodb.CfnTable(this, 'Resource', {
      attributeDefinitions: [{ attributeName: partitionKey, attributeType: 'S' }, { attributeName: sortKey, attributeType: 'S' }],
      keySchema: [{ attributeName: partitionKey, keyType: 'HASH' }, { attributeName: sortKey, keyType: 'RANGE' }],
      billingMode: 'PAY_PER_REQUEST',
      timeToLiveSpecification: { enabled: true, attributeName: timeToLive },
      sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId: props.encryptionKey.keyArn },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: !destroyed },
      deletionProtectionEnabled: !destroyed,
      resourcePolicy: { policyDocument: tablePolicy(this, endpointId) },
    });
    table.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN);
    this.tableName = table.ref;
    this.tableArn = table.attrArn;
    this.encryptionKey = props.encryptionKey;
    this.grants = GatewayStateTableGrants.fromGatewayStateTable(this);
    acknowledgeFindings(table, destroyed);
  }
}

/** The policy of the table. It allows nothing, and refuses what no permission may open. A table cannot name itself in it: `*` is the table. */
function tablePolicy(scope: Construct, endpointId: string | undefined): iam.PolicyDocument {
  const deny = (sid: string, actions: string[], conditions: iam.Conditions) =>
    new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources: ['*'], conditions });
  return new iam.PolicyDocument({
    minimize: false,
    statements: [
      deny('DenyOtherAccounts', ['dynamodb:*'], { StringNotEquals: { 'aws:PrincipalAccount': Stack.of(scope).account }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
      deny('DenyPlainHttp', ['dynamodb:*'], { Bool: { 'aws:SecureTransport': 'false' } }),
      ...(endpointId === undefined ? [] : [
        deny('DenyOutsideEndpoint', ITEM_ACTIONS, { StringNotEquals: { 'aws:SourceVpce': endpointId }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
      ]),
    ],
  });
}

function acknowledgeFindings(table: dynamodb.CfnTable, destroyed: boolean): void {
  acknowledge(table, {
    findings: [finding('Nist', 'DynamoDBInBackupPlan'), finding('Hipaa', 'DynamoDBInBackupPlan')],
    reason: 'Budgets and approvals are over within days: point-in-time recovery covers 35 of them, and a backup plan would keep for longer what has no use any more',
    expires: '2027-11-30',
  });
  if (!destroyed) return;
  acknowledge(table, {
    findings: [finding('AwsSolutions', 'DDB3'), finding('Nist', 'DynamoDBPITREnabled'), finding('Hipaa', 'DynamoDBPITREnabled'), finding('SecureAi', 'DynamoDbTableRecoverable')],
    reason: 'The removal policy says that everything goes with the stack; what a recovery would bring back are budgets of hours that are over',
    expires: '2027-11-30',
  });
}
