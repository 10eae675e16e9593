import type { Rule } from '../rule';
import { codeBuildNotPrivileged } from './code-build-not-privileged';
import { codeBuildSourceNoCredentials } from './code-build-source-no-credentials';
import { codeBuildTokenByReference } from './code-build-token-by-reference';
import { codeBuildTriggersFiltered } from './code-build-triggers-filtered';
import { codeDeployRollsBack } from './code-deploy-rolls-back';
import { codePipelineManualApproval } from './code-pipeline-manual-approval';
import { codePipelineNoPlainSecrets } from './code-pipeline-no-plain-secrets';
import { containerImageByDigest } from './container-image-by-digest';
import { containerImageFromPrivateRegistry } from './container-image-from-private-registry';
import { ecrCustomerKey } from './ecr-customer-key';
import { ecrLifecyclePolicy } from './ecr-lifecycle-policy';
import { ecrRegistryScansEverything } from './ecr-registry-scans-everything';
import { ecrRepositoryPrivate } from './ecr-repository-private';
import { ecrScanOnPush } from './ecr-scan-on-push';
import { ecrTagImmutable } from './ecr-tag-immutable';
import { ecsServiceGradualDeployment } from './ecs-service-gradual-deployment';
import { ecsServiceRollsBackFailure } from './ecs-service-rolls-back-failure';
import { ecsServiceRollsBackOnAlarm } from './ecs-service-rolls-back-on-alarm';
import { lambdaCodePinned } from './lambda-code-pinned';
import { lambdaCodeSigningEnforced } from './lambda-code-signing-enforced';
import { sagemakerEndpointRollsBack } from './sagemaker-endpoint-rolls-back';
import { sagemakerModelFromRegistry } from './sagemaker-model-from-registry';

export const supplyChainRules: readonly Rule[] = [
  ecrTagImmutable,
  ecrScanOnPush,
  ecrCustomerKey,
  ecrLifecyclePolicy,
  ecrRepositoryPrivate,
  ecrRegistryScansEverything,
  containerImageByDigest,
  containerImageFromPrivateRegistry,
  lambdaCodePinned,
  lambdaCodeSigningEnforced,
  sagemakerModelFromRegistry,
  codePipelineManualApproval,
  codePipelineNoPlainSecrets,
  codeBuildNotPrivileged,
  codeBuildSourceNoCredentials,
  codeBuildTriggersFiltered,
  codeBuildTokenByReference,
  codeDeployRollsBack,
  ecsServiceRollsBackFailure,
  ecsServiceRollsBackOnAlarm,
  ecsServiceGradualDeployment,
  sagemakerEndpointRollsBack,
];
