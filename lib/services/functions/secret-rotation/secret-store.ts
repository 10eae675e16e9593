import { DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, ResourceNotFoundException, type SecretsManagerClient, UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';

/** What rotation asks of Secrets Manager. */
export interface SecretStore {
  /** Whether rotation is on, and the staging labels of each version. */
  describe(arn: string): Promise<SecretState>;
  /** The current value, or that of one pending version. @returns undefined when there is none */
  value(arn: string, version: 'AWSCURRENT' | { readonly pending: string }): Promise<string | undefined>;
  /** Stores the value as pending version under the token. Repeating it with the same value changes nothing. */
  putPending(arn: string, token: string, value: string): Promise<void>;
  /** Moves AWSCURRENT; Secrets Manager moves AWSPREVIOUS to where it was. */
  makeCurrent(arn: string, version: string, instead: string | undefined): Promise<void>;
}

export interface SecretState {
  readonly rotationEnabled: boolean;
  readonly versions: Readonly<Record<string, readonly string[]>>;
}

export function secretStore(client: SecretsManagerClient): SecretStore {
  return {
    async describe(arn) {
      const { RotationEnabled, VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: arn }));
      return { rotationEnabled: RotationEnabled ?? false, versions: VersionIdsToStages ?? {} };
    },
    async value(arn, version) {
      try {
        const which = version === 'AWSCURRENT' ? { VersionStage: version } : { VersionId: version.pending, VersionStage: 'AWSPENDING' };
        return (await client.send(new GetSecretValueCommand({ SecretId: arn, ...which }))).SecretString;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async putPending(arn, token, value) {
      await client.send(new PutSecretValueCommand({ SecretId: arn, ClientRequestToken: token, SecretString: value, VersionStages: ['AWSPENDING'] }));
    },
    async makeCurrent(arn, version, instead) {
      await client.send(new UpdateSecretVersionStageCommand({ SecretId: arn, VersionStage: 'AWSCURRENT', MoveToVersionId: version, RemoveFromVersionId: instead }));
    },
  };
}
