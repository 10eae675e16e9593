import type { Requirement } from '../requirement';
import { BUCKET_PROMISES } from './buckets';
import { ENDPOINT_PROMISES } from './endpoints';
import { KEY_PROMISES } from './keys';
import { NETWORK } from './network';
import { PERMISSION_PROMISES } from './permissions';
import { TRUST_PROMISES } from './roles';
import { STORE_PROMISES } from './stores';

/** What this platform promises, of its stacks as they are deployed for development and for production. */
export const PLATFORM: readonly Requirement[] = [...NETWORK, ...ENDPOINT_PROMISES, ...KEY_PROMISES, ...BUCKET_PROMISES, ...STORE_PROMISES, ...TRUST_PROMISES, ...PERMISSION_PROMISES];
