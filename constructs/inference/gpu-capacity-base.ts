import { Token, type aws_ec2 as ec2, type aws_ecs as ecs } from 'aws-cdk-lib';
import type { IConstruct, IDependable } from 'constructs';
import { GPU_INSTANCES } from '../../lib/contract/gpu-instances';
import { throwProblems } from '../../lib/contract/platform-error';

/** Who runs the instances that GPU tasks are placed on. */
export enum GpuLaunch {
  /** An Auto Scaling group of the account's own. */
  EC2 = 'EC2',
  /** Amazon ECS, which picks, patches and replaces them. */
  MANAGED_INSTANCES = 'MANAGED_INSTANCES',
}

/** What one GPU instance offers. */
export interface GpuShape {
  /** Whole GPUs. */
  readonly gpus: number;
  /** Memory of each GPU, in GiB. */
  readonly gpuMemoryGib: number;
  /** Virtual processors. */
  readonly vcpus: number;
  /** Main memory, in GiB. */
  readonly memoryGib: number;
}

/** GPU instances that tasks of one cluster can be placed on. */
export interface IGpuCapacity extends IConstruct {
  /** The cluster that the instances join. */
  readonly cluster: ecs.ICluster;
  /** Name for the capacity provider strategy of a service. */
  readonly capacityProviderName: string;
  /** Who runs the instances. */
  readonly launch: GpuLaunch;
  /** Type of the instances. */
  readonly instanceType: ec2.InstanceType;
  /** What one instance offers. */
  readonly shape: GpuShape;
  /** Most instances at a time. @default - no limit of its own */
  readonly maxInstances?: number;
  /** A service must depend on it: before, the cluster does not know the provider; on deletion, the provider must outlive the service. */
  readonly attached: IDependable;
}

/** The shape of an instance type; refuses one that has no GPU. */
export function gpuShapeOf(instanceType: ec2.InstanceType, given: GpuShape | undefined, where: string): GpuShape {
  if (given !== undefined) return given;
  const name = instanceType.toString();
  const known = Token.isUnresolved(name) ? undefined : GPU_INSTANCES.get(name);
  if (known === undefined) {
    throwProblems([{
      code: 'InstanceTypeWithoutGpu',
      what: "'instanceType' must be a type with NVIDIA GPUs: on another the GPU image never joins the cluster",
      got: name,
      where,
      fix: `choose one of ${[...GPU_INSTANCES.keys()].slice(0, 6).join(', ')} …, or describe a newer GPU type with 'shape'`,
    }]);
  }
  return known ?? { gpus: 0, gpuMemoryGib: 0, vcpus: 0, memoryGib: 0 };
}
