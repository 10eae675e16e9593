import { text, type CustomResourceLogic, type Properties } from '../custom-resource';

/** One integration of a REST API. */
export interface IntegrationAddress {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

/** The two calls of API Gateway that are needed. Both answer whether the issuer check is skipped. */
export interface Integrations {
  read(address: IntegrationAddress): Promise<boolean>;
  write(address: IntegrationAddress, skip: boolean): Promise<boolean>;
}

const ATTEMPTS = 8;
/** What API Gateway answers while another change of the same API is under way, or when asked too often. */
const TRANSIENT: ReadonlySet<string> = new Set(['ConflictException', 'TooManyRequestsException', 'ServiceUnavailableException', 'LimitExceededException']);

/**
 * Switches off the issuer check of an API's integrations, which CloudFormation has no property for: the certificate must still be valid
 * in time and carry the right name, but may come from an authority of one's own. Each change of a method writes its integration anew and
 * so resets the switch; the properties therefore hold the methods' definition, and any change of it runs this again.
 */
export function integrationTls(integrations: Integrations, wait: (milliseconds: number) => Promise<void>): CustomResourceLogic {
  const set = async (address: IntegrationAddress, skip: boolean): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      try {
        if (await integrations.read(address) === skip) return;
        if (await integrations.write(address, skip) === skip) return;
        throw new Error(`API Gateway did not take over insecureSkipVerification=${skip} for ${address.httpMethod} of resource ${address.resourceId}`);
      } catch (error) {
        if (attempt === ATTEMPTS || !TRANSIENT.has(name(error))) throw error;
        await wait(250 * 2 ** attempt);
      }
    }
  };
  const restore = async (addresses: readonly IntegrationAddress[]): Promise<void> => {
    for (const address of addresses) {
      try {
        await set(address, false);
      } catch (error) {
        if (name(error) !== 'NotFoundException') throw error;
      }
    }
  };
  const apply = async (properties: Properties): Promise<{ physicalResourceId: string }> => {
    for (const address of parseIntegrations(properties)) await set(address, true);
    return { physicalResourceId: `${text(properties, 'RestApiId')}/integration-tls` };
  };
  return {
    create: apply,
    update: async (properties, old) => {
      const result = await apply(properties);
      const kept = new Set(parseIntegrations(properties).map(key));
      await restore(parseIntegrations(old).filter((address) => address.restApiId === properties.RestApiId && !kept.has(key(address))));
      return result;
    },
    delete: (properties) => restore(parseIntegrations(properties)),
  };
}

/** `Integrations` is a list of `<METHOD> <resource id>`. */
export function parseIntegrations(properties: Properties): IntegrationAddress[] {
  const restApiId = text(properties, 'RestApiId');
  const listed = properties.Integrations;
  if (!Array.isArray(listed) || listed.length === 0) throw new TypeError(`property Integrations must be a non-empty list, got ${JSON.stringify(listed)}`);
  return listed.map((entry: unknown) => {
    const [, httpMethod, resourceId] = /^([A-Z]+) ([A-Za-z0-9]+)$/.exec(String(entry)) ?? [];
    if (httpMethod === undefined || resourceId === undefined) throw new TypeError(`an integration must read '<METHOD> <resource id>', got ${JSON.stringify(entry)}`);
    return { restApiId, resourceId, httpMethod };
  });
}

const key = (address: IntegrationAddress): string => `${address.httpMethod} ${address.resourceId}`;
const name = (error: unknown): string => (error instanceof Error ? error.name : '');
