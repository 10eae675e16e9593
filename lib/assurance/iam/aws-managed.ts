import type { Policy } from './policy';

export const AWS_MANAGED_POLICIES: ReadonlyMap<string, Policy> = new Map();
