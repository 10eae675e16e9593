import { own } from './source';
import type { SymbolShape } from './symbols';

/**
 * What Ref and Fn::GetAtt return, for the types whose answer can be written down.
 * Patterns: `${P}` partition, `${R}` region, `${A}` account, `${S}` URL suffix, `${name}` the physical name or else the generated one,
 * `${id}` what Ref returns where that is a generated id, `${path}` the IAM path, `${=Property}` the property's own text,
 * `${Attribute~shape}` what the service generates.
 */
export interface ResourceType {
  /** Property with the physical name. */
  readonly name?: string;
  /** Attribute whose symbol stands for a generated name; `Ref` when that is what Ref returns. */
  readonly generated: string;
  readonly attributes: { readonly [attribute: string]: string };
}

type Attributes = { readonly [attribute: string]: string };

/** Ref returns the name. */
function named(name: string, attributes: Attributes = {}): ResourceType {
  return { name, generated: 'Ref', attributes: { Ref: '${name}', ...attributes } };
}

/** Ref returns an id that the service generates. */
function generated(attributes: Attributes = {}, ...sameAsRef: readonly string[]): ResourceType {
  return { generated: 'Ref', attributes: { Ref: '${id}', ...Object.fromEntries(sameAsRef.map((attribute) => [attribute, '${id}'])), ...attributes } };
}

/** Ref returns the ARN, which holds the name. */
function arnNamed(name: string, arn: string, sameAsRef: readonly string[], attributes: Attributes = {}, symbol = name): ResourceType {
  return { name, generated: symbol, attributes: { Ref: arn, ...Object.fromEntries(sameAsRef.map((attribute) => [attribute, arn])), ...attributes } };
}

function arn(service: string, resource: string): string {
  return `arn:\${P}:${service}:\${R}:\${A}:${resource}`;
}

const QUEUE_URL = 'https://sqs.${R}.${S}/${A}/${name}';
const LOAD_BALANCER = arn('elasticloadbalancing', 'loadbalancer/${LoadBalancerFullName~path}');
const TARGET_GROUP = arn('elasticloadbalancing', '${TargetGroupFullName~path}');

