import type { Requirement } from '../requirement';
import { BUCKET_PROMISES } from './buckets';
import { ENDPOINT_PROMISES } from './endpoints';
import { KEY_PROMISES } from './keys';
import { LIVENESS_PROMISES } from './liveness';
import { NETWORK } from './network';
import { PERMISSION_PROMISES } from './permissions';
import { POWER_PROMISES } from './powers';
import { PRESENCE_PROMISES } from './presence';
import { TRUST_PROMISES } from './roles';
import { STORE_PROMISES } from './stores';

/** What this platform promises, of its stacks as they are deployed for development and for production. */
export const PLATFORM: readonly Requirement[] = [...NETWORK, ...ENDPOINT_PROMISES, ...KEY_PROMISES, ...BUCKET_PROMISES, ...STORE_PROMISES, ...TRUST_PROMISES, ...PERMISSION_PROMISES, ...POWER_PROMISES, ...PRESENCE_PROMISES, ...LIVENESS_PROMISES];
