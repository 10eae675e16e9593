import { aws_iam as iam } from 'aws-cdk-lib';

/** Admits calls through the endpoints and denies all others, so that no later statement can open another way. */
export function endpointPolicy(vpcEndpointIds: string[]): iam.PolicyDocument {
  const statement = { principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] };
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ ...statement, conditions: { StringEquals: { 'aws:SourceVpce': vpcEndpointIds } } }),
      new iam.PolicyStatement({ ...statement, effect: iam.Effect.DENY, conditions: { StringNotEquals: { 'aws:SourceVpce': vpcEndpointIds } } }),
    ],
  });
}
