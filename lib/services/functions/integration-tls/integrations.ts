import { GetIntegrationCommand, UpdateIntegrationCommand, type APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { Integrations } from './integration-tls';

/** The integrations of API Gateway itself. It leaves `tlsConfig` out where nothing was set: then the issuer is checked. */
export function integrationsOf(client: APIGatewayClient): Integrations {
  return {
    read: async (address) => (await client.send(new GetIntegrationCommand(address))).tlsConfig?.insecureSkipVerification ?? false,
    write: async (address, skip) => {
      const patchOperations = [{ op: 'replace' as const, path: '/tlsConfig/insecureSkipVerification', value: String(skip) }];
      return (await client.send(new UpdateIntegrationCommand({ ...address, patchOperations }))).tlsConfig?.insecureSkipVerification ?? false;
    },
  };
}
