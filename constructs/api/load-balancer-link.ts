import { Names, type Duration, aws_apigateway as apigateway, aws_apigatewayv2 as apigatewayv2, aws_elasticloadbalancingv2 as elbv2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Route } from '../../lib/contract/inference-request';
import { PORTS } from '../../lib/contract/ports';
import { SecurityGroupRole, SubnetTier, type IIsolatedNetwork } from '../network/isolated-network-base';
import type { IntegrationCertificate } from './integration-certificate';

/** What the link is made from. */
export interface LoadBalancerLinkProps {
  readonly network: IIsolatedNetwork;
  readonly loadBalancer: elbv2.IApplicationLoadBalancer;
  readonly serverName: string;
  readonly certificate: IntegrationCertificate;
  readonly timeout: Duration;
}

/** How long a response may take that is held back until it is complete: what API Gateway allows without a quota request. */
const BUFFERED_TIMEOUT = 29_000;

/** Headers by which backends are told who calls. The AI gateway reads the token instead; a client must not be able to say otherwise. */
const SPOOFABLE_HEADERS = ['x-tenant', 'x-tenant-id', 'x-user', 'x-user-id', 'x-groups', 'x-roles', 'x-scopes', 'x-forwarded-user', 'x-forwarded-email', 'x-forwarded-groups'];

/** The way from API Gateway to the internal load balancer: a VPC link in the application subnets, TLS, and one integration for each route. */
export class LoadBalancerLink extends Construct {
  /** What must lead to a new deployment when it changes. The link is replaced, under the same logical id, when its subnets or groups change. */
  public readonly definition: unknown;
  private readonly props: LoadBalancerLinkProps;
  private readonly link: apigatewayv2.CfnVpcLink;

  constructor(scope: Construct, id: string, props: LoadBalancerLinkProps) {
    super(scope, id);
    this.props = props;
    const linkProps: apigatewayv2.CfnVpcLinkProps = {
      name: Names.uniqueResourceName(this, { maxLength: 100 }),
      subnetIds: props.network.vpc.selectSubnets(props.network.subnets(SubnetTier.APP)).subnetIds,
      securityGroupIds: [props.network.securityGroup(SecurityGroupRole.API_LINK).securityGroupId],
    };
    this.link = new apigatewayv2.CfnVpcLink(this, 'Resource', linkProps);
    this.definition = linkProps;
  }

  public integration(route: Route): apigateway.CfnMethod.IntegrationProperty {
    const { loadBalancer, serverName, certificate, timeout } = this.props;
    return {
      type: 'HTTP_PROXY',
      integrationHttpMethod: route.method,
      connectionType: 'VPC_LINK',
      connectionId: this.link.ref,
      // The load balancer itself, although the property's description asks for a listener; the port of the URI chooses that.
      integrationTarget: loadBalancer.loadBalancerArn,
      // The name is sent as Host and compared with the certificate. It is not resolved: the link and the target say where to.
      uri: `https://${serverName}:${PORTS.https}${route.path}`,
      passthroughBehavior: 'WHEN_NO_MATCH',
      responseTransferMode: route.streamed ? 'STREAM' : 'BUFFERED',
      timeoutInMillis: route.streamed ? timeout.toMilliseconds() : Math.min(timeout.toMilliseconds(), BUFFERED_TIMEOUT),
      requestParameters: {
        'integration.request.header.Authorization': 'method.request.header.Authorization',
        'integration.request.header.x-request-id': 'context.requestId',
        'integration.request.header.x-integration-certificate': `'${certificate.kind}'`,
        ...Object.fromEntries(SPOOFABLE_HEADERS.map((name) => [`integration.request.header.${name}`, "'-'"])),
      },
    };
  }
}
