export type { ServiceSchedule } from './container-service';
export { GpuCapacity, type GpuCapacityProps } from './gpu-capacity';
export { GpuLaunch, type GpuShape, type IGpuCapacity } from './gpu-capacity-base';
export { GpuInferenceService, type GpuInferenceServiceProps, type InferenceCanary } from './gpu-inference-service';
export { GpuInferenceServiceBase, type GpuInferenceServiceAttributes, type IGpuInferenceService } from './gpu-inference-service-base';
export { GpuHostImage } from './host-user-data';
export { ManagedGpuCapacity, type ManagedGpuCapacityProps } from './managed-gpu-capacity';
export { PinnedImage } from './pinned-image';
export { PlatformCluster, type PlatformClusterProps } from './platform-cluster';
