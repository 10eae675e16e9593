import { setTimeout as wait } from 'node:timers/promises';
import { APIGatewayClient, GetAccountCommand, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import { customResource } from '../custom-resource';
import { accountLoggingRole } from './account-logging-role';

const client = new APIGatewayClient({ maxAttempts: 5 });

export const handler = customResource(
  accountLoggingRole(
    {
      role: async () => (await client.send(new GetAccountCommand({}))).cloudwatchRoleArn,
      setRole: async (roleArn) => void (await client.send(new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: roleArn }] }))),
    },
    (milliseconds) => wait(milliseconds),
  ),
);