const RESOURCE_TYPES: { readonly [type: string]: ResourceType } = {
  'AWS::ApiGateway::ApiKey': generated({}, 'APIKeyId'),
  'AWS::ApiGateway::Authorizer': generated({}, 'AuthorizerId'),
  'AWS::ApiGateway::ClientCertificate': generated({}, 'ClientCertificateId'),
  'AWS::ApiGateway::Deployment': generated({}, 'DeploymentId'),
  'AWS::ApiGateway::DomainName': named('DomainName'),
  'AWS::ApiGateway::Model': named('Name'),
  'AWS::ApiGateway::RequestValidator': generated({}, 'RequestValidatorId'),
  'AWS::ApiGateway::Resource': generated({}, 'ResourceId'),
  'AWS::ApiGateway::RestApi': generated({ RootResourceId: '${RootResourceId~segment}' }, 'RestApiId'),
  'AWS::ApiGateway::Stage': named('StageName'),
  'AWS::ApiGateway::UsagePlan': generated({}, 'Id'),
  'AWS::ApiGateway::VpcLink': generated({}, 'VpcLinkId'),
  'AWS::ApiGatewayV2::Api': generated({}, 'ApiId'),
  'AWS::ApiGatewayV2::Authorizer': generated({}, 'AuthorizerId'),
  'AWS::ApiGatewayV2::Integration': generated({}, 'IntegrationId'),
  'AWS::ApiGatewayV2::VpcLink': generated({}, 'VpcLinkId'),
  'AWS::AutoScaling::AutoScalingGroup': named('AutoScalingGroupName', { AutoScalingGroupARN: arn('autoscaling', 'autoScalingGroup:${GroupUuid~segment}:autoScalingGroupName/${name}') }),
  'AWS::AutoScaling::LaunchConfiguration': named('LaunchConfigurationName'),
  'AWS::Athena::WorkGroup': named('Name'),
  'AWS::Backup::BackupPlan': generated({}, 'BackupPlanId'),
  'AWS::Backup::BackupVault': named('BackupVaultName', { BackupVaultName: '${name}', BackupVaultArn: arn('backup', 'backup-vault:${name}') }),
  'AWS::CertificateManager::Certificate': generated({ Ref: arn('acm', 'certificate/${CertificateId~segment}') }),
  'AWS::CloudFront::Distribution': generated({ DomainName: '${DomainName~segment}' }, 'Id'),
  'AWS::CloudFront::OriginAccessControl': generated({}, 'Id'),
  'AWS::CloudTrail::Trail': named('TrailName', { Arn: arn('cloudtrail', 'trail/${name}') }),
  'AWS::CloudWatch::Alarm': named('AlarmName', { Arn: arn('cloudwatch', 'alarm:${name}') }),
  'AWS::CloudWatch::CompositeAlarm': named('AlarmName', { Arn: arn('cloudwatch', 'alarm:${name}') }),
  'AWS::CloudWatch::Dashboard': named('DashboardName'),
  'AWS::CodeBuild::Project': named('Name', { Arn: arn('codebuild', 'project/${name}') }),
  'AWS::CodePipeline::Pipeline': named('Name'),
  'AWS::Cognito::IdentityPool': { generated: 'Ref', attributes: { Ref: '${R}:${IdentityPoolUuid~segment}', Id: '${R}:${IdentityPoolUuid~segment}' } },
  'AWS::Cognito::UserPool': generated({ Arn: arn('cognito-idp', 'userpool/${id}'), ProviderName: 'cognito-idp.${R}.${S}/${id}', ProviderURL: 'https://cognito-idp.${R}.${S}/${id}' }, 'UserPoolId'),
  'AWS::Cognito::UserPoolClient': generated({}, 'ClientId'),
  'AWS::DynamoDB::GlobalTable': named('TableName', { Arn: arn('dynamodb', 'table/${name}'), StreamArn: arn('dynamodb', 'table/${name}/stream/${StreamLabel~any}'), TableId: '${TableId~segment}' }),
  'AWS::DynamoDB::Table': named('TableName', { Arn: arn('dynamodb', 'table/${name}'), StreamArn: arn('dynamodb', 'table/${name}/stream/${StreamLabel~any}') }),
  'AWS::EC2::CustomerGateway': generated(),
  'AWS::EC2::DHCPOptions': generated({}, 'DhcpOptionsId'),
  'AWS::EC2::EgressOnlyInternetGateway': generated({}, 'Id'),
  'AWS::EC2::EIP': generated({ AllocationId: '${AllocationId~segment}' }, 'PublicIp'),
  'AWS::EC2::FlowLog': generated({}, 'Id'),
  'AWS::EC2::Instance': generated({ PrivateIp: '${PrivateIp~segment}', PublicIp: '${PublicIp~any}', AvailabilityZone: '${AvailabilityZone~segment}' }, 'InstanceId'),
  'AWS::EC2::InternetGateway': generated({}, 'InternetGatewayId'),
  'AWS::EC2::LaunchTemplate': generated({ LatestVersionNumber: '${LatestVersionNumber~segment}', DefaultVersionNumber: '${DefaultVersionNumber~segment}' }, 'LaunchTemplateId'),
  'AWS::EC2::NatGateway': generated({}, 'NatGatewayId'),
  'AWS::EC2::NetworkAcl': generated({}, 'Id'),
  'AWS::EC2::NetworkInterface': generated({ PrimaryPrivateIpAddress: '${PrimaryPrivateIpAddress~segment}' }, 'Id'),
  'AWS::EC2::PrefixList': generated({ Arn: arn('ec2', 'prefix-list/${id}') }, 'PrefixListId'),
  'AWS::EC2::RouteTable': generated({}, 'RouteTableId'),
  'AWS::EC2::SecurityGroup': generated({ VpcId: '${=VpcId~segment}' }, 'GroupId', 'Id'),
  'AWS::EC2::Subnet': generated({ VpcId: '${=VpcId~segment}', CidrBlock: '${=CidrBlock~any}', AvailabilityZone: '${=AvailabilityZone~segment}', NetworkAclAssociationId: '${NetworkAclAssociationId~segment}' }, 'SubnetId'),
  'AWS::EC2::TransitGateway': generated({}, 'Id'),
  'AWS::EC2::TransitGatewayAttachment': generated({}, 'Id'),
  'AWS::EC2::TransitGatewayRouteTable': generated({}, 'TransitGatewayRouteTableId'),
  'AWS::EC2::TransitGatewayVpcAttachment': generated({}, 'Id'),
  'AWS::EC2::Volume': generated({}, 'VolumeId'),
  'AWS::EC2::VPC': generated({ CidrBlock: '${=CidrBlock~any}', DefaultSecurityGroup: '${DefaultSecurityGroup~segment}', DefaultNetworkAcl: '${DefaultNetworkAcl~segment}' }, 'VpcId'),
  'AWS::EC2::VPCEndpoint': generated({}, 'Id'),
  'AWS::EC2::VPCEndpointService': generated({}, 'ServiceId'),
  'AWS::EC2::VPCPeeringConnection': generated({}, 'Id'),
  'AWS::EC2::VPNConnection': generated({}, 'VpnConnectionId'),
  'AWS::EC2::VPNGateway': generated({}, 'VPNGatewayId'),
  'AWS::ECR::Repository': named('RepositoryName', { Arn: arn('ecr', 'repository/${name}'), RepositoryUri: '${A}.dkr.ecr.${R}.${S}/${name}' }),
  'AWS::ECS::CapacityProvider': named('Name'),
  'AWS::ECS::Cluster': named('ClusterName', { Arn: arn('ecs', 'cluster/${name}') }),
  'AWS::ECS::Service': { name: 'ServiceName', generated: 'Name', attributes: { Ref: '${ServiceArn~arn}', ServiceArn: '${ServiceArn~arn}', Name: '${name}' } },
  'AWS::ECS::TaskDefinition': arnNamed('Family', arn('ecs', 'task-definition/${name}:${Revision~segment}'), ['TaskDefinitionArn']),
  'AWS::EFS::AccessPoint': generated({ Arn: arn('elasticfilesystem', 'access-point/${id}') }, 'AccessPointId'),
  'AWS::EFS::FileSystem': generated({ Arn: arn('elasticfilesystem', 'file-system/${id}') }, 'FileSystemId'),
  'AWS::EFS::MountTarget': generated({ IpAddress: '${IpAddress~segment}' }, 'Id'),
  'AWS::EKS::Cluster': named('Name', { Arn: arn('eks', 'cluster/${name}'), ClusterSecurityGroupId: '${ClusterSecurityGroupId~segment}' }),
  'AWS::Elasticsearch::Domain': named('DomainName', { Arn: arn('es', 'domain/${name}'), DomainArn: arn('es', 'domain/${name}'), DomainEndpoint: '${DomainEndpoint~segment}' }),
  'AWS::ElasticLoadBalancing::LoadBalancer': named('LoadBalancerName', { DNSName: '${DNSName~segment}', CanonicalHostedZoneName: '${CanonicalHostedZoneName~segment}' }),
  'AWS::ElasticLoadBalancingV2::Listener': { generated: 'Ref', attributes: { Ref: '${ListenerArn~arn}', ListenerArn: '${ListenerArn~arn}' } },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { name: 'Name', generated: 'LoadBalancerName', attributes: { Ref: LOAD_BALANCER, LoadBalancerArn: LOAD_BALANCER, LoadBalancerFullName: '${LoadBalancerFullName~path}',
    LoadBalancerName: '${name}', DNSName: '${DNSName~segment}', CanonicalHostedZoneID: '${CanonicalHostedZoneID~segment}' } },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { name: 'Name', generated: 'TargetGroupName', attributes: { Ref: TARGET_GROUP, TargetGroupArn: TARGET_GROUP, TargetGroupFullName: '${TargetGroupFullName~path}', TargetGroupName: '${name}' } },
  'AWS::Events::EventBus': named('Name', { Name: '${name}', Arn: arn('events', 'event-bus/${name}') }),
  'AWS::Glue::Database': named('DatabaseInput.Name'),
  'AWS::Glue::Job': named('Name'),
  'AWS::GuardDuty::Detector': generated({}, 'Id'),
  'AWS::IAM::AccessKey': generated({ SecretAccessKey: '${SecretAccessKey~any}' }),
  'AWS::IAM::Group': named('GroupName', { Arn: 'arn:${P}:iam::${A}:group${path}${name}' }),
  'AWS::IAM::InstanceProfile': named('InstanceProfileName', { Arn: 'arn:${P}:iam::${A}:instance-profile${path}${name}' }),
  'AWS::IAM::ManagedPolicy': arnNamed('ManagedPolicyName', 'arn:${P}:iam::${A}:policy${path}${name}', ['PolicyArn']),
  'AWS::IAM::Role': named('RoleName', { Arn: 'arn:${P}:iam::${A}:role${path}${name}', RoleId: '${RoleId~segment}' }),
  'AWS::IAM::ServiceLinkedRole': generated({}, 'RoleName'),
  'AWS::IAM::User': named('UserName', { Arn: 'arn:${P}:iam::${A}:user${path}${name}' }),
  'AWS::Kinesis::Stream': named('Name', { Arn: arn('kinesis', 'stream/${name}') }),
  'AWS::KinesisFirehose::DeliveryStream': named('DeliveryStreamName', { Arn: arn('firehose', 'deliverystream/${name}') }),
  'AWS::KMS::Alias': named('AliasName'),
  'AWS::KMS::Key': generated({ Arn: arn('kms', 'key/${id}') }, 'KeyId'),
  'AWS::KMS::ReplicaKey': generated({ Arn: arn('kms', 'key/${id}') }, 'KeyId'),
  'AWS::Lambda::Function': named('FunctionName', { Arn: arn('lambda', 'function:${name}') }),
  'AWS::Lambda::EventSourceMapping': generated({}, 'Id'),
  'AWS::Logs::LogGroup': named('LogGroupName', { Arn: arn('logs', 'log-group:${name}:*') }),
  'AWS::OpenSearchServerless::Collection': generated({ Arn: arn('aoss', 'collection/${id}') }, 'Id'),
  'AWS::OpenSearchService::Domain': named('DomainName', { Arn: arn('es', 'domain/${name}'), DomainArn: arn('es', 'domain/${name}'), DomainEndpoint: '${DomainEndpoint~segment}', Id: '${A}/${name}' }),
  'AWS::RDS::DBCluster': named('DBClusterIdentifier', { DBClusterArn: arn('rds', 'cluster:${name}'), DBClusterResourceId: '${DBClusterResourceId~segment}', 'Endpoint.Address': '${Endpoint.Address~segment}',
    'Endpoint.Port': '${Endpoint.Port~segment}', 'ReadEndpoint.Address': '${ReadEndpoint.Address~segment}', 'MasterUserSecret.SecretArn': '${MasterUserSecret.SecretArn~arn}' }),
  'AWS::RDS::DBClusterParameterGroup': named('DBClusterParameterGroupName'),
  'AWS::RDS::DBInstance': named('DBInstanceIdentifier', { DBInstanceArn: arn('rds', 'db:${name}'), DbiResourceId: '${DbiResourceId~segment}', 'Endpoint.Address': '${Endpoint.Address~segment}',
    'Endpoint.Port': '${Endpoint.Port~segment}', 'MasterUserSecret.SecretArn': '${MasterUserSecret.SecretArn~arn}' }),
  'AWS::RDS::DBParameterGroup': named('DBParameterGroupName'),
  'AWS::RDS::DBSubnetGroup': named('DBSubnetGroupName'),
  'AWS::Route53::HostedZone': generated({}, 'Id'),
  'AWS::Route53Resolver::FirewallDomainList': generated({ Arn: arn('route53resolver', 'firewall-domain-list/${id}') }, 'Id'),
  'AWS::Route53Resolver::FirewallRuleGroup': generated({ Arn: arn('route53resolver', 'firewall-rule-group/${id}') }, 'Id'),
  'AWS::Route53Resolver::ResolverQueryLoggingConfig': generated({}, 'Id'),
  'AWS::S3::AccessPoint': named('Name', { Arn: arn('s3', 'accesspoint/${name}') }),
  'AWS::S3::Bucket': named('BucketName', { Arn: 'arn:${P}:s3:::${name}', DomainName: '${name}.s3.${S}', RegionalDomainName: '${name}.s3.${R}.${S}', DualStackDomainName: '${name}.s3.dualstack.${R}.${S}' }),
  'AWS::SecretsManager::Secret': arnNamed('Name', arn('secretsmanager', 'secret:${name}-${RandomSuffix~segment}'), ['Id']),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': generated({ Arn: arn('servicediscovery', 'namespace/${id}') }, 'Id'),
  'AWS::ServiceDiscovery::Service': generated({ Arn: arn('servicediscovery', 'service/${id}') }, 'Id'),
  'AWS::SNS::Topic': arnNamed('TopicName', arn('sns', '${name}'), ['TopicArn'], { TopicName: '${name}' }),
  'AWS::SQS::Queue': { name: 'QueueName', generated: 'QueueName', attributes: { Ref: QUEUE_URL, QueueUrl: QUEUE_URL, QueueName: '${name}', Arn: arn('sqs', '${name}') } },
  'AWS::SSM::Parameter': named('Name', { Value: '${=Value~any}', Type: '${=Type~segment}' }),
  'AWS::StepFunctions::StateMachine': arnNamed('StateMachineName', arn('states', 'stateMachine:${name}'), ['Arn'], { Name: '${name}' }),
  'AWS::WAFv2::IPSet': { generated: 'Id', attributes: { Ref: '${Ref~any}', Arn: '${Arn~arn}', Id: '${Id~segment}' } },
  'AWS::WAFv2::WebACL': { generated: 'Id', attributes: { Ref: '${Ref~any}', Arn: '${Arn~arn}', Id: '${Id~segment}' } },
};

