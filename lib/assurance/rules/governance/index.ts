import type { Rule } from '../rule';
import { autoScalingGroupPropagatesTags } from './auto-scaling-group-propagates-tags';
import { backupPlanKeeps } from './backup-plan-keeps';
import { ecsServicePropagatesTags } from './ecs-service-propagates-tags';
import { fsxBackedUp } from './fsx-backed-up';
import { keyStaysInRegion } from './key-stays-in-region';
import { replicaStaysInGeography } from './replica-stays-in-geography';
import { resourceInventoryTags } from './resource-inventory-tags';
import { sagemakerDomainPropagatesTags } from './sagemaker-domain-propagates-tags';
import { sagemakerModelCardComplete } from './sagemaker-model-card-complete';
import { sagemakerModelHasCard } from './sagemaker-model-has-card';
import { sagemakerPackageCustomerKey } from './sagemaker-package-customer-key';

export const governanceRules: readonly Rule[] = [
  resourceInventoryTags,
  ecsServicePropagatesTags,
  autoScalingGroupPropagatesTags,
  sagemakerDomainPropagatesTags,
  sagemakerModelHasCard,
  sagemakerModelCardComplete,
  sagemakerPackageCustomerKey,
  replicaStaysInGeography,
  keyStaysInRegion,
  fsxBackedUp,
  backupPlanKeeps,
];
