import { S3Client } from '@aws-sdk/client-s3';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { customResource } from '../custom-resource';
import { bucketEmptier } from './bucket-emptier';

const client = new S3Client({ maxAttempts: 8, retryMode: 'adaptive' });

export const handler = (event: CloudFormationCustomResourceEvent, context: Context): Promise<void> =>
  customResource(bucketEmptier({
    send: (command) => client.send(command),
    remainingMilliseconds: () => context.getRemainingTimeInMillis(),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    log: (entry) => console.log(JSON.stringify(entry)),
  }))(event, context);
