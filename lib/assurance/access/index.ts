export { accessOf, type AccessOptions } from './access-of';
export type { AccessModel, Holder, ProtectedResource } from './model';
