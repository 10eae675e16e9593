/** Hours that AWS reckons to a month. */
export const HOURS = 730;

/** Where and when these prices were read. They are list prices of us-east-1; other regions cost up to half as much again. */
export const PRICE_SOURCE = 'list prices of us-east-1 in US dollars, read November 2026; other regions differ, taxes and traffic not included';

/** US dollars by hour unless the name says otherwise. */
export const PRICES = {
  interfaceEndpointZone: 0.01,
  natGateway: 0.045,
  loadBalancer: 0.0225,
  gatewayLoadBalancer: 0.0125,
  publicAddress: 0.005,
  auroraCapacityUnit: 0.12,
  fargateCpu: { ARM64: 0.03238, X86_64: 0.04048 },
  fargateGib: { ARM64: 0.00356, X86_64: 0.004445 },
  kmsKeyMonth: 1,
  secretMonth: 0.4,
  webAclMonth: 5,
  webAclRuleMonth: 1,
  machineClientMonth: 6,
  dnsFirewallDomainMonth: 0.0005,
  alarmMonth: 0.1,
  compositeAlarmMonth: 0.5,
  dashboardMonth: 3,
  hostedZoneMonth: 0.5,
  privateAuthorityMonth: { GENERAL_PURPOSE: 400, SHORT_LIVED_CERTIFICATE: 50 },
  volumeGibMonth: 0.08,
} as const;

/** GPU instances on demand, by hour. */
export const INSTANCE_HOUR: { readonly [type: string]: number } = {
  'g4dn.xlarge': 0.526, 'g4dn.2xlarge': 0.752, 'g4dn.12xlarge': 3.912,
  'g5.xlarge': 1.006, 'g5.2xlarge': 1.212, 'g5.4xlarge': 1.624, 'g5.8xlarge': 2.448, 'g5.12xlarge': 5.672, 'g5.16xlarge': 4.096, 'g5.24xlarge': 8.144, 'g5.48xlarge': 16.288,
  'g6.xlarge': 0.8048, 'g6.2xlarge': 0.9776, 'g6.4xlarge': 1.3232, 'g6.8xlarge': 2.0144, 'g6.12xlarge': 4.6016, 'g6.16xlarge': 3.3968, 'g6.24xlarge': 6.6752, 'g6.48xlarge': 13.3504,
  'g6e.xlarge': 1.861, 'g6e.2xlarge': 2.24208, 'g6e.4xlarge': 3.00424, 'g6e.8xlarge': 4.52856, 'g6e.12xlarge': 10.49264, 'g6e.16xlarge': 7.57719, 'g6e.24xlarge': 15.06559, 'g6e.48xlarge': 30.13118,
};

