/** What a step is about: the one who acts, its managed policies, other roles, users, groups, functions that run as somebody else, or anything. */
export type StepTarget = 'self' | 'own-policies' | 'other-role' | 'user' | 'group' | 'function' | 'any';

export interface MethodStep {
  readonly action: string;
  readonly on: StepTarget;
  /** Service that the role is passed to. */
  readonly passedTo?: string;
  /** The new role has no boundary: with one it is no more powerful than whoever set the boundary wants. */
  readonly unbounded?: boolean;
}

/** A way to more rights: every step must be allowed. */
export interface Method {
  /** Stable; part of the public contract. */
  readonly code: string;
  /** Who can do it. @default both */
  readonly by?: 'role' | 'user';
  readonly steps: readonly MethodStep[];
}

function one(action: string, on: StepTarget, by?: Method['by']): Method {
  const name = action.slice(action.indexOf(':') + 1);
  return { code: name, ...(by === undefined ? {} : { by }), steps: [{ action, on }] };
}

/** A service runs code of the caller's choice as a role that the caller passes to it. */
function passing(service: string, ...actions: readonly string[]): Method {
  const names = actions.map((action) => action.slice(action.indexOf(':') + 1));
  return { code: `PassRoleAnd${names.join('And')}`, steps: [{ action: 'iam:PassRole', on: 'other-role', passedTo: `${service}.amazonaws.com` }, ...actions.map((action): MethodStep => ({ action, on: 'any' }))] };
}

function newRole(grant: string): Method {
  return {
    code: `CreateRoleAnd${grant}`,
    steps: [{ action: 'iam:CreateRole', on: 'other-role', unbounded: true }, { action: `iam:${grant}`, on: 'other-role', unbounded: true }],
  };
}

/** Known ways, one a line. */
export const METHODS: readonly Method[] = [
  one('iam:PutRolePolicy', 'self', 'role'),
  one('iam:AttachRolePolicy', 'self', 'role'),
  one('iam:PutRolePermissionsBoundary', 'self', 'role'),
  one('iam:DeleteRolePermissionsBoundary', 'self', 'role'),
  one('iam:UpdateAssumeRolePolicy', 'other-role'),
  one('iam:CreatePolicyVersion', 'own-policies'),
  one('iam:SetDefaultPolicyVersion', 'own-policies'),
  one('iam:PutUserPolicy', 'self', 'user'),
  one('iam:AttachUserPolicy', 'self', 'user'),
  one('iam:PutUserPermissionsBoundary', 'self', 'user'),
  one('iam:DeleteUserPermissionsBoundary', 'self', 'user'),
  one('iam:AddUserToGroup', 'group', 'user'),
  one('iam:PutGroupPolicy', 'group', 'user'),
  one('iam:AttachGroupPolicy', 'group', 'user'),
  one('iam:CreateAccessKey', 'user'),
  one('iam:CreateLoginProfile', 'user'),
  one('iam:UpdateLoginProfile', 'user'),
  newRole('PutRolePolicy'),
  newRole('AttachRolePolicy'),
  passing('lambda', 'lambda:CreateFunction'),
  passing('lambda', 'lambda:UpdateFunctionConfiguration', 'lambda:UpdateFunctionCode'),
  passing('ecs-tasks', 'ecs:RunTask'),
  passing('ecs-tasks', 'ecs:StartTask'),
  passing('ecs-tasks', 'ecs:RegisterTaskDefinition', 'ecs:UpdateService'),
  passing('ecs-tasks', 'ecs:RegisterTaskDefinition', 'ecs:CreateService'),
  passing('ecs-tasks', 'batch:RegisterJobDefinition', 'batch:SubmitJob'),
  passing('ec2', 'ec2:RunInstances'),
  passing('ec2', 'ec2:AssociateIamInstanceProfile'),
  passing('glue', 'glue:CreateJob'),
  passing('glue', 'glue:UpdateJob'),
  passing('glue', 'glue:CreateDevEndpoint'),
  passing('sagemaker', 'sagemaker:CreateNotebookInstance'),
  passing('sagemaker', 'sagemaker:CreateTrainingJob'),
  passing('sagemaker', 'sagemaker:CreateProcessingJob'),
  passing('sagemaker', 'sagemaker:CreateModel'),
  passing('cloudformation', 'cloudformation:CreateStack'),
  passing('cloudformation', 'cloudformation:UpdateStack'),
  passing('cloudformation', 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'),
  passing('codebuild', 'codebuild:CreateProject', 'codebuild:StartBuild'),
  passing('codebuild', 'codebuild:UpdateProject', 'codebuild:StartBuild'),
  passing('states', 'states:CreateStateMachine'),
  passing('states', 'states:UpdateStateMachine'),
  passing('datapipeline', 'datapipeline:PutPipelineDefinition'),
  passing('elasticmapreduce', 'elasticmapreduce:RunJobFlow'),
  passing('ssm', 'ssm:StartAutomationExecution'),
  passing('scheduler', 'scheduler:CreateSchedule'),
  passing('scheduler', 'scheduler:UpdateSchedule'),
  passing('events', 'events:PutTargets'),
  passing('tasks.apprunner', 'apprunner:CreateService'),
  passing('pods.eks', 'eks:CreatePodIdentityAssociation'),
  passing('bedrock-agentcore', 'bedrock-agentcore:CreateAgentRuntime'),
  one('lambda:UpdateFunctionCode', 'function'),
  one('ssm:SendCommand', 'any'),
  one('ssm:StartSession', 'any'),
  one('ecs:ExecuteCommand', 'any'),
  one('glue:UpdateDevEndpoint', 'any'),
  one('sagemaker:CreatePresignedNotebookInstanceUrl', 'any'),
  one('ec2-instance-connect:SendSSHPublicKey', 'any'),
];
