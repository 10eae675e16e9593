import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ApiDomain } from './api-options';
import type { EdgeTlsPolicy } from './edge-tls-policy';

/** The domain name and its mapping to the stage, as strict as the API: the API's own policy is the one that the handshake uses. */
export function addCustomDomain(scope: Construct, domain: ApiDomain, stage: apigateway.Stage, tlsPolicy: EdgeTlsPolicy): apigateway.CfnDomainName {
  const resource = new apigateway.CfnDomainName(scope, 'Domain', {
    domainName: domain.domainName,
    regionalCertificateArn: domain.certificate.certificateArn,
    endpointConfiguration: { types: ['REGIONAL'] },
    securityPolicy: tlsPolicy.policyName,
    endpointAccessMode: 'STRICT',
  });
  new apigateway.CfnBasePathMapping(scope, 'DomainMapping', { domainName: resource.ref, restApiId: stage.restApi.restApiId, stage: stage.stageName });
  return resource;
}
