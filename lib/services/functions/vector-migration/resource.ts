import { VECTOR_MIGRATION_PROPERTIES as PROPERTIES } from '../../../contract/vector-store';
import { text, type CustomResourceLogic, type CustomResourceResult, type Properties } from '../custom-resource';
import type { DataApiTarget } from './data-api';
import { MIGRATIONS } from './migrations';
import { migrate, type Database } from './vector-migration';

/** The schema of one database as a custom resource: created and updated by migration, never deleted; it goes with its cluster. */
export function vectorSchemaResource(open: (target: DataApiTarget) => Database): CustomResourceLogic {
  const run = async (properties: Properties): Promise<CustomResourceResult> => {
    const target = {
      clusterArn: text(properties, PROPERTIES.clusterArn),
      secretArn: text(properties, PROPERTIES.secretArn),
      database: text(properties, PROPERTIES.database),
    };
    const { applied } = await migrate(open(target), MIGRATIONS, Number(text(properties, PROPERTIES.dimensions)));
    console.info(JSON.stringify({ level: 'info', message: 'schema is up to date', applied }));
    return { physicalResourceId: `${target.clusterArn}/${target.database}` };
  };
  return { create: run, update: run, delete: () => Promise.resolve() };
}
