import type { Rule } from '../rule';
import { autoScalingGroupElbHealthCheck } from './auto-scaling-group-elb-health-check';
import { autoScalingGroupObserved } from './auto-scaling-group-observed';
import { autoScalingGroupReplacesInstances } from './auto-scaling-group-replaces-instances';
import { autoScalingGroupUsesLaunchTemplate } from './auto-scaling-group-uses-launch-template';
import { batchJobIsolated } from './batch-job-isolated';
import { batchJobTimeout } from './batch-job-timeout';
import { batchPodSecurityContext } from './batch-pod-security-context';
import { containerCallsByTls } from './container-calls-by-tls';
import { ec2InstanceDetailedMonitoring } from './ec2-instance-detailed-monitoring';
import { ec2InstanceHasProfile } from './ec2-instance-has-profile';
import { ec2InstanceImdsHopLimit } from './ec2-instance-imds-hop-limit';
import { ec2InstanceImdsv2Required } from './ec2-instance-imdsv2-required';
import { ec2InstanceMetadataTagsOff } from './ec2-instance-metadata-tags-off';
import { ec2InstanceNoKeyPair } from './ec2-instance-no-key-pair';
import { ec2InstanceUserDataNoSecrets } from './ec2-instance-user-data-no-secrets';
import { ecsClusterContainerInsights } from './ecs-cluster-container-insights';
import { ecsClusterExecSessionsRecorded } from './ecs-cluster-exec-sessions-recorded';
import { ecsContainerDropsCapabilities } from './ecs-container-drops-capabilities';
import { ecsContainerHealthCheck } from './ecs-container-health-check';
import { ecsContainerLogGroupDeclared } from './ecs-container-log-group-declared';
import { ecsContainerLogging } from './ecs-container-logging';
import { ecsContainerMemoryLimit } from './ecs-container-memory-limit';
import { ecsContainerNoNewPrivileges } from './ecs-container-no-new-privileges';
import { ecsContainerNoPlainSecrets } from './ecs-container-no-plain-secrets';
import { ecsContainerNonRootUser } from './ecs-container-non-root-user';
import { ecsContainerNotPrivileged } from './ecs-container-not-privileged';
import { ecsContainerReadonlyRootFilesystem } from './ecs-container-readonly-root-filesystem';
import { ecsContainerWaitsForPreparation } from './ecs-container-waits-for-preparation';
import { ecsHostBlocksInstanceMetadata } from './ecs-host-blocks-instance-metadata';
import { ecsHostNoInteractiveAccess } from './ecs-host-no-interactive-access';
import { ecsHostPrivilegedContainersOff } from './ecs-host-privileged-containers-off';
import { ecsServiceConnectTls } from './ecs-service-connect-tls';
import { ecsServiceExecOffOrLogged } from './ecs-service-exec-off-or-logged';
import { ecsServicePlatformCurrent } from './ecs-service-platform-current';
import { ecsServiceVolumeEncrypted } from './ecs-service-volume-encrypted';
import { ecsSharedVolumeSingleWriter } from './ecs-shared-volume-single-writer';
import { ecsTaskEfsProtected } from './ecs-task-efs-protected';
import { ecsTaskFaultInjectionOff } from './ecs-task-fault-injection-off';
import { ecsTaskNetworkModeAwsvpc } from './ecs-task-network-mode-awsvpc';
import { ecsTaskNoHostMounts } from './ecs-task-no-host-mounts';
import { ecsTaskNoHostNamespaces } from './ecs-task-no-host-namespaces';
import { ecsTaskRoleDistinct } from './ecs-task-role-distinct';
import { ecsTaskVolumesNotShared } from './ecs-task-volumes-not-shared';
import { ecsTmpfsMountOptions } from './ecs-tmpfs-mount-options';
import { eksClusterAccessByEntries } from './eks-cluster-access-by-entries';
import { eksClusterAuditLog } from './eks-cluster-audit-log';
import { lambdaEnvironmentCustomerKey } from './lambda-environment-customer-key';
import { lambdaFailedEventsKept } from './lambda-failed-events-kept';
import { lambdaFunctionUrlAuthenticated } from './lambda-function-url-authenticated';
import { lambdaFunctionUrlOrigins } from './lambda-function-url-origins';
import { lambdaLogGroupDeclared } from './lambda-log-group-declared';
import { lambdaNoPlainSecrets } from './lambda-no-plain-secrets';
import { lambdaRecursionStopped } from './lambda-recursion-stopped';
import { lambdaReservedConcurrency } from './lambda-reserved-concurrency';
import { lambdaRuntimeSupported } from './lambda-runtime-supported';
import { lambdaTracing } from './lambda-tracing';
import { sagemakerClusterInVpc } from './sagemaker-cluster-in-vpc';
import { sagemakerDomainCustomerKey } from './sagemaker-domain-customer-key';
import { sagemakerDomainDockerOff } from './sagemaker-domain-docker-off';
import { sagemakerDomainSso } from './sagemaker-domain-sso';
import { sagemakerDomainUserIdentity } from './sagemaker-domain-user-identity';
import { sagemakerJobOutputKey } from './sagemaker-job-output-key';
import { sagemakerJobVolumeKey } from './sagemaker-job-volume-key';
import { sagemakerNotebookCustomerKey } from './sagemaker-notebook-customer-key';
import { sagemakerNotebookImdsv2Required } from './sagemaker-notebook-imdsv2-required';
import { sagemakerNotebookRootAccessOff } from './sagemaker-notebook-root-access-off';
import { sagemakerNotebookSharingEncrypted } from './sagemaker-notebook-sharing-encrypted';
import { sagemakerWorkflowJobIsolated } from './sagemaker-workflow-job-isolated';

