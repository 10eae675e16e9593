import { RDSDataClient } from '@aws-sdk/client-rds-data';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { customResource } from '../custom-resource';
import { dataApiDatabase } from './data-api';
import { vectorSchemaResource } from './resource';

/** Time kept back to roll back and to answer CloudFormation. */
const RESERVE_MILLISECONDS = 90_000;

const client = new RDSDataClient({ maxAttempts: 1, requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true } });
const clock = { now: () => Date.now(), sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)) };

export const handler = (event: CloudFormationCustomResourceEvent, context: Context): Promise<void> => {
  const deadline = clock.now() + context.getRemainingTimeInMillis() - RESERVE_MILLISECONDS;
  return customResource(vectorSchemaResource((target) => dataApiDatabase(client, target, clock, deadline)))(event, context);
};
