import { App, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EXISTING_ROLES_CONTEXT, EXISTING_ROLE_METADATA, WorkloadRole } from '../../../constructs/core/workload-role';

function role(context: Record<string, unknown> = {}): { stack: Stack; role: WorkloadRole } {
  const stack = new Stack(new App({ context }), 'Stack');
  const made = new WorkloadRole(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Runs a task' });
  kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1').grantDecrypt(made);
  return { stack, role: made };
}

test('permissions land in a customer managed policy, never inline', () => {
  const template = Template.fromStack(role().stack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.hasResourceProperties('AWS::IAM::Role', { Policies: Match.absent(), ManagedPolicyArns: Match.absent() });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    Roles: [{ Ref: Match.stringLikeRegexp('^Role') }],
    PolicyDocument: { Statement: [Match.objectLike({ Action: 'kms:Decrypt', Effect: 'Allow', Resource: 'arn:aws:kms:eu-central-1:111122223333:key/1' })] },
  });
});

describe('with an existing role for its path', () => {
  const { stack, role: existing } = role({ [EXISTING_ROLES_CONTEXT]: { 'Stack/Role': 'CorpInferenceTask' } });
  const template = Template.fromStack(stack);

  test('creates neither role nor policy', () => {
    expect(template.toJSON().Resources).toBeUndefined();
  });

  test('is that role to everything that refers to it', () => {
    expect(existing.roleName).toBe('CorpInferenceTask');
    expect(stack.resolve(existing.roleArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/CorpInferenceTask']] });
  });

  test('records the permissions that the role must have', () => {
    expect(existing.node.metadata.filter(({ type }) => type === EXISTING_ROLE_METADATA).map(({ data }) => data)).toEqual([
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-central-1:111122223333:key/1' },
    ]);
  });
});
