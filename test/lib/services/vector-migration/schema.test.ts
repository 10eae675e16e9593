import { embeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { migrationRuns } from './migration-runs';
import { tenantIsolation } from './tenant-isolation';

// A statement that is cut off by the default five seconds on a busy machine would leave its transaction to the next test.
jest.setTimeout(60_000);

// One database for all: it takes four seconds of CPU to start.
let postgres: EmbeddedPostgres;
beforeAll(async () => { postgres = await embeddedPostgres(); });
afterAll(() => postgres.close());

describe('a migration', () => migrationRuns(() => postgres));
describe('row-level security', () => tenantIsolation(() => postgres));
