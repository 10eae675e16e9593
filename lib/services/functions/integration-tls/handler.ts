import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { setTimeout as wait } from 'node:timers/promises';
import { customResource } from '../custom-resource';
import { integrationTls } from './integration-tls';
import { integrationsOf } from './integrations';

export const handler = customResource(integrationTls(integrationsOf(new APIGatewayClient({ maxAttempts: 5 })), (milliseconds) => wait(milliseconds)));
