/** What the ECS agent of an instance does to the cluster that it joined. */
export const AGENT_CLUSTER_ACTIONS = ['ecs:RegisterContainerInstance', 'ecs:DeregisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'];

/** What it does as the container instance that it became. */
export const AGENT_INSTANCE_ACTIONS = ['ecs:Poll', 'ecs:StartTelemetrySession'];

/** Reading image layers of one repository. */
export const IMAGE_PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];

/** Writing to one log group. */
export const LOG_WRITE_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** Checking a signature with an asymmetric key, here or by its public half. */
export const SIGNATURE_CHECK_ACTIONS = ['kms:GetPublicKey', 'kms:Verify', 'kms:DescribeKey'];

/** What the agent of a managed instance does, in its cluster or as the container instance that it became. */
export const MANAGED_HOST_ACTIONS = [
  'ecs:RegisterContainerInstance', 'ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:PutSystemLogEvents', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitTaskStateChange',
];
