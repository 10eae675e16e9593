import { Stack, aws_iam as iam, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The policy of a secret. It allows nothing; it refuses other accounts, plain HTTP, and, where readers are listed, everyone else.
 * AWS services that act in their own name have no account and are told apart by `aws:PrincipalIsAWSService`.
 */
export function sealSecret(scope: Construct, secret: secretsmanager.ISecret, readers?: readonly string[]): void {
  const deny = (sid: string, actions: string[], conditions: iam.Conditions) =>
    new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources: ['*'], conditions });
  new secretsmanager.CfnResourcePolicy(scope, 'Policy', {
    secretId: secret.secretArn,
    blockPublicPolicy: true,
    resourcePolicy: new iam.PolicyDocument({
      minimize: false,
      statements: [
        deny('DenyOtherAccounts', ['secretsmanager:*'], { StringNotEquals: { 'aws:PrincipalAccount': Stack.of(scope).account }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
        deny('DenyPlainHttp', ['secretsmanager:*'], { Bool: { 'aws:SecureTransport': 'false' } }),
        ...(readers === undefined ? [] : [deny('DenyOtherReaders', ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'], { ArnNotLike: { 'aws:PrincipalArn': [...readers] } })]),
      ],
    }),
  });
}