export const computeRules: readonly Rule[] = [
  ecsContainerNonRootUser,
  ecsContainerReadonlyRootFilesystem,
  ecsContainerNotPrivileged,
  ecsContainerDropsCapabilities,
  ecsContainerNoNewPrivileges,
  ecsContainerMemoryLimit,
  ecsContainerLogging,
  ecsContainerLogGroupDeclared,
  ecsContainerHealthCheck,
  ecsContainerNoPlainSecrets,
  ecsTaskNetworkModeAwsvpc,
  ecsTaskNoHostNamespaces,
  ecsTaskNoHostMounts,
  ecsTaskVolumesNotShared,
  ecsTaskEfsProtected,
  ecsTaskRoleDistinct,
  ecsTaskFaultInjectionOff,
  ecsTmpfsMountOptions,
  ecsSharedVolumeSingleWriter,
  ecsContainerWaitsForPreparation,
  ecsServiceExecOffOrLogged,
  ecsServicePlatformCurrent,
  ecsServiceConnectTls,
  ecsServiceVolumeEncrypted,
  ecsClusterContainerInsights,
  ecsClusterExecSessionsRecorded,
  containerCallsByTls,
  ec2InstanceImdsv2Required,
  ec2InstanceImdsHopLimit,
  ec2InstanceMetadataTagsOff,
  ec2InstanceNoKeyPair,
  ec2InstanceHasProfile,
  ec2InstanceDetailedMonitoring,
  ec2InstanceUserDataNoSecrets,
  ecsHostPrivilegedContainersOff,
  ecsHostBlocksInstanceMetadata,
  ecsHostNoInteractiveAccess,
  autoScalingGroupUsesLaunchTemplate,
  autoScalingGroupReplacesInstances,
  autoScalingGroupElbHealthCheck,
  eksClusterAuditLog,
  eksClusterAccessByEntries,
  batchPodSecurityContext,
  batchJobIsolated,
  batchJobTimeout,
  autoScalingGroupObserved,
  lambdaRuntimeSupported,
  lambdaEnvironmentCustomerKey,
  lambdaReservedConcurrency,
  lambdaTracing,
  lambdaNoPlainSecrets,
  lambdaFailedEventsKept,
  lambdaLogGroupDeclared,
  lambdaFunctionUrlAuthenticated,
  lambdaFunctionUrlOrigins,
  lambdaRecursionStopped,
  sagemakerJobVolumeKey,
  sagemakerJobOutputKey,
  sagemakerNotebookRootAccessOff,
  sagemakerNotebookCustomerKey,
  sagemakerNotebookImdsv2Required,
  sagemakerDomainCustomerKey,
  sagemakerDomainSso,
  sagemakerDomainDockerOff,
  sagemakerDomainUserIdentity,
  sagemakerNotebookSharingEncrypted,
  sagemakerClusterInVpc,
  sagemakerWorkflowJobIsolated,
];