/** Types that cost nothing by themselves. */
export const FREE_TYPES: ReadonlySet<string> = new Set(
  `AWS::ApiGateway::Account AWS::ApiGateway::ApiKey AWS::ApiGateway::Authorizer AWS::ApiGateway::BasePathMapping AWS::ApiGateway::BasePathMappingV2 AWS::ApiGateway::ClientCertificate AWS::ApiGateway::Deployment AWS::ApiGateway::DomainName
  AWS::ApiGateway::DomainNameV2 AWS::ApiGateway::GatewayResponse AWS::ApiGateway::Method AWS::ApiGateway::Model AWS::ApiGateway::RequestValidator AWS::ApiGateway::Resource AWS::ApiGateway::UsagePlan
  AWS::ApiGateway::UsagePlanKey AWS::ApiGatewayV2::VpcLink AWS::ApplicationAutoScaling::ScalableTarget AWS::ApplicationAutoScaling::ScalingPolicy AWS::AutoScaling::LifecycleHook
  AWS::AutoScaling::ScalingPolicy AWS::AutoScaling::ScheduledAction AWS::CDK::Metadata AWS::CertificateManager::Certificate AWS::CloudFormation::CustomResource AWS::CloudFormation::WaitCondition
  AWS::CloudFormation::WaitConditionHandle AWS::Cognito::IdentityPoolRoleAttachment AWS::Cognito::LogDeliveryConfiguration AWS::Cognito::ManagedLoginBranding AWS::Cognito::UserPoolDomain
  AWS::Cognito::UserPoolGroup AWS::Cognito::UserPoolResourceServer AWS::Cognito::UserPoolRiskConfigurationAttachment AWS::EC2::DHCPOptions AWS::EC2::InternetGateway AWS::EC2::LaunchTemplate
  AWS::EC2::NetworkAcl AWS::EC2::NetworkAclEntry AWS::EC2::PrefixList AWS::EC2::Route AWS::EC2::RouteTable AWS::EC2::SecurityGroup AWS::EC2::SecurityGroupEgress AWS::EC2::SecurityGroupIngress AWS::EC2::Subnet
  AWS::EC2::SubnetCidrBlock AWS::EC2::SubnetNetworkAclAssociation AWS::EC2::SubnetRouteTableAssociation AWS::EC2::VPC AWS::EC2::VPCBlockPublicAccessExclusion AWS::EC2::VPCBlockPublicAccessOptions
  AWS::EC2::VPCCidrBlock AWS::EC2::VPCDHCPOptionsAssociation AWS::EC2::VPCGatewayAttachment AWS::ECR::RegistryScanningConfiguration AWS::ECR::RepositoryCreationTemplate AWS::ECS::CapacityProvider AWS::ECS::Cluster
  AWS::ECS::ClusterCapacityProviderAssociations AWS::ECS::TaskDefinition AWS::ElasticLoadBalancingV2::Listener AWS::ElasticLoadBalancingV2::ListenerCertificate AWS::ElasticLoadBalancingV2::ListenerRule
  AWS::ElasticLoadBalancingV2::TargetGroup AWS::ElasticLoadBalancingV2::TrustStore AWS::Events::Rule AWS::IAM::InstanceProfile AWS::IAM::ManagedPolicy AWS::IAM::OIDCProvider AWS::IAM::Policy AWS::IAM::Role
  AWS::IAM::RolePolicy AWS::IAM::ServiceLinkedRole AWS::KMS::Alias AWS::Lambda::Alias AWS::Lambda::EventInvokeConfig AWS::Lambda::EventSourceMapping AWS::Lambda::LayerVersion AWS::Lambda::Permission AWS::Lambda::Version
  AWS::Logs::DataProtectionPolicy AWS::Logs::LogStream AWS::Logs::QueryDefinition AWS::Logs::ResourcePolicy AWS::Logs::SubscriptionFilter AWS::RDS::DBClusterParameterGroup AWS::RDS::DBParameterGroup
  AWS::RDS::DBSubnetGroup AWS::Route53::RecordSet AWS::Route53Resolver::FirewallRuleGroup AWS::Route53Resolver::FirewallRuleGroupAssociation AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation AWS::S3::BucketPolicy
  AWS::S3::AccessPoint AWS::SNS::Subscription AWS::SNS::TopicPolicy AWS::SQS::QueuePolicy AWS::SSM::Document AWS::SSM::Parameter AWS::SecretsManager::ResourcePolicy AWS::SecretsManager::RotationSchedule
  AWS::SecretsManager::SecretTargetAttachment AWS::ServiceDiscovery::Service AWS::WAFv2::IPSet AWS::WAFv2::LoggingConfiguration AWS::WAFv2::RegexPatternSet AWS::WAFv2::RuleGroup AWS::WAFv2::WebACLAssociation`.split(/\s+/),
);

/** Types that are paid by use: nothing in a month without calls, storage and logs apart. */
export const BY_USE_TYPES: ReadonlySet<string> = new Set(
  `AWS::ApiGateway::RestApi AWS::CloudTrail::Trail AWS::DynamoDB::Table AWS::EC2::FlowLog AWS::ECR::Repository AWS::Events::EventBus AWS::Kinesis::Firehose AWS::KinesisFirehose::DeliveryStream AWS::Lambda::Function
  AWS::Logs::LogGroup AWS::Logs::MetricFilter AWS::Cognito::UserPool AWS::Cognito::IdentityPool AWS::Route53Resolver::FirewallConfig AWS::Route53Resolver::ResolverQueryLoggingConfig AWS::S3::Bucket AWS::SNS::Topic AWS::SQS::Queue
  AWS::Scheduler::Schedule AWS::Scheduler::ScheduleGroup AWS::StepFunctions::StateMachine AWS::GuardDuty::Detector AWS::Backup::BackupVault AWS::Backup::BackupPlan AWS::Backup::BackupSelection`.split(/\s+/),
);
