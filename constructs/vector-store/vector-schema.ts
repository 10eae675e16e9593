import { Duration, Stack, Token, aws_iam as iam, type aws_kms as kms, type RemovalPolicy, type aws_logs as logs } from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import { VECTOR_MIGRATIONS, VECTOR_MIGRATION_PROPERTIES as PROPERTIES } from '../../lib/contract/vector-store';
import { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import { DATA_API_ACTIONS, KEY_DECRYPT_ACTIONS, SECRET_READ_ACTIONS } from './perms';

export interface VectorSchemaProps {
  readonly clusterArn: string;
  readonly masterSecretArn: string;
  readonly masterSecretKey: kms.IKey;
  readonly databaseName: string;
  readonly dimensions: number;
  readonly engineVersion: string;
  /** The instances: the Data API answers only once there is a writer. */
  readonly instancesReady: IDependable;
  readonly logEncryptionKey?: kms.IKey;
  readonly logRetention?: logs.RetentionDays;
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The schema inside the database, which CloudFormation cannot make: migrated at deploy through the Data API, so nothing needs a way into the network.
 * The function logs in with the master user's secret, on this one cluster.
 */
export class VectorSchema extends Construct {
  constructor(scope: Construct, id: string, props: VectorSchemaProps) {
    super(scope, id);
    const migration = new ServiceFunction(this, 'Migration', {
      service: 'vector-migration',
      description: 'Migrates the schema of the vector store through the Data API',
      timeout: Duration.minutes(10),
      logEncryptionKey: props.logEncryptionKey,
      logRetention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    migration.role.addToPrincipalPolicy(new iam.PolicyStatement({ sid: 'RunStatements', actions: DATA_API_ACTIONS, resources: [props.clusterArn] }));
    migration.role.addToPrincipalPolicy(new iam.PolicyStatement({ sid: 'ReadMasterSecret', actions: SECRET_READ_ACTIONS, resources: [props.masterSecretArn] }));
    migration.role.addToPrincipalPolicy(new iam.PolicyStatement({
      sid: 'OpenMasterSecret',
      actions: KEY_DECRYPT_ACTIONS,
      resources: [props.masterSecretKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': throughSecretsManager(Stack.of(this).region) } },
    }));
    const schema = new ServiceResource(this, 'Resource', {
      handler: migration,
      resourceType: 'Custom::VectorSchema',
      properties: {
        [PROPERTIES.clusterArn]: props.clusterArn,
        [PROPERTIES.secretArn]: props.masterSecretArn,
        [PROPERTIES.database]: props.databaseName,
        [PROPERTIES.dimensions]: props.dimensions,
        [PROPERTIES.engineVersion]: props.engineVersion,
        [PROPERTIES.migrations]: [...VECTOR_MIGRATIONS],
      },
      timeout: Duration.minutes(12),
    });
    schema.node.addDependency(props.instancesReady);
  }
}

/** China's documentation shows both suffixes, so both are admitted there. */
function throughSecretsManager(region: string): string[] {
  const name = `secretsmanager.${region}.amazonaws.com`;
  return !Token.isUnresolved(region) && region.startsWith('cn-') ? [name, `${name}.cn`] : [name];
}
