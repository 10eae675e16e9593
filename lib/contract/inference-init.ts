/**
 * What the first container of an inference task is told. It verifies the weights against the KMS signature, puts them and the
 * TLS material into volumes that it shares with the inference server, and exits 0; the server starts only then.
 */
export const INFERENCE_INIT_ENV = {
  /** Bucket that holds the model. */
  modelBucket: 'MODEL_BUCKET',
  /** Key prefix of one model version, without a trailing slash: `models/<name>/<version>`. */
  modelPrefix: 'MODEL_PREFIX',
  /** ARN of the asymmetric KMS key whose signature the model must carry. */
  signingKeyArn: 'MODEL_SIGNING_KEY_ARN',
  /** Folder (a shared volume) that receives the verified files. */
  modelDirectory: 'MODEL_DIRECTORY',
  /** ARN of the secret with this service's certificate, private key and authority (shape: SERVICE_CERTIFICATE_FIELDS). */
  tlsSecretArn: 'TLS_SECRET_ARN',
  /** Folder (a shared volume) that receives tls.crt, tls.key and ca.crt. */
  tlsDirectory: 'TLS_DIRECTORY',
} as const;

/** File names inside the TLS folder. */
export const TLS_FILES = { certificate: 'tls.crt', privateKey: 'tls.key', authority: 'ca.crt' } as const;

/** uid and gid under which the first container and the inference server run (vLLM's image is prepared for it). */
export const INFERENCE_USER = '2000:0';