/** Undefined for types that are not in the table, whatever they are called. */
export function resourceType(type: string | undefined): ResourceType | undefined {
  return own(RESOURCE_TYPES, type);
}

/** What Ref or an attribute returns, as a pattern. */
export function patternOf(known: ResourceType | undefined, attribute: string): string | undefined {
  return own(known?.attributes, attribute);
}

/** RDS keeps these names in lower case. */
export const LOWER_CASE_NAMES: ReadonlySet<string> = new Set(['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBClusterParameterGroup', 'AWS::RDS::DBParameterGroup']);

/** Types outside the table whose Ref is an ARN, of which no more is said. */
export const REF_IS_ARN: ReadonlySet<string> = new Set(['AWS::AccessAnalyzer::Analyzer', 'AWS::ACMPCA::CertificateAuthority', 'AWS::Bedrock::Guardrail', 'AWS::Batch::ComputeEnvironment', 'AWS::Batch::JobDefinition',
  'AWS::Batch::JobQueue', 'AWS::DMS::Endpoint', 'AWS::DMS::ReplicationInstance', 'AWS::ElasticLoadBalancingV2::ListenerRule', 'AWS::IAM::OIDCProvider', 'AWS::IAM::SAMLProvider', 'AWS::Lambda::Alias', 'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Version', 'AWS::MSK::Cluster', 'AWS::NetworkFirewall::Firewall', 'AWS::NetworkFirewall::FirewallPolicy', 'AWS::NetworkFirewall::RuleGroup', 'AWS::SageMaker::Endpoint', 'AWS::SageMaker::EndpointConfig',
  'AWS::SageMaker::Model', 'AWS::SecurityHub::Hub', 'AWS::SNS::Subscription', 'AWS::StepFunctions::Activity']);

export function knownShape(shape: string | undefined): SymbolShape {
  return shape === 'segment' || shape === 'path' || shape === 'arn' ? shape : 'any';
}
