import { ArnFormat, Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { VECTOR_STORE } from '../../lib/contract/vector-store';
import { CONNECT_ACTIONS } from './perms';

/**
 * What may be granted on a vector store, whatever it is built on. Grants are written on the grantee's side only,
 * so that the store and its users can lie in different stacks.
 */
export abstract class VectorStoreGrants {
  /** Lets a workload read and write the rows of the tenant that it names: what the AI gateway needs. */
  public abstract connect(grantee: iam.IGrantable): iam.Grant;

  /** Lets a workload erase all that is stored for one tenant, and nothing else. */
  public abstract eraseTenants(grantee: iam.IGrantable): iam.Grant;
}

/** Grants on a vector store in Aurora PostgreSQL: logging in as one database user by IAM. */
export class AuroraVectorStoreGrants extends VectorStoreGrants {
  /**
   * @param store what the ARN's account, Region and partition are taken from
   * @param clusterResourceId immutable id of the cluster, `cluster-ABCD…`; not its name
   * @param applicationUser database user of the gateway
   */
  constructor(private readonly store: IConstruct, private readonly clusterResourceId: string, private readonly applicationUser: string) {
    super();
  }

  /** `rds-db:connect` as the application user of this one cluster. */
  public connect(grantee: iam.IGrantable): iam.Grant {
    return this.connectAs(grantee, this.applicationUser);
  }

  /** `rds-db:connect` as the user who may run `vectors.erase_tenant` and nothing else. */
  public eraseTenants(grantee: iam.IGrantable): iam.Grant {
    return this.connectAs(grantee, VECTOR_STORE.roles.erasure);
  }

  private connectAs(grantee: iam.IGrantable, user: string): iam.Grant {
    const resourceName = `${this.clusterResourceId}/${user}`;
    const arn = Stack.of(this.store).formatArn({ service: 'rds-db', resource: 'dbuser', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    return iam.Grant.addToPrincipal({ grantee, actions: CONNECT_ACTIONS, resourceArns: [arn] });
  }
}
