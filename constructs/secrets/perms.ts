/** Reads the value of a secret. */
export const READ_ACTIONS = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];

/** Makes a new current value. */
export const WRITE_ACTIONS = ['secretsmanager:PutSecretValue'];

/** The four steps of a rotation. */
export const ROTATE_ACTIONS = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'];

/** What Secrets Manager does with the key on behalf of a reader. */
export const READ_KEY_ACTIONS = ['kms:Decrypt'];

/** What Secrets Manager does with the key on behalf of a writer. */
export const WRITE_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];
