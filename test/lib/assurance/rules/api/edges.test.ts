import { apiDefaultEndpointClosed } from '../../../../../lib/assurance/rules/api/api-default-endpoint-closed';
import { apiDomainTlsModern } from '../../../../../lib/assurance/rules/api/api-domain-tls-modern';
import { apiEndpointAccessStrict } from '../../../../../lib/assurance/rules/api/api-endpoint-access-strict';
import { apiPrivatePolicy } from '../../../../../lib/assurance/rules/api/api-private-policy';
import { apiTlsModern } from '../../../../../lib/assurance/rules/api/api-tls-modern';
import { distributionCertificate } from '../../../../../lib/assurance/rules/api/distribution-certificate';
import { distributionHttpsOnly } from '../../../../../lib/assurance/rules/api/distribution-https-only';
import { distributionLogged } from '../../../../../lib/assurance/rules/api/distribution-logged';
import { distributionOriginsEncrypted } from '../../../../../lib/assurance/rules/api/distribution-origins-encrypted';
import { distributionOriginsPrivate } from '../../../../../lib/assurance/rules/api/distribution-origins-private';
import { distributionTlsModern } from '../../../../../lib/assurance/rules/api/distribution-tls-modern';
import { ruleCases } from '../cases';
import { lines, open, resource } from '../network/write';

const api = (properties: string): string => resource('A', 'AWS::ApiGateway::RestApi', `{ Name: a, ${properties} }`);
const domain = (properties: string): string => resource('D', 'AWS::ApiGateway::DomainName', `{ DomainName: x.example.com, ${properties} }`);
const distribution = (config: string): string => resource('C', 'AWS::CloudFront::Distribution', `{ DistributionConfig: { Enabled: true, ${config} } }`);
const viewer = (certificate: string): string => distribution(`ViewerCertificate: { ${certificate} }`);

ruleCases(apiTlsModern, {
  pass: { 'TLS 1.3': api('SecurityPolicy: SecurityPolicy_TLS13_1_3_2025_09'), 'a private API': api('EndpointConfiguration: { Types: [PRIVATE] }') },
  fail: { 'nothing said': api('EndpointConfiguration: { Types: [REGIONAL] }'), 'TLS 1.0': api('SecurityPolicy: TLS_1_0') },
  unknown: { 'not told': open(api('SecurityPolicy: !Ref P')) },
});

ruleCases(apiDomainTlsModern, {
  pass: { 'TLS 1.2': domain('SecurityPolicy: TLS_1_2'), 'TLS 1.2 of an HTTP API': resource('D', 'AWS::ApiGatewayV2::DomainName', '{ DomainNameConfigurations: [{ SecurityPolicy: TLS_1_2 }] }') },
  fail: { 'nothing said': domain('EndpointConfiguration: { Types: [REGIONAL] }'), 'TLS 1.0': domain('SecurityPolicy: TLS_1_0'), 'no configuration': resource('D', 'AWS::ApiGatewayV2::DomainName', '{ DomainNameConfigurations: [] }') },
  unknown: { 'not told': open(domain('SecurityPolicy: !Ref P')) },
});

ruleCases(apiEndpointAccessStrict, {
  pass: { strict: api('SecurityPolicy: SecurityPolicy_TLS13_1_3_2025_09, EndpointAccessMode: STRICT') },
  fail: { basic: api('SecurityPolicy: SecurityPolicy_TLS13_1_3_2025_09, EndpointAccessMode: BASIC'), 'nothing said': domain('SecurityPolicy: SecurityPolicy_TLS13_1_3_2025_09') },
  unknown: { 'not told': open(api('SecurityPolicy: SecurityPolicy_TLS13_1_3_2025_09, EndpointAccessMode: !Ref P')) },
  skip: { 'a policy without modes': domain('SecurityPolicy: TLS_1_2'), 'no policy': api('Description: d') },
});

const mapping = (id: string): string => resource('B', 'AWS::ApiGateway::BasePathMapping', `{ DomainName: d, RestApiId: ${id} }`);
ruleCases(apiDefaultEndpointClosed, {
  pass: { closed: lines(api('DisableExecuteApiEndpoint: true'), mapping('!Ref A')) },
  fail: { open: lines(api('DisableExecuteApiEndpoint: false'), mapping('!Ref A')), 'nothing said of an HTTP API': lines(resource('A', 'AWS::ApiGatewayV2::Api', '{ Name: a }'), resource('B', 'AWS::ApiGatewayV2::ApiMapping', '{ ApiId: !Ref A, DomainName: d, Stage: s }')) },
  unknown: { 'a mapping of what nobody tells': open(api('Description: d'), mapping('!Ref P')) },
  skip: { 'no domain of its own': api('DisableExecuteApiEndpoint: false') },
});

