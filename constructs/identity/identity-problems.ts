import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../lib/contract/platform-error';
import { TENANT_PATTERN } from '../../lib/contract/scopes';
import type { IdentityGroup, MachineClient } from './identity-options';
import type { OidcIssuerProps } from './oidc-identity';

/** The part of a user pool's props that can be wrong. */
export interface UserPoolChoices {
  readonly groups: readonly IdentityGroup[];
  readonly machineClients: readonly MachineClient[];
  readonly domainPrefix?: string;
  readonly callbackUrls: readonly string[];
  readonly accessTokenMinutes: number;
  readonly minimumPasswordLength: number;
  readonly authEventsWithoutPlus: boolean;
}

const TENANT = new RegExp(TENANT_PATTERN);

export function userPoolProblems(choices: UserPoolChoices, where: string): Problem[] {
  const problems: Problem[] = [];
  const report = (condition: boolean, problem: Omit<Problem, 'where'>): void => { if (condition) problems.push({ ...problem, where }); };
  report(choices.minimumPasswordLength < 14 || choices.minimumPasswordLength > 99, {
    code: 'PasswordLengthOutOfRange', what: "'minimumPasswordLength' must be between 14 and 99", got: choices.minimumPasswordLength, fix: 'choose at least 14',
  });
  report(choices.accessTokenMinutes < 5 || choices.accessTokenMinutes > 60, {
    code: 'AccessTokenValidityOutOfRange', what: "'accessTokenValidity' must be between 5 and 60 minutes", got: choices.accessTokenMinutes, fix: 'let clients refresh instead',
  });
  report(choices.authEventsWithoutPlus, {
    code: 'AuthEventsNeedPlus', what: "'authEventsBucket' needs the Plus plan", fix: 'use IdentityPlan.plus(), or leave the bucket out',
  });
  const prefix = choices.domainPrefix;
  report(prefix !== undefined && !Token.isUnresolved(prefix) && (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix) || /aws|amazon|cognito/.test(prefix)), {
    code: 'DomainPrefixInvalid', what: "'domainPrefix' must be 1 to 63 of a-z, 0-9 and inner hyphens, without the words aws, amazon or cognito", got: prefix, fix: 'choose another prefix',
  });
  for (const url of choices.callbackUrls) {
    report(!Token.isUnresolved(url) && !/^https:\/\//.test(url) && !/^http:\/\/localhost(:\d+)?(\/|$)/.test(url), {
      code: 'CallbackUrlNotEncrypted', what: 'a callback or logout URL must be https, or http://localhost for development', got: url, fix: 'use https',
    });
  }
  for (const { name, tenant, scopes } of choices.machineClients) {
    report(!Token.isUnresolved(tenant) && !TENANT.test(tenant), {
      code: 'TenantInvalid', what: `the tenant of machine client '${name}' must match ${TENANT_PATTERN}`, got: tenant, fix: 'rename the tenant',
    });
    report(scopes.length === 0, { code: 'MachineClientWithoutScopes', what: `machine client '${name}' must have scopes`, fix: 'name what it may do' });
  }
  report(new Set(choices.machineClients.map(({ name }) => name)).size < choices.machineClients.length, {
    code: 'MachineClientNameNotUnique', what: 'machine clients must have different names', got: choices.machineClients.map(({ name }) => name), fix: 'rename one',
  });
  report(new Set(choices.machineClients.map(({ tenant }) => tenant)).size > 100, {
    code: 'TooManyTenants', what: 'machine clients may serve at most 100 tenants, as many as a resource server has scopes', fix: 'use an OpenID Connect issuer of your own',
  });
  report(new Set(choices.groups.map(({ name }) => name)).size < choices.groups.length, {
    code: 'GroupNameNotUnique', what: 'groups must have different names', got: choices.groups.map(({ name }) => name), fix: 'rename one',
  });
  return problems;
}

export function oidcProblems(props: OidcIssuerProps, where: string): Problem[] {
  const problems: Problem[] = [];
  for (const [key, url] of [['issuerUrl', props.issuerUrl], ['jwksUri', props.jwksUri]] as const) {
    if (url !== undefined && !Token.isUnresolved(url) && !url.startsWith('https://')) {
      problems.push({ code: 'IssuerNotEncrypted', what: `'${key}' must be an https address`, got: url, where, fix: 'use https: whoever can change the keys on the way can sign tokens' });
    }
  }
  if (props.audience.trim() === '') {
    problems.push({ code: 'AudienceMissing', what: "'audience' must name whom the tokens are for", where, fix: "give the API's identifier at the issuer; without it a token for any other application would do" });
  }
  if ((props.groupMapping ?? []).length === 0 && props.scopeClaim === undefined) {
    problems.push({ code: 'NobodyHoldsScopes', what: "'groupMapping' or 'scopeClaim' must be given", where, fix: 'map groups to scopes: without it no token could call anything' });
  }
  const ttl = props.cacheTtl;
  if (ttl !== undefined && !ttl.isUnresolved() && ttl.toSeconds() > 300) {
    problems.push({ code: 'AuthorizerCacheTooLong', what: "'cacheTtl' must be at most 300 seconds", got: ttl.toSeconds(), where, fix: 'a cached decision outlives the token: keep it short' });
  }
  return problems;
}
