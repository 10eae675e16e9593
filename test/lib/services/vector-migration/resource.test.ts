import { vectorSchemaResource } from '../../../../lib/services/functions/vector-migration/resource';
import { MIGRATIONS } from '../../../../lib/services/functions/vector-migration/migrations';
import type { Database } from '../../../../lib/services/functions/vector-migration/vector-migration';

const PROPERTIES = { ServiceToken: 'x', ClusterArn: 'arn:cluster', SecretArn: 'arn:secret', Database: 'vectors', Dimensions: '1024', EngineVersion: '17.9', Migrations: ['0001 x'] };

/** Answers as a database that holds nothing yet. */
const statements: string[] = [];
const empty: Database = { transaction: (work) => work({ query: (sql) => { statements.push(sql); return Promise.resolve([]); } }) };

beforeEach(() => { statements.length = 0; jest.spyOn(console, 'info').mockImplementation(() => undefined); });

test('a create migrates the database that the properties name, and its identity does not change with the schema', async () => {
  const opened: unknown[] = [];
  const resource = vectorSchemaResource((target) => { opened.push(target); return empty; });
  expect(await resource.create(PROPERTIES)).toEqual({ physicalResourceId: 'arn:cluster/vectors' });
  expect(await resource.update({ ...PROPERTIES, Migrations: ['other'] }, PROPERTIES, 'arn:cluster/vectors')).toEqual({ physicalResourceId: 'arn:cluster/vectors' });
  expect(opened).toEqual([0, 1].map(() => ({ clusterArn: 'arn:cluster', secretArn: 'arn:secret', database: 'vectors' })));
  expect(statements.filter((sql) => sql.startsWith('INSERT INTO migrations.applied'))).toHaveLength(2 * MIGRATIONS.length);
  expect(statements.join()).toContain('extensions.vector(1024)');
});

test('a delete touches nothing: the schema goes with its cluster', async () => {
  await vectorSchemaResource(() => { throw new Error('opened'); }).delete(PROPERTIES, 'arn:cluster/vectors');
});

test.each(['ClusterArn', 'SecretArn', 'Database', 'Dimensions'])('fails when %s is missing, before the database is touched', async (name) => {
  await expect(vectorSchemaResource(() => empty).create({ ...PROPERTIES, [name]: undefined })).rejects.toThrow(name);
  expect(statements).toEqual([]);
});
