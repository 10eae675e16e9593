import { App, RemovalPolicy, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { DataClass, DataKeys, TrainingDataBucket, WorkloadRole } from 'secure-ai-platform';

/** One bucket for training data in a stack of your own: an ingestion role may write to it, and nobody may read. */
export function trainingData(): App {
  const app = new App();
  const stack = new Stack(app, 'TrainingData');
  const keys = new DataKeys(stack, 'Keys', { classes: [DataClass.TRAINING_DATA, DataClass.LOGS], removalPolicy: RemovalPolicy.DESTROY });
  const bucket = new TrainingDataBucket(stack, 'Bucket', {
    encryptionKey: keys.key(DataClass.TRAINING_DATA),
    logEncryptionKey: keys.key(DataClass.LOGS),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const ingestion = new WorkloadRole(stack, 'Ingestion', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'), description: 'Writes what arrives' });
  bucket.grants.write(ingestion, 'incoming/');
  return app;
}

if (require.main === module) trainingData().synth();
