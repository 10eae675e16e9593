/** What a key protects. One customer key for each class, so that access to one class never opens another. */
export enum DataClass {
  /** Training data: raw, curated and quarantined objects, their notifications and the volumes of training instances. */
  TRAINING_DATA = 'training-data',
  /** Models: weights, container images and the volumes of the GPU instances that load them. */
  MODELS = 'models',
  /** Vectors: the vector database, its snapshots and its managed credentials. */
  VECTORS = 'vectors',
  /** Secrets: Secrets Manager and Parameter Store. */
  SECRETS = 'secrets',
  /** Audit: the trail, sealed audit records, budgets and approvals of the AI gateway, and the topics that alarms go to. */
  AUDIT = 'audit',
  /** Logs: log groups and log archives. */
  LOGS = 'logs',
}