const PRIVATE = 'EndpointConfiguration: { Types: [PRIVATE] }';
ruleCases(apiPrivatePolicy, {
  pass: { 'an endpoint': api(`${PRIVATE}, Policy: { Statement: [{ Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: "*", Condition: { StringEquals: { "aws:sourceVpce": vpce-1 } } }] }`) },
  fail: { 'no policy': api(PRIVATE), 'any endpoint': api(`${PRIVATE}, Policy: { Statement: [{ Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: "*" }] }`) },
  unknown: { 'a policy that nobody tells': open(api(`${PRIVATE}, Policy: !Ref L`)) },
  skip: { 'a public API': api('EndpointConfiguration: { Types: [REGIONAL] }') },
});

ruleCases(distributionTlsModern, {
  pass: { 'TLS 1.2': viewer('AcmCertificateArn: a, MinimumProtocolVersion: TLSv1.2_2021') },
  fail: { 'TLS 1.1': viewer('AcmCertificateArn: a, MinimumProtocolVersion: TLSv1.1_2016'), 'the default certificate': viewer('CloudFrontDefaultCertificate: true, MinimumProtocolVersion: TLSv1.2_2021'), 'nothing said': distribution('Comment: c') },
  unknown: { 'not told': open(viewer('MinimumProtocolVersion: !Ref P')) },
});

ruleCases(distributionCertificate, {
  pass: { 'one of its own': viewer('AcmCertificateArn: !ImportValue a') },
  fail: { 'the default one': viewer('CloudFrontDefaultCertificate: true'), none: distribution('Comment: c'), both: viewer('CloudFrontDefaultCertificate: true, AcmCertificateArn: a') },
  unknown: { 'not told': open(viewer('AcmCertificateArn: !Ref L')) },
});

ruleCases(distributionHttpsOnly, {
  pass: { 'sent on': distribution('DefaultCacheBehavior: { ViewerProtocolPolicy: redirect-to-https }, CacheBehaviors: [{ ViewerProtocolPolicy: https-only }]') },
  fail: { 'the default in the clear': distribution('DefaultCacheBehavior: { ViewerProtocolPolicy: allow-all }'), 'one behaviour in the clear': distribution('DefaultCacheBehavior: { ViewerProtocolPolicy: https-only }, CacheBehaviors: [{ ViewerProtocolPolicy: https-only }, { PathPattern: /x }]') },
  unknown: { 'not told': open(distribution('DefaultCacheBehavior: { ViewerProtocolPolicy: !Ref P }')) },
  skip: { 'no behaviour': distribution('Comment: c'), 'an empty list': distribution('CacheBehaviors: []') },
});

const origins = (...items: readonly string[]): string => distribution(`Origins: [${items.join(', ')}]`);
ruleCases(distributionOriginsEncrypted, {
  pass: { https: origins('{ DomainName: x.example.com, CustomOriginConfig: { OriginProtocolPolicy: https-only, OriginSSLProtocols: [TLSv1.2] } }') },
  fail: { 'as the viewer likes': origins('{ DomainName: x, CustomOriginConfig: { OriginProtocolPolicy: match-viewer } }'), 'an old version too': origins('{ DomainName: x, CustomOriginConfig: { OriginProtocolPolicy: https-only, OriginSSLProtocols: [TLSv1, TLSv1.2] } }') },
  unknown: { 'not told': open(origins('{ DomainName: x, CustomOriginConfig: { OriginProtocolPolicy: !Ref P } }')) },
  skip: { 'buckets only': origins('{ DomainName: b.s3.amazonaws.com, S3OriginConfig: {} }') },
});

ruleCases(distributionOriginsPrivate, {
  pass: { 'access control': origins('{ DomainName: b.s3.eu-west-1.amazonaws.com, OriginAccessControlId: o }'), 'an identity': origins('{ DomainName: b.s3.amazonaws.com, S3OriginConfig: { OriginAccessIdentity: i } }'), 'no bucket': origins('{ DomainName: x.example.com }') },
  fail: { 'a bucket of the template': lines(resource('B', 'AWS::S3::Bucket'), origins('{ DomainName: !GetAtt B.RegionalDomainName, S3OriginConfig: { OriginAccessIdentity: "" } }')), 'the one origin of old': distribution('S3Origin: { DNSName: b.s3.amazonaws.com }') },
  unknown: { 'an identity that nobody tells': open(origins('{ DomainName: b.s3.amazonaws.com, OriginAccessControlId: !Ref L }')), 'a domain that nobody tells': open(origins('{ DomainName: !Ref P, S3OriginConfig: { OriginAccessIdentity: "" } }')) },
});

ruleCases(distributionLogged, {
  pass: { 'a bucket': distribution('Logging: { Bucket: b }'), 'a delivery': lines(distribution('Comment: c'), resource('S', 'AWS::Logs::DeliverySource', '{ LogType: ACCESS_LOGS, ResourceArn: !Sub "arn:aws:cloudfront::${AWS::AccountId}:distribution/${C}" }')) },
  fail: { nothing: distribution('Comment: c'), 'a delivery of another one': lines(distribution('Comment: c'), resource('S', 'AWS::Logs::DeliverySource', '{ ResourceArn: "arn:aws:cloudfront::111122223333:distribution/E1" }')) },
  unknown: { 'not told': open(distribution('Logging: !Ref L')) },
});
