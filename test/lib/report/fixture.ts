import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App, CfnOutput, CfnResource, Duration, Stack, Validations,
  aws_apigateway as apigateway, aws_apigatewayv2 as apigatewayv2, aws_autoscaling as autoscaling, aws_cognito as cognito, aws_ec2 as ec2, aws_ecs as ecs, aws_elasticloadbalancingv2 as elb, aws_iam as iam,
  aws_kms as kms, aws_rds as rds, aws_s3 as s3, aws_sqs as sqs, aws_wafv2 as waf,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { acknowledge, finding } from '../../../constructs/core/acknowledge';
import { recordWeakening } from '../../../constructs/core/justification';
import { buildReport, readAssembly, type Assembly, type Report } from '../../../lib/report';

export interface FixtureOptions {
  /** Whether the web ACL is associated with the stage. @default true */
  readonly guarded?: boolean;
  /** Whether rule packs judge. @default true */
  readonly judged?: boolean;
  /** Hears the app before it is synthesized. */
  readonly also?: (app: App, stacks: { readonly network: Stack; readonly api: Stack; readonly inference: Stack }) => void;
}

export const TITLE = 'fixture dev in eu-central-1';
export const PACKS = ['AwsSolutions'];

/** A small app of the platform's shape, synthesized to a folder of its own. It is not free of findings: the report is what is tested. */
function synthesize({ guarded = true, judged = true, also }: FixtureOptions = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'report-'));
  const app = new App({ outdir: directory, context: { ...recommended, '@aws-cdk/core:failSynthOnValidationErrors': false } });
  const stack = (id: string) => new Stack(app, id, { env: { region: 'eu-central-1' } });
  const network = stack('Network');
  const inference = stack('Inference');
  const api = stack('Api');

  const vpc = new ec2.Vpc(network, 'Vpc', { availabilityZones: ['eu-central-1a', 'eu-central-1b'], natGateways: 0, subnetConfiguration: [{ name: 'app', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  const group = (id: string) => new ec2.SecurityGroup(network, id, { vpc, allowAllOutbound: false });
  const [linkGroup, balancerGroup, gatewayGroup, inferenceGroup, databaseGroup, endpointGroup] = [group('LinkGroup'), group('BalancerGroup'), group('GatewayGroup'), group('InferenceGroup'), group('DatabaseGroup'), group('EndpointGroup')];
  balancerGroup.addIngressRule(linkGroup, ec2.Port.tcp(443));
  gatewayGroup.addIngressRule(balancerGroup, ec2.Port.tcp(8443));
  inferenceGroup.addIngressRule(gatewayGroup, ec2.Port.tcp(8000));
  databaseGroup.addIngressRule(gatewayGroup, ec2.Port.tcp(5432));
  for (const client of [gatewayGroup, inferenceGroup]) endpointGroup.addIngressRule(client, ec2.Port.tcp(443));
  for (const service of [ec2.InterfaceVpcEndpointAwsService.KMS, ec2.InterfaceVpcEndpointAwsService.ECR]) vpc.addInterfaceEndpoint(service.shortName.replace('.', ''), { service, open: false, securityGroups: [endpointGroup] });
  vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });

  const key = new kms.Key(inference, 'Key');
  const models = new s3.Bucket(inference, 'Models');
  acknowledge(models, { findings: [finding('AwsSolutions', 'S1')], reason: 'The fixture keeps no access logs', owner: 'tests', expires: '2027-11-30' });
  const cluster = new ecs.Cluster(inference, 'Cluster', { vpc });
  const gpu = new autoscaling.AutoScalingGroup(inference, 'Gpu', { vpc, minCapacity: 0, maxCapacity: 2, launchTemplate: new ec2.LaunchTemplate(inference, 'Host', { instanceType: new ec2.InstanceType('g6.xlarge'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(), userData: ec2.UserData.forLinux(), securityGroup: inferenceGroup, role: new iam.Role(inference, 'HostRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }) }) });
  const provider = new ecs.AsgCapacityProvider(inference, 'Provider', { autoScalingGroup: gpu });
  cluster.addAsgCapacityProvider(provider);
  const server = new ecs.Ec2TaskDefinition(inference, 'ServerTask', { networkMode: ecs.NetworkMode.AWS_VPC });
  server.addContainer('Server', { image: ecs.ContainerImage.fromRegistry('server'), memoryLimitMiB: 1024, environment: { MODEL_BUCKET: models.bucketName } });
  new ecs.Ec2Service(inference, 'Server', { cluster, taskDefinition: server, desiredCount: 1, minHealthyPercent: 0, securityGroups: [inferenceGroup], capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }] });
  const database = new rds.DatabaseCluster(inference, 'Vectors', {
    engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_6 }), vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    writer: rds.ClusterInstance.serverlessV2('Writer'), serverlessV2MinCapacity: 0.5, securityGroups: [databaseGroup], storageEncryptionKey: key, manageMasterUserPassword: true,
  });

  const balancer = new elb.ApplicationLoadBalancer(api, 'Balancer', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, securityGroup: balancerGroup });
  const listener = balancer.addListener('Https', { port: 443, protocol: elb.ApplicationProtocol.HTTPS, certificates: [elb.ListenerCertificate.fromArn('arn:aws:acm:eu-central-1:111122223333:certificate/1')], open: false });
  const task = new ecs.FargateTaskDefinition(api, 'GatewayTask', { cpu: 512, memoryLimitMiB: 1024, runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64 } });
  task.addContainer('Gateway', { image: ecs.ContainerImage.fromRegistry('gateway'), portMappings: [{ containerPort: 8443 }] });
  const gateway = new ecs.FargateService(api, 'Gateway', { cluster, taskDefinition: task, desiredCount: 2, minHealthyPercent: 50, securityGroups: [gatewayGroup], vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
  listener.addTargets('Gateway', { port: 8443, protocol: elb.ApplicationProtocol.HTTPS, targets: [gateway], deregistrationDelay: Duration.seconds(30) });
  const link = new apigatewayv2.VpcLink(api, 'Link', { vpc, subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, securityGroups: [linkGroup] });
  const pool = new cognito.UserPool(api, 'Pool');
  const rest = new apigateway.RestApi(api, 'Rest', { endpointTypes: [apigateway.EndpointType.REGIONAL], cloudWatchRole: false });
  const method = rest.root.addResource('chat').addMethod('POST', new apigateway.Integration({ type: apigateway.IntegrationType.HTTP_PROXY, integrationHttpMethod: 'POST', uri: 'https://internal.example.com:443/chat', options: { connectionType: apigateway.ConnectionType.VPC_LINK, vpcLink: apigateway.VpcLink.fromVpcLinkId(api, 'V2', link.vpcLinkId) } }), {
    authorizer: new apigateway.CognitoUserPoolsAuthorizer(api, 'Authorizer', { cognitoUserPools: [pool] }), authorizationScopes: ['a/b'],
  });
  const integrated = method.node.defaultChild;
  if (CfnResource.isCfnResource(integrated)) integrated.addPropertyOverride('Integration.IntegrationTarget', balancer.loadBalancerArn);
  recordWeakening(listener, 'LoadBalancerOwnAuthority', { reason: 'The fixture owns no domain', owner: 'tests', expires: '2027-06-30' });
  const acl = new waf.CfnWebACL(api, 'Acl', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'acl', sampledRequestsEnabled: false }, rules: [] });
  if (guarded) new waf.CfnWebACLAssociation(api, 'Guard', { webAclArn: acl.attrArn, resourceArn: rest.deploymentStage.stageArn });
  new CfnOutput(api, 'ApiUrl', { value: rest.url, description: 'Where callers send requests' });
  new CfnOutput(inference, 'DatabaseHost', { value: database.clusterEndpoint.hostname });
  if (judged) Validations.of(app).addPlugins(new AwsSolutionsChecks());
  also?.(app, { network, api, inference });
  app.synth();
  return directory;
}

export function fixtureAssembly(options: FixtureOptions = {}): Assembly {
  const directory = synthesize(options);
  const assembly = readAssembly(directory);
  rmSync(directory, { recursive: true });
  return assembly;
}

export function fixtureReport(options: FixtureOptions = {}): Report {
  return buildReport(fixtureAssembly(options), { title: TITLE, packs: PACKS });
}

/** A resource with findings of its own, for tests of acknowledgements. */
export function queueIn(stack: Stack, id = 'Queue'): sqs.Queue {
  return new sqs.Queue(stack, id);
}
