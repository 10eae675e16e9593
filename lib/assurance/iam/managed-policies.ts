import type { Policy } from './policy';
import type { PolicyInput } from './request';

const AWS_MANAGED = /^arn:(?:aws[a-z-]*|\u27E6AWS::Partition\u27E7):iam::aws:policy\/(.+)$/;

/**
 * A policy that AWS manages, by its ARN. AWS may change such a policy at any time and publishes no licensed copy of them all,
 * so the documents that are known are handed in; any other is unresolved, and what depends on it is unknown.
 *
 * @param known documents by path and name: `AdministratorAccess`, `service-role/AmazonECSTaskExecutionRolePolicy`
 * @returns undefined when the ARN is not of a policy that AWS manages
 */
export function awsManagedPolicy(arn: string, known: ReadonlyMap<string, Policy> = new Map()): PolicyInput | undefined {
  const name = AWS_MANAGED.exec(arn)?.[1];
  if (name === undefined) return undefined;
  const policy = known.get(name);
  return policy === undefined ? { name, unresolved: { code: 'AwsManagedPolicyNotAtHand', arn } } : { name, policy };
}
