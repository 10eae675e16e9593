/** Logs in to the database as one user, with an IAM token in place of a password. */
export const CONNECT_ACTIONS = ['rds-db:connect'];

/** Runs statements in transactions through the Data API. */
export const DATA_API_ACTIONS = ['rds-data:BeginTransaction', 'rds-data:CommitTransaction', 'rds-data:ExecuteStatement', 'rds-data:RollbackTransaction'];

/** Reads a secret. */
export const SECRET_READ_ACTIONS = ['secretsmanager:GetSecretValue'];

/** Opens what a key has sealed. */
export const KEY_DECRYPT_ACTIONS = ['kms:Decrypt'];
