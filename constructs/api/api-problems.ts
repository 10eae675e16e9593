import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../lib/contract/platform-error';
import type { RequestLimits } from '../../lib/contract/inference-request';
import { TENANT_PATTERN } from '../../lib/contract/scopes';
import type { ApiExposure } from './api-exposure';
import type { ApiDomain, ApiThrottle, TenantPlan } from './api-options';

/** The part of an API's props that can be wrong. */
export interface ApiChoices {
  readonly serverName: string;
  readonly exposure: ApiExposure;
  readonly domain?: ApiDomain;
  readonly throttles: readonly ApiThrottle[];
  readonly unknownRoutes: readonly string[];
  readonly tenants: readonly TenantPlan[];
  readonly limits: RequestLimits;
  readonly maxBodyBytes: number;
  readonly timeoutSeconds: number;
  readonly rateLimits: readonly number[];
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
const TENANT = new RegExp(TENANT_PATTERN);
const MEBIBYTE = 1024 * 1024;

export function apiProblems(choices: ApiChoices, where: string): Problem[] {
  const problems: Problem[] = [];
  const report = (condition: boolean, problem: Omit<Problem, 'where'>): void => { if (condition) problems.push({ ...problem, where }); };
  const { serverName, exposure, domain } = choices;
  report(!Token.isUnresolved(serverName) && (!HOST_NAME.test(serverName) || /\.elb\.amazonaws\.com(\.cn)?$/.test(serverName)), {
    code: 'ServerNameInvalid', what: "'serverName' must be a host name that the load balancer's certificate carries, and so not the load balancer's own", got: serverName, fix: 'give a name of a domain you own, such as gateway.example.com',
  });
  report(exposure.isPrivate && exposure.vpcEndpointIds.length === 0, {
    code: 'PrivateApiWithoutEndpoint', what: 'a private API needs at least one interface endpoint', fix: "give the ids of 'execute-api' endpoints",
  });
  report(exposure.isPrivate && domain !== undefined, {
    code: 'PrivateApiWithDomain', what: 'a private API cannot have this kind of custom domain', got: domain?.domainName, fix: "leave 'domain' out, or expose the API regionally",
  });
  report(domain !== undefined && domain.certificate === undefined, {
    code: 'DomainWithoutCertificate', what: 'a custom domain needs a certificate', got: domain?.domainName, fix: 'request one in ACM, in the region of the API',
  });
  for (const throttle of choices.throttles) {
    report(throttle.rateLimit <= 0 || throttle.burstLimit <= 0, {
      code: 'ThrottleNotPositive', what: "'rateLimit' and 'burstLimit' must be more than 0", got: throttle, fix: 'give positive numbers; to close a route, take the scope from its callers',
    });
  }
  for (const route of choices.unknownRoutes) {
    report(true, { code: 'RouteUnknown', what: "'routeThrottles' names a route that the API does not have", got: route, fix: "write it as 'POST /v1/chat/completions'" });
  }
  for (const { tenant, requestsPerDay = 1 } of choices.tenants) {
    report(!Token.isUnresolved(tenant) && !TENANT.test(tenant), { code: 'TenantInvalid', what: `a tenant must match ${TENANT_PATTERN}`, got: tenant, fix: 'rename the tenant' });
    report(requestsPerDay < 1, { code: 'QuotaNotPositive', what: "'requestsPerDay' must be at least 1", got: requestsPerDay, fix: 'give a positive number' });
  }
  report(new Set(choices.tenants.map(({ tenant }) => tenant)).size < choices.tenants.length, {
    code: 'TenantNotUnique', what: 'tenants must be listed once', got: choices.tenants.map(({ tenant }) => tenant), fix: 'remove the repetition',
  });
  for (const [name, value] of Object.entries(choices.limits)) {
    report(!Number.isInteger(value) || value < 1, { code: 'RequestLimitInvalid', what: `'${name}' must be a positive integer`, got: value, fix: 'give a positive integer' });
  }
  report(choices.maxBodyBytes < 1024 || choices.maxBodyBytes > 10 * MEBIBYTE, {
    code: 'BodySizeOutOfRange', what: "'maxBodySize' must be between 1 KiB and 10 MiB, which is what API Gateway takes", got: choices.maxBodyBytes, fix: 'choose a size in between',
  });
  report(choices.timeoutSeconds < 1 || choices.timeoutSeconds > 900, {
    code: 'RequestTimeoutOutOfRange', what: "'timeout' must be between 1 second and 15 minutes", got: choices.timeoutSeconds, fix: 'choose at most Duration.minutes(15)',
  });
  for (const limit of choices.rateLimits) {
    report(limit < 10, { code: 'WebAclRateTooLow', what: 'a rate rule of a web ACL must allow at least 10 requests in five minutes', got: limit, fix: 'choose 10 or more' });
  }
  return problems;
}
