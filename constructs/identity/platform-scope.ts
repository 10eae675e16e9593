/** What a token may be used for. The value is the scope as the token carries it. */
export enum PlatformScope {
  /** Ask the model for chat completions. */
  INFERENCE_INVOKE = 'inference/invoke',
  /** Ask the model for embeddings. */
  INFERENCE_EMBED = 'inference/embed',
  /** Query the vector store. */
  VECTORS_READ = 'vectors/read',
  /** Write to the vector store. */
  VECTORS_WRITE = 'vectors/write',
  /** List the models. */
  MODELS_READ = 'models/read',
  /** Approve or reject what waits for a person. */
  APPROVALS_DECIDE = 'approvals/decide',
  /** Administer the platform. */
  PLATFORM_ADMIN = 'platform/admin',
}
