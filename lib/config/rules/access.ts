import { repetitions, type Finding, type Rule } from './rule';

export const oneIdentityProvider: Rule = ({ identity }) =>
  identity.cognito !== undefined && identity.oidc !== undefined
    ? [{ code: 'IdentityTwice', key: ['identity', 'oidc'], what: 'tokens come from one issuer, cognito or oidc', got: 'both', fix: 'remove one of the two' }]
    : [];

export const namesAreUnique: Rule = ({ tenants, identity }) => [
  ...repetitions(tenants.map((tenant) => tenant.id)).map(([index, id]) => ({ code: 'TenantRepeated', key: ['tenants', index, 'id'], what: 'a tenant must stand once', got: id, fix: 'remove or rename one of the two' })),
  ...repetitions((identity.cognito?.groups ?? []).map((group) => group.name)).map(([index, name]) => ({ code: 'GroupRepeated', key: ['identity', 'cognito', 'groups', index, 'name'], what: 'a group must stand once', got: name, fix: 'remove or rename one of the two' })),
];

export const privateApiHasItsEndpoints: Rule = ({ api }) => {
  const findings: Finding[] = [];
  if (api.exposure === 'private' && api.vpcEndpointIds.length === 0) {
    findings.push({ code: 'PrivateApiWithoutEndpoint', key: ['api', 'exposure'], what: 'a private API is reached only through VPC endpoints, and none is named', got: 'private', fix: 'list execute-api endpoints in api.vpcEndpointIds' });
  }
  if (api.exposure === 'private' && api.domain !== undefined) {
    findings.push({ code: 'PrivateApiWithDomain', key: ['api', 'domain'], what: 'a private API has no domain of its own here', got: api.domain.name, fix: 'remove api.domain, or set api.exposure to regional' });
  }
  if (api.exposure === 'regional' && api.vpcEndpointIds.length > 0) {
    findings.push({ code: 'EndpointsOnRegionalApi', key: ['api', 'vpcEndpointIds'], what: 'VPC endpoints are admitted by a private API only', got: api.vpcEndpointIds, fix: 'remove them, or set api.exposure to private' });
  }
  return findings;
};

export const domainHasCertificate: Rule = ({ api: { domain }, region }) =>
  domain !== undefined && domain.certificateArn === undefined
    ? [{ code: 'DomainWithoutCertificate', key: ['api', 'domain'], what: 'a domain needs a certificate', got: domain.name, fix: `request a free public one in ACM of ${region} and give its ARN as api.domain.certificateArn` }]
    : [];

/** API Gateway verifies the load balancer's certificate against public authorities. */
export const loadBalancerHasCertificate: Rule = ({ api: { loadBalancerCertificate } }) => {
  const { domainName, certificateArn, ownAuthority } = loadBalancerCertificate;
  const key = ['api', 'loadBalancerCertificate'];
  if (ownAuthority !== undefined && certificateArn !== undefined) {
    return [{ code: 'LoadBalancerCertificateTwice', key, what: 'the load balancer has one certificate, certificateArn or ownAuthority', got: 'both', fix: 'remove one of the two' }];
  }
  if (ownAuthority !== undefined) return [];
  if (certificateArn === undefined) {
    return [{ code: 'LoadBalancerCertificateMissing', key, what: 'the internal load balancer needs a certificate that API Gateway can verify', fix: 'give domainName and certificateArn (a free public ACM certificate), or in development ownAuthority with reason, owner and expires' }];
  }
  return domainName === undefined ? [{ code: 'LoadBalancerNameMissing', key, what: 'the name on the certificate must be given: API Gateway checks it', fix: 'give api.loadBalancerCertificate.domainName' }] : [];
};

export const limitsAgree: Rule = ({ api: { limits }, inference }) => [
  ...(limits.maximumCharacters > limits.maximumBodyKib * 1024
    ? [{ code: 'LimitExceedsBody', key: ['api', 'limits', 'maximumCharacters'], what: `one message must fit the largest body, ${limits.maximumBodyKib} KiB`, got: limits.maximumCharacters, fix: 'lower it, or raise api.limits.maximumBodyKib' }]
    : []),
  ...(limits.maximumTokens > inference.contextLength
    ? [{ code: 'LimitExceedsContext', key: ['api', 'limits', 'maximumTokens'], what: `an answer must fit inference.contextLength, ${inference.contextLength} tokens`, got: limits.maximumTokens, fix: 'lower it, or raise inference.contextLength' }]
    : []),
];
