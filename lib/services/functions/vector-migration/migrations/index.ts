import type { Migration } from '../migration';
import { tenantIsolation } from './0001-tenant-isolation';

/** All migrations in the order they are applied. Append; never change one that was released. */
export const MIGRATIONS: readonly Migration[] = [tenantIsolation];
