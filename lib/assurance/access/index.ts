export { accessOf } from './access-of';
export type { AccessModel, Holder, ProtectedResource } from './model';
