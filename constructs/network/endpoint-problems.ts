import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../lib/contract/platform-error';
import type { EndpointPolicyException } from './network-endpoints';
import { PlatformEndpoint } from './platform-endpoint';

/** Services that are of no use one without the other. */
const TOGETHER: readonly (readonly PlatformEndpoint[])[] = [
  [PlatformEndpoint.ECS, PlatformEndpoint.ECS_AGENT, PlatformEndpoint.ECS_TELEMETRY],
  [PlatformEndpoint.ECR_API, PlatformEndpoint.ECR_DKR],
];

/** Says what is wrong with a choice of endpoints, be they created or already there. */
export function endpointProblems(endpoints: readonly PlatformEndpoint[], where: string): Problem[] {
  const services = endpoints.map(({ service }) => service);
  const problems: Problem[] = [];
  const repeated = [...new Set(services.filter((service, index) => services.indexOf(service) !== index))];
  if (repeated.length > 0) {
    problems.push({ code: 'EndpointTwice', what: 'a VPC holds one endpoint with private DNS for each service', got: repeated, where, fix: 'name each endpoint once, as created or as existing' });
  }
  for (const group of TOGETHER) {
    const missing = group.filter(({ service }) => !services.includes(service)).map(({ service }) => service);
    if (missing.length > 0 && missing.length < group.length) {
      problems.push({ code: 'EndpointsIncomplete', what: `these endpoints work only together: ${group.map(({ service }) => service).join(', ')}`, got: services, where, fix: `add ${missing.join(', ')}, or leave the group out` });
    }
  }
  return problems;
}

/** What bounds the endpoints' policies. */
export interface PerimeterInput {
  readonly organizationId?: string;
  readonly awsImageAccounts?: readonly string[];
  readonly interfaceEndpoints?: readonly PlatformEndpoint[];
  readonly endpointPolicyExceptions?: readonly EndpointPolicyException[];
}

/** Says what is wrong with the perimeter of the endpoints. */
export function perimeterProblems(input: PerimeterInput, where: string): Problem[] {
  const problems: Problem[] = [];
  const { organizationId } = input;
  if (organizationId !== undefined && !Token.isUnresolved(organizationId) && !/^o-[a-z0-9]{10,32}$/.test(organizationId)) {
    problems.push({ code: 'OrganizationIdInvalid', what: "'organizationId' must be the id of an organisation", got: organizationId, where, fix: 'write it as o- and ten to 32 lower-case letters or digits' });
  }
  const accounts = (input.awsImageAccounts ?? []).filter((account) => !Token.isUnresolved(account) && !/^\d{12}$/.test(account));
  if (accounts.length > 0) {
    problems.push({ code: 'ImageAccountInvalid', what: "'awsImageAccounts' must be account ids of twelve digits", got: accounts, where, fix: 'look the account up in the documentation of the image' });
  }
  const chosen = (input.interfaceEndpoints ?? PlatformEndpoint.DEFAULTS).map(({ service }) => service);
  const stale = (input.endpointPolicyExceptions ?? []).map(({ endpoint }) => endpoint.service).filter((service) => !chosen.includes(service));
  if (stale.length > 0) {
    problems.push({ code: 'EndpointPolicyExceptionUnused', what: "'endpointPolicyExceptions' must name endpoints that are created", got: stale, where, fix: 'remove the exception' });
  }
  return problems;
}
