export { accessOf, type AccessOptions } from './access-of';
export { escalations, isAdministrator, type Escalation } from './escalation';
export type { AccessModel, Holder, ProtectedResource } from './model';
