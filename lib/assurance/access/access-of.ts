import type { Resource } from '../template';
import type { AccessModel } from './model';

/** Reads roles, users, policies and protected resources of one state of the templates. */
export declare function accessOf(resources: readonly Resource[], options?: AccessOptions): AccessModel;

export interface AccessOptions {
  readonly accountId?: string;
}
