import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { DependencyGroup, type Construct, type IDependable } from 'constructs';
import { PORTS } from '../../lib/contract/ports';
import { VECTOR_STORE } from '../../lib/contract/vector-store';
import { AuroraVectorStoreBase } from './vector-store-base';
import { AuroraVectorStoreGrants, type VectorStoreGrants } from './vector-store-grants';

/** What is known of a vector store that was made elsewhere. */
export interface AuroraVectorStoreAttributes {
  /** Host name of the writer endpoint. */
  readonly endpointHost: string;
  /** Name of the cluster. */
  readonly clusterIdentifier: string;
  /** Immutable id of the cluster, `cluster-ABCD…`, which IAM policies name it by. */
  readonly clusterResourceId: string;
  /** TCP port of the endpoint. @default 5432 */
  readonly endpointPort?: number;
  /** Name of the database. @default 'vectors' */
  readonly databaseName?: string;
  /** User that the AI gateway connects as. @default 'vectors_app' */
  readonly applicationUser?: string;
  /** Security groups of the cluster. @default - none; `connections` opens nothing */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/** A vector store that was made elsewhere, its schema included. */
export class ImportedVectorStore extends AuroraVectorStoreBase {
  public readonly endpointHost: string;
  public readonly endpointPort: number;
  public readonly databaseName: string;
  public readonly applicationUser?: string;
  public readonly schemaReady: IDependable = new DependencyGroup();
  public readonly grants: VectorStoreGrants;
  public readonly connections: ec2.Connections;
  public readonly clusterIdentifier: string;

  constructor(scope: Construct, id: string, attributes: AuroraVectorStoreAttributes) {
    super(scope, id);
    this.endpointHost = attributes.endpointHost;
    this.endpointPort = attributes.endpointPort ?? PORTS.postgres;
    this.databaseName = attributes.databaseName ?? VECTOR_STORE.database;
    const applicationUser = attributes.applicationUser ?? VECTOR_STORE.roles.application;
    this.applicationUser = applicationUser;
    this.clusterIdentifier = attributes.clusterIdentifier;
    this.grants = new AuroraVectorStoreGrants(this, attributes.clusterResourceId, applicationUser);
    this.connections = new ec2.Connections({ securityGroups: attributes.securityGroups, defaultPort: ec2.Port.tcp(this.endpointPort) });
  }
}
