import { Duration, Size, aws_certificatemanager as acm, aws_elasticloadbalancingv2 as elbv2, aws_route53 as route53, type aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountLoggingRole, ApiExposure, EdgeTlsPolicy, InferenceApi, IntegrationCertificate } from '../../constructs/api';
import type { IGatewayService } from '../../constructs/gateway';
import type { IPlatformIdentity } from '../../constructs/identity';
import { SecurityGroupRole, type IIsolatedNetwork } from '../../constructs/network';
import type { PlatformConfig } from '../config/schema';
import { PlatformStack, retention } from './platform-stack';

/** Properties of the ApiStack. */
export interface ApiStackProps {
  readonly network: IIsolatedNetwork;
  readonly identity: IPlatformIdentity;
  readonly gateway: IGatewayService;
  readonly logEncryptionKey: kms.IKey;
}

/** The API that callers reach. */
export class ApiStack extends PlatformStack {
  constructor(scope: Construct, config: PlatformConfig, props: ApiStackProps) {
    super(scope, 'Api', 'The API that callers reach: WAF, tokens, scopes, limits', config);
    const { network, identity, gateway, logEncryptionKey } = props;
    const { api } = config;
    const { loadBalancerCertificate, domain, limits } = api;
    const inferenceApi = new InferenceApi(this, 'Api', {
      network,
      identity,
      loadBalancer: elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(this, 'LoadBalancer', {
        loadBalancerArn: gateway.loadBalancerArn,
        securityGroupId: network.securityGroup(SecurityGroupRole.LOAD_BALANCER).securityGroupId,
      }),
      serverName: loadBalancerCertificate.domainName,
      integrationCertificate: loadBalancerCertificate.kind === 'ownAuthority' ? IntegrationCertificate.ownAuthority(loadBalancerCertificate.justification) : undefined,
      exposure: api.exposure === 'private' ? ApiExposure.privateTo(api.vpcEndpointIds) : ApiExposure.regional(),
      domain: domain === undefined ? undefined : { domainName: domain.name, certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn) },
      tlsPolicy: api.tlsJustification === undefined ? EdgeTlsPolicy.tls13() : EdgeTlsPolicy.tls12(api.tlsJustification),
      throttle: { rateLimit: api.throttling.ratePerSecond, burstLimit: api.throttling.burst },
      tenants: config.tenants.map(({ id, throttle, quotaPerDay }) => ({ tenant: id, throttle: { rateLimit: throttle.ratePerSecond, burstLimit: throttle.burst }, requestsPerDay: quotaPerDay })),
      requestLimits: { maxMessages: limits.maximumMessages, maxContentCharacters: limits.maximumCharacters, maxOutputTokens: limits.maximumTokens },
      maxBodySize: Size.kibibytes(limits.maximumBodyKib),
      timeout: Duration.seconds(api.timeoutSeconds),
      webAcl: { requestsPerIp: api.waf.ratePerAddress, requestsPerToken: api.waf.ratePerToken },
      accountLoggingRole: api.cloudWatchRole === 'create' ? AccountLoggingRole.CREATE : AccountLoggingRole.EXISTING,
      logEncryptionKey,
      logRetention: retention(api.logRetentionDays),
      removalPolicy: this.removalPolicy,
    });
    this.output('ApiUrl', inferenceApi.url, 'base URL for OpenAI clients');
    for (const { id } of config.tenants) this.output(`ApiKey-${id}`, inferenceApi.apiKeyId(id), `id of the API key of tenant '${id}'; its value is in API Gateway`);
    if (domain?.hostedZoneId !== undefined && inferenceApi.domainTarget !== undefined && inferenceApi.domainTargetHostedZoneId !== undefined) {
      new route53.CfnRecordSet(this, 'DomainRecord', {
        hostedZoneId: domain.hostedZoneId,
        name: domain.name,
        type: 'A',
        aliasTarget: { dnsName: inferenceApi.domainTarget, hostedZoneId: inferenceApi.domainTargetHostedZoneId },
      });
    }
  }
}
