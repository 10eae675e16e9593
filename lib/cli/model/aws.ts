import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';

/** Clients of AWS, made on demand: loading the SDK takes longer than most commands. */
export interface AwsClients {
  s3(): Promise<S3Client>;
  /** @param region of the key; the environment's when it is left out */
  kms(region?: string): Promise<KMSClient>;
}

export function awsClients(): AwsClients {
  return {
    s3: async () => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      // An endpoint of one's own (an emulator, MinIO) rarely has a host name for each bucket.
      const ownEndpoint = (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined;
      return new S3Client({ maxAttempts: 5, forcePathStyle: ownEndpoint });
    },
    kms: async (region) => {
      const { KMSClient } = await import('@aws-sdk/client-kms');
      return new KMSClient({ maxAttempts: 5, ...(region === undefined ? {} : { region }) });
    },
  };
}
