import { ArnFormat, Duration, Names, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { aws_apigateway as apigateway, aws_cloudwatch as cloudwatch, aws_elasticloadbalancingv2 as elbv2, aws_kms as kms, aws_logs as logs, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DEFAULT_REQUEST_LIMITS, ROUTES } from '../../lib/contract/inference-request';
import { PlatformError, throwProblems } from '../../lib/contract/platform-error';
import { acknowledge, finding } from '../core/acknowledge';
import { recordWeakening } from '../core/justification';
import type { IPlatformIdentity } from '../identity/platform-identity-base';
import type { IIsolatedNetwork } from '../network/isolated-network-base';
import { ApiExposure } from './api-exposure';
import { ACCESS_LOG_FIELDS, ApiLogs } from './api-logs';
import { AccountLoggingRole, type ApiDomain, type ApiRequestLimits, type ApiThrottle, type TenantPlan, type WebAclOptions } from './api-options';
import { apiProblems } from './api-problems';
import { addCustomDomain } from './custom-domain';
import { EdgeTlsPolicy } from './edge-tls-policy';
import { endpointPolicy } from './endpoint-policy';
import { addGatewayResponses } from './gateway-responses';
import { IntegrationCertificate } from './integration-certificate';
import { IntegrationTls } from './integration-tls';
import { LoadBalancerLink } from './load-balancer-link';
import { addMethods } from './methods';
import { addTenantPlans } from './tenant-plans';
import { ApiWebAcl } from './web-acl';

/** Properties of an InferenceApi. */
export interface InferenceApiProps {
  /** Network of the load balancer; the VPC link lies in its application subnets. */
  readonly network: IIsolatedNetwork;
  /** Internal load balancer in front of the AI gateway, with an HTTPS listener on port 443. */
  readonly loadBalancer: elbv2.IApplicationLoadBalancer;
  /** Host name that the listener's certificate carries. It need not resolve to anything. */
  readonly serverName: string;
  /** Who may call. */
  readonly identity: IPlatformIdentity;
  /** How the load balancer's certificate is checked; weaken it by `IntegrationCertificate.ownAuthority(justification)`. @default IntegrationCertificate.publicAuthority() */
  readonly integrationCertificate?: IntegrationCertificate;
  /** From where the API can be reached. @default ApiExposure.regional() */
  readonly exposure?: ApiExposure;
  /** A domain name of your own; the default endpoint is off with it. @default - the default endpoint */
  readonly domain?: ApiDomain;
  /** What clients must speak; weaken it by `EdgeTlsPolicy.tls12(justification)`. @default EdgeTlsPolicy.tls13() */
  readonly tlsPolicy?: EdgeTlsPolicy;
  /** How much all callers together may send to each route. @default - 50 requests per second, 100 at once */
  readonly throttle?: ApiThrottle;
  /** Throttles of single routes, by `POST /v1/chat/completions`. @default - `throttle` for each */
  readonly routeThrottles?: { readonly [route: string]: ApiThrottle };
  /** Tenants with a usage plan and an API key each. When any is given, every call needs a key beside its token. @default - none; the web ACL counts by token and address */
  readonly tenants?: TenantPlan[];
  /** Bounds of one request. @default - those of ApiRequestLimits */
  readonly requestLimits?: ApiRequestLimits;
  /** How large a request body may be; at most 10 MiB. Web ACL rules read the first 64 KiB of it. @default Size.mebibytes(1) */
  readonly maxBodySize?: Size;
  /** How long a streamed response may take, at most 15 minutes. Buffered ones have 29 seconds. @default Duration.minutes(5) */
  readonly timeout?: Duration;
  /** How the web ACL counts. @default - those of WebAclOptions */
  readonly webAcl?: WebAclOptions;
  /** Where API Gateway's logging role comes from. Without one in the account, the stage cannot be made. @default AccountLoggingRole.EXISTING */
  readonly accountLoggingRole?: AccountLoggingRole;
  /** Key of all log groups; its policy must admit CloudWatch Logs. @default - encrypted with a key of CloudWatch Logs */
  readonly logEncryptionKey?: kms.IKey;
  /** How long logs are kept. @default RetentionDays.ONE_YEAR */
  readonly logRetention?: logs.RetentionDays;
  /** What happens to the log groups when the stack goes. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

const STAGE_NAME = 'live';

/** The way in: an API Gateway REST API of explicit routes, each with its scope and schema, behind a web ACL and in front of the internal load balancer. */
export class InferenceApi extends Construct {
  /** The REST API. */
  public readonly restApi: apigateway.IRestApi;
  /** Its one stage. */
  public readonly stage: apigateway.Stage;
  /** What an OpenAI client takes as its base URL: it ends in `/v1`. */
  public readonly url: string;
  /** The web ACL in front of the stage. */
  public readonly webAclArn: string;
  /** Name to alias the custom domain to. @default - there is no custom domain */
  public readonly domainTarget?: string;
  /** Hosted zone of `domainTarget`, for an alias record. @default - there is no custom domain */
  public readonly domainTargetHostedZoneId?: string;
  private readonly apiKeys: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: InferenceApiProps) {
    super(scope, id);
    const exposure = props.exposure ?? ApiExposure.regional();
    const tlsPolicy = props.tlsPolicy ?? EdgeTlsPolicy.tls13();
    const certificate = props.integrationCertificate ?? IntegrationCertificate.publicAuthority();
    const throttle = props.throttle ?? { rateLimit: 50, burstLimit: 100 };
    const limits = { ...DEFAULT_REQUEST_LIMITS, ...definedOnly(props.requestLimits ?? {}) };
    const maxBodyBytes = (props.maxBodySize ?? Size.mebibytes(1)).toBytes();
    const timeout = props.timeout ?? Duration.minutes(5);
    const tenants = props.tenants ?? [];
    const routeThrottles = props.routeThrottles ?? {};
    throwProblems(apiProblems({
      serverName: props.serverName,
      exposure,
      domain: props.domain,
      throttles: [throttle, ...Object.values(routeThrottles), ...tenants.flatMap((tenant) => tenant.throttle ?? [])],
      unknownRoutes: Object.keys(routeThrottles).filter((name) => !ROUTES.some((route) => `${route.method} ${route.path}` === name)),
      tenants,
      limits,
      maxBodyBytes,
      timeoutSeconds: timeout.toSeconds({ integral: false }),
      rateLimits: [props.webAcl?.requestsPerIp ?? 10, props.webAcl?.requestsPerToken ?? 10],
    }, this.node.path));
    if (tlsPolicy.justification !== undefined) recordWeakening(this, 'EdgeTls12', tlsPolicy.justification);
    if (certificate.justification !== undefined) recordWeakening(this, 'IntegrationCertificateIssuer', certificate.justification);

    const restApiProps: apigateway.CfnRestApiProps = {
      // The name is the dimension of the API's metrics, so two APIs must not share it.
      name: Names.uniqueResourceName(this, { maxLength: 100 }),
      description: 'Inference API: OpenAI-compatible routes in front of the AI gateway',
      endpointConfiguration: exposure.isPrivate
        ? { types: ['PRIVATE'], vpcEndpointIds: exposure.vpcEndpointIds, ipAddressType: 'dualstack' }
        : { types: ['REGIONAL'] },
      policy: exposure.isPrivate ? endpointPolicy(exposure.vpcEndpointIds) : undefined,
      disableExecuteApiEndpoint: props.domain !== undefined,
      securityPolicy: tlsPolicy.policyName,
      endpointAccessMode: 'STRICT',
      apiKeySourceType: 'HEADER',
    };
    const resource = new apigateway.CfnRestApi(this, 'Resource', restApiProps);
    const restApiId = resource.ref;
    this.restApi = apigateway.RestApi.fromRestApiAttributes(this, 'Api', { restApiId, rootResourceId: resource.attrRootResourceId, restApiName: restApiProps.name });

    const deployment = new apigateway.Deployment(this, 'Deployment', { api: this.restApi });
    const routes = ROUTES.map(({ method, path, scope: name }) => ({ method, path, scope: props.identity.scopeName(name) }));
    const authorizer = props.identity.bindAuthorizer(this, { restApi: this.restApi, deployment, routes });
    const link = new LoadBalancerLink(this, 'Link', { network: props.network, loadBalancer: props.loadBalancer, serverName: props.serverName, certificate, timeout });
    const { methods, models } = addMethods(this, {
      restApiId, rootResourceId: resource.attrRootResourceId, authorizer, identity: props.identity, link, limits, apiKeyRequired: tenants.length > 0,
    });
    const responses = addGatewayResponses(this, restApiId);
    deployment.node.addDependency(...methods.map((method) => method.resource), ...responses.resources);
    if (certificate.justification !== undefined) {
      deployment.node.addDependency(new IntegrationTls(this, 'IntegrationTls', { restApiId, methods, logEncryptionKey: props.logEncryptionKey }));
    }
    // A deployment is a copy of the API as it was: everything that is copied must be part of the deployment's identity.
    deployment.addToLogicalId({ restApiProps, link: link.definition, methods: methods.map((method) => method.props), models, responses: responses.definition });

    const logRetention = props.logRetention ?? logs.RetentionDays.ONE_YEAR;
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const apiLogs = new ApiLogs(this, 'Logs', {
      restApiId,
      stageName: STAGE_NAME,
      accountLoggingRole: props.accountLoggingRole ?? AccountLoggingRole.EXISTING,
      encryptionKey: props.logEncryptionKey,
      retention: logRetention,
      removalPolicy,
    });
    this.stage = this.createStage(deployment, apiLogs, throttle, routeThrottles);
    this.apiKeys = addTenantPlans(this, this.stage, tenants);

    const webAcl = new ApiWebAcl(this, 'WebAcl', { options: props.webAcl ?? {}, maxBodyBytes, logEncryptionKey: props.logEncryptionKey, logRetention, removalPolicy });
    this.webAclArn = webAcl.webAcl.attrArn;
    new wafv2.CfnWebACLAssociation(this, 'WebAclAssociation', {
      webAclArn: this.webAclArn,
      resourceArn: Stack.of(this).formatArn({
        service: 'apigateway', account: '', resource: '/restapis', resourceName: `${restApiId}/stages/${this.stage.stageName}`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    });

    const domain = props.domain === undefined ? undefined : addCustomDomain(this, props.domain, this.stage, tlsPolicy);
    this.domainTarget = domain?.attrRegionalDomainName;
    this.domainTargetHostedZoneId = domain?.attrRegionalHostedZoneId;
    const { region, urlSuffix } = Stack.of(this);
    this.url = props.domain === undefined
      ? `https://${restApiId}.execute-api.${region}.${urlSuffix}/${this.stage.stageName}/v1`
      : `https://${props.domain.domainName}/v1`;
  }

  /** Id of a tenant's API key; its value is read with `apigateway:GET` on the key, never from the template. */
  public apiKeyId(tenant: string): string {
    const id = this.apiKeys.get(tenant);
    if (id === undefined) {
      throw new PlatformError([{ code: 'TenantUnknown', what: 'there is no plan for this tenant', got: tenant, where: this.node.path, fix: "list it in 'tenants'" }]);
    }
    return id;
  }

  /** Any metric that API Gateway emits for the stage. @default - average over 5 minutes */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stage.metric(metricName, options);
  }

  /** Number of requests. @default - sum over 5 minutes */
  public metricCount(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stage.metricCount({ statistic: 'Sum', ...options });
  }

  /** Number of requests that were refused (4xx). @default - sum over 5 minutes */
  public metricClientError(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stage.metricClientError(options);
  }

  /** Number of requests that failed (5xx). @default - sum over 5 minutes */
  public metricServerError(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stage.metricServerError(options);
  }

  /** Time from the request to the end of the response, in milliseconds. @default - average over 5 minutes */
  public metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stage.metricLatency(options);
  }

  private createStage(deployment: apigateway.Deployment, apiLogs: ApiLogs, throttle: ApiThrottle, routeThrottles: { readonly [route: string]: ApiThrottle }): apigateway.Stage {
    // A method's own settings replace the stage's altogether, so each holds all of them.
    const settings = ({ rateLimit, burstLimit }: ApiThrottle): apigateway.MethodDeploymentOptions => ({
      throttlingRateLimit: rateLimit,
      throttlingBurstLimit: burstLimit,
      loggingLevel: apigateway.MethodLoggingLevel.ERROR,
      dataTraceEnabled: false,
      metricsEnabled: true,
      cachingEnabled: false,
    });
    const methodOptions = Object.fromEntries(ROUTES.map((route) => [`${route.path}/${route.method}`, settings(routeThrottles[`${route.method} ${route.path}`] ?? throttle)]));
    const clientCertificate = new apigateway.CfnClientCertificate(this, 'ClientCertificate', { description: 'Shown by API Gateway to the load balancer' });
    const stage = new apigateway.Stage(this, 'Stage', {
      deployment,
      stageName: STAGE_NAME,
      ...settings(throttle),
      methodOptions,
      tracingEnabled: true,
      clientCertificateId: clientCertificate.ref,
      accessLogDestination: new apigateway.LogGroupLogDestination(apiLogs.accessLogs),
      accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
    });
    stage.node.addDependency(...apiLogs.prerequisites);
    acknowledge(stage, {
      findings: [finding('Nist', 'APIGWCacheEnabledAndEncrypted'), finding('Hipaa', 'APIGWCacheEnabledAndEncrypted')],
      reason: 'Answers are for the caller alone: from a cache, one tenant could be served what was made for another',
      expires: '2027-11-30',
    });
    return stage;
  }
}

/** A limit that is passed as undefined means the default. */
function definedOnly(limits: ApiRequestLimits): ApiRequestLimits {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
