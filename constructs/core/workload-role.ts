import { aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';

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
 */
export class WorkloadRole extends iam.Role {
  private permissions?: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: WorkloadRoleProps) {
    super(scope, id, { assumedBy: props.assumedBy, description: props.description });
  }

  public override addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.permissions ??= new iam.ManagedPolicy(this, 'Permissions', { roles: [this] });
    this.permissions.addStatements(statement);
    return { statementAdded: true, policyDependable: this.permissions };
  }
}
