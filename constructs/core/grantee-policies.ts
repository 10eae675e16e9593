import type { aws_iam as iam } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';

/** Children of a role in which grants land: the managed policy of a WorkloadRole, the inline policy of any other role, that of an imported one. */
const POLICY_IDS = ['Permissions', 'DefaultPolicy', 'Policy'];

/** The policies in which a grant to this grantee has landed; none for a principal that is not a construct. */
export function granteePolicies(grantee: iam.IGrantable): IConstruct[] {
  const principal: unknown = grantee.grantPrincipal;
  if (!Construct.isConstruct(principal)) return [];
  return POLICY_IDS.map((id) => principal.node.tryFindChild(id)).filter((policy) => policy !== undefined);
}
