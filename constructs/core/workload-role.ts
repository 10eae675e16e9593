import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Context key: roles to use instead of new ones, as a map from construct path to role name. */
export const EXISTING_ROLES_CONTEXT = 'secure-ai-platform:existingRoles';

/** Key of the construct metadata that lists what an existing role must be allowed to do. */
export const EXISTING_ROLE_METADATA = 'secure-ai-platform:existing-role-needs';

/** Properties of a WorkloadRole. */
export interface WorkloadRoleProps {
  /** Service principal that may assume the role. */
  readonly assumedBy: iam.IPrincipal;
  /** What the role is for, in one line. */
  readonly description: string;
}

/**
 * A role whose permissions lie in a customer managed policy, not inline, so that they can be versioned, counted and read on their own.
 * Everything that CDK grants to it lands there.
 *
 * Where the context names an existing role for its path, that role is used as it is: nothing is created or changed, and the permissions it needs
 * are recorded as metadata instead.
 */
export class WorkloadRole extends iam.Role {
  private permissions?: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: WorkloadRoleProps) {
    super(scope, id, { assumedBy: props.assumedBy, description: props.description });
    if (this.existingName !== undefined) this.node.tryRemoveChild('Resource');
  }

  public override get roleArn(): string {
    return this.existingName === undefined ? super.roleArn : Stack.of(this).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: this.existingName });
  }

  public override get roleName(): string {
    return this.existingName ?? super.roleName;
  }

  public override addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    if (this.existingName !== undefined) {
      this.node.addMetadata(EXISTING_ROLE_METADATA, Stack.of(this).resolve(statement.toStatementJson()));
      return { statementAdded: true, policyDependable: this };
    }
    this.permissions ??= new iam.ManagedPolicy(this, 'Permissions', { roles: [this] });
    this.permissions.addStatements(statement);
    return { statementAdded: true, policyDependable: this.permissions };
  }

  /** A getter and not a field: the base class asks for the ARN before fields of this class exist. */
  private get existingName(): string | undefined {
    const roles: unknown = this.node.tryGetContext(EXISTING_ROLES_CONTEXT);
    const name: unknown = typeof roles === 'object' && roles !== null ? Object.entries(roles).find(([path]) => path === this.node.path)?.[1] : undefined;
    return typeof name === 'string' ? name : undefined;
  }
}
