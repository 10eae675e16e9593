export type { Justification } from './justification';
export { WorkloadRole, type WorkloadRoleProps } from './workload-role';
