/** How somebody who may do little comes to do more: actions of which each group must be allowed, on some resource. */
export interface EscalationWay {
  readonly id: string;
  readonly groups: readonly (readonly string[])[];
}

/** Changing what principals may do, or becoming one. */
const IDENTITY: readonly string[] = [
  'iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:PutGroupPolicy', 'iam:PutRolePolicy', 'iam:PutUserPolicy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion',
  'iam:AddUserToGroup', 'iam:UpdateAssumeRolePolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential',
  'iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary', 'iam:DetachRolePolicy', 'iam:DetachUserPolicy',
  'iam:DeleteRolePolicy', 'iam:DeleteUserPolicy', 'iam:UpdateSAMLProvider', 'iam:UpdateOpenIDConnectProviderThumbprint', 'iam:AddClientIDToOpenIDConnectProvider',
  'organizations:DetachPolicy', 'organizations:DisablePolicyType', 'organizations:UpdatePolicy',
];

/** Running code of one's own where another role is already at hand. */
const CODE: readonly string[] = [
  'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:AddLayerVersionPermission', 'ecs:ExecuteCommand', 'ssm:SendCommand', 'ssm:StartSession', 'ssm:StartAutomationExecution',
  'ec2-instance-connect:SendSSHPublicKey', 'ec2-instance-connect:SendSerialConsoleSSHPublicKey', 'ec2:ModifyInstanceAttribute', 'ec2:ReplaceIamInstanceProfileAssociation', 'codebuild:UpdateProject',
  'codebuild:StartBuild', 'codebuild:StartBuildBatch', 'glue:UpdateDevEndpoint', 'glue:UpdateJob', 'glue:StartJobRun', 'sagemaker:CreatePresignedNotebookInstanceUrl', 'sagemaker:CreatePresignedDomainUrl',
  'sagemaker:UpdateNotebookInstanceLifecycleConfig', 'cloudformation:UpdateStack', 'cloudformation:ExecuteChangeSet', 'cloudformation:CreateChangeSet', 'cloudformation:UpdateStackSet', 'cloudformation:SetStackPolicy',
  'states:UpdateStateMachine', 'codepipeline:UpdatePipeline', 'datapipeline:PutPipelineDefinition', 'bedrock-agentcore:UpdateAgentRuntime', 'bedrock:UpdateAgentActionGroup', 'apprunner:UpdateService', 'imagebuilder:CreateComponent',
];

/** Making something that runs under a role that is handed to it. */
const LAUNCH: readonly string[] = [
  'lambda:CreateFunction', 'ec2:RunInstances', 'ec2:AssociateIamInstanceProfile', 'ec2:RequestSpotInstances', 'ec2:CreateFleet', 'autoscaling:CreateAutoScalingGroup', 'autoscaling:CreateLaunchConfiguration', 'ecs:RunTask', 'ecs:StartTask', 'ecs:CreateService', 'ecs:UpdateService',
  'ecs:RegisterTaskDefinition', 'batch:SubmitJob', 'batch:RegisterJobDefinition', 'cloudformation:CreateStack', 'cloudformation:CreateStackSet', 'codebuild:CreateProject', 'codepipeline:CreatePipeline', 'codedeploy:CreateDeploymentGroup',
  'glue:CreateJob', 'glue:CreateDevEndpoint', 'glue:CreateSession', 'sagemaker:CreateNotebookInstance', 'sagemaker:CreateTrainingJob', 'sagemaker:CreateProcessingJob', 'sagemaker:CreateTransformJob', 'sagemaker:CreateHyperParameterTuningJob',
  'sagemaker:CreateModel', 'sagemaker:CreateDomain', 'sagemaker:CreateUserProfile', 'sagemaker:CreatePipeline', 'states:CreateStateMachine', 'scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'events:PutTargets', 'events:PutRule',
  'datapipeline:CreatePipeline', 'elasticmapreduce:RunJobFlow', 'emr-serverless:StartJobRun', 'ssm:CreateAssociation', 'ssm:UpdateMaintenanceWindowTask', 'bedrock:CreateAgent', 'bedrock:UpdateAgent', 'bedrock-agentcore:CreateAgentRuntime',
  'bedrock-agentcore:CreateCodeInterpreter', 'apprunner:CreateService', 'imagebuilder:CreateImage', 'imagebuilder:CreateInfrastructureConfiguration', 'transfer:CreateServer', 'appsync:CreateDataSource', 'cloudwatch:PutMetricAlarm', 'opsworks:CreateStack', 'amplify:CreateApp', 'gamelift:CreateBuild', 'braket:CreateJob', 'rolesanywhere:CreateProfile',
];

/** Known ways; a role that none of them is open to cannot make itself more powerful. */
export const ESCALATION_WAYS: readonly EscalationWay[] = [
  { id: 'ChangePermissions', groups: [IDENTITY] },
  { id: 'RunCodeUnderAnotherRole', groups: [CODE] },
  { id: 'PassRoleToWhatRunsCode', groups: [['iam:PassRole'], LAUNCH] },
];
