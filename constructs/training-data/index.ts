export { TrainingDataBucket, type TrainingDataBucketAttributes, type TrainingDataBucketProps } from './training-data-bucket';
export { TrainingDataBucketBase, type ITrainingDataBucket } from './training-data-bucket-base';
export { TrainingDataBucketGrants } from './training-data-bucket-grants';
export { TrainingDataLake, TrainingDataLakeGrants, type TrainingDataLakeProps } from './training-data-lake';
