import { BASE, instance, judges, type Row } from './cases';

const NEAR = `${BASE}${instance('Near', 'Private', 'Open')}
  Other: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.3.0/24 } }
`;
const IN_PRIVATE = 'SubnetIds: [!Ref Private], SecurityGroupIds: [!Ref Open]';
const SERVICE = (network: string): string => `${NEAR}  Cluster: { Type: 'AWS::ECS::Cluster' }
  Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: !Ref Cluster, TaskDefinition: !Ref Task, ${network} } }
  Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: bridge, ContainerDefinitions: [{ Name: app, Image: i, PortMappings: [{ ContainerPort: 8080, HostPort: 80 }] }] } }
`;
const AWSVPC = (subnet: string, address: string): string => `NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref ${subnet}], SecurityGroups: [!Ref Open], AssignPublicIp: ${address} } }`;
const HOSTS = `
  Hosts: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '1', MaxSize: '1', VPCZoneIdentifier: [!Ref Private], LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: '1' } } }
  Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ImageId: ami-1, SecurityGroupIds: [!Ref Open] } } }
  Provider: { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: !Ref Hosts } } }
  Provided: { Type: 'AWS::ECS::ClusterCapacityProviderAssociations', Properties: { Cluster: !Ref Cluster, CapacityProviders: [!Ref Provider], DefaultCapacityProviderStrategy: [] } }
`;

describe('ECS', () => {
  judges('tasks with a network of their own', SERVICE(AWSVPC('Private', 'DISABLED')), [['internet -> Service', 'proved'], ['Near -> Service', 'refuted'], ['Service -> internet', 'proved']]);
  judges('with a public address', SERVICE(AWSVPC('Public', 'ENABLED')), [['internet -> Service', 'refuted'], ['Service -> internet', 'refuted']]);
  judges('without one, though in a public subnet', SERVICE(AWSVPC('Public', 'DISABLED')), [['internet -> Service', 'proved NoPublicAddress']]);
  judges('with one that is a parameter', SERVICE(AWSVPC('Public', '!Ref Address')), [['internet -> Service', 'unknown AssignPublicIpNotTold']], {}, 'Parameters: { Address: { Type: String } }');
  judges('on the instances of its cluster', `${SERVICE('DesiredCount: 1')}${HOSTS}`, [['Near -> Service tcp 443', 'refuted'], ['internet -> Service', 'proved'], ['Near -> Hosts', 'refuted']]);
  judges('on instances that are not told', SERVICE('LaunchType: EC2'), [['internet -> Service', 'unknown']]);
  judges('tasks on a schedule', `${NEAR}  Nightly: { Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression: rate(1 day), FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: c, RoleArn: r, EcsParameters: { TaskDefinitionArn: t, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref Public], SecurityGroups: [!Ref Open], AssignPublicIp: ENABLED } } } } } }
  Weekly: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: rate(7 days), Targets: [{ Id: t, Arn: c, EcsParameters: { TaskDefinitionArn: t, NetworkConfiguration: { AwsVpcConfiguration: { Subnets: [!Ref Private], SecurityGroups: [!Ref Open] } } } }] } }`, [['Nightly -> internet', 'refuted'], ['Weekly -> internet', 'proved']]);
});

describe('EC2', () => {
  const launched = (data: string, subnet = 'Public'): string => `${NEAR}  Fleet: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '1', MaxSize: '1', VPCZoneIdentifier: [!Ref ${subnet}], LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: '1' } } }
  Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ${data} } } }`;
  judges('a launch template that asks for a public address', launched("NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true, Groups: [!Ref Open] }]"), [['internet -> Fleet', 'refuted']]);
  judges('a launch template that refuses one', launched("NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, Groups: [!Ref Open] }]"), [['internet -> Fleet', 'proved']]);
  judges('a launch template that leaves it to the subnet', launched('SecurityGroupIds: [!Ref Open]'), [['internet -> Fleet', 'refuted']]);
  judges('in a subnet that hands out none', launched('SecurityGroupIds: [!Ref Open]', 'Private'), [['internet -> Fleet', 'proved']]);
  judges('a launch template from outside', `${NEAR}  Fleet: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '1', MaxSize: '1', VPCZoneIdentifier: [!Ref Public], LaunchTemplate: { LaunchTemplateId: lt-1, Version: '1' } } }`, [['internet -> Fleet', 'unknown']]);
  judges('several instance types by one policy', launched('SecurityGroupIds: [!Ref Open]').replace("LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: '1' }", "MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: !Ref Launch, Version: '1' } } }"), [['internet -> Fleet', 'refuted']]);
  judges('a launch configuration', `${NEAR}  Fleet: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '1', MaxSize: '1', VPCZoneIdentifier: [!Ref Public], LaunchConfigurationName: !Ref Old } }
  Old: { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: { ImageId: a, InstanceType: t, SecurityGroups: [!Ref Open], AssociatePublicIpAddress: true } }`, [['internet -> Fleet', 'refuted']]);
  judges('a fleet', `${NEAR}  Spot: { Type: 'AWS::EC2::EC2Fleet', Properties: { LaunchTemplateConfigs: [{ LaunchTemplateSpecification: { LaunchTemplateId: !Ref Launch, Version: '1' }, Overrides: [{ SubnetId: !Ref Public }] }] } }
  Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { SecurityGroupIds: [!Ref Open] } } }`, [['internet -> Spot', 'refuted']]);
  judges('an interface that is attached later', `${NEAR}  Host: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref Private, SecurityGroupIds: [!Ref Closed] } }
  Card: { Type: 'AWS::EC2::NetworkInterface', Properties: { SubnetId: !Ref Other, GroupSet: [!Ref Open] } }
  Plugged: { Type: 'AWS::EC2::NetworkInterfaceAttachment', Properties: { DeviceIndex: '1', InstanceId: !Ref Host, NetworkInterfaceId: !Ref Card } }`, [['Near -> Host', 'refuted'], ['Near -> Card', 'refuted']]);
  judges('in the default VPC nothing is known of the network', `  Lone: { Type: 'AWS::EC2::Instance', Properties: { ImageId: ami-1 } }`, [['internet -> Lone', 'unknown']]);
});

describe('databases', () => {
  const group_ = "  Group: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { DBSubnetGroupDescription: d, SubnetIds: [!Ref Public] } }\n";
  const db = (more: string): string => `${NEAR}${group_}  Db: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: postgres, DBSubnetGroupName: !Ref Group, VPCSecurityGroups: [!Ref Open]${more} } }`;
  judges('an instance that is public', db(', PubliclyAccessible: true'), [['internet -> Db', 'refuted'], ['Db -> internet', 'refuted']]);
  judges('an instance that is not', db(', PubliclyAccessible: false'), [['internet -> Db', 'proved'], ['Near -> Db', 'refuted']]);
  judges('where nothing is said, a VPC with an internet gateway makes it public', db(''), [['internet -> Db', 'refuted']]);
  judges('and one without does not', db('').replace(/ {2}Attached:.*\n/, ''), [['internet -> Db', 'proved']]);
  judges('a flag that is a parameter', db(', PubliclyAccessible: !Ref Flag'), [['internet -> Db', 'unknown']], {}, 'Parameters: { Flag: { Type: String } }');
  judges('a subnet group from outside', `${NEAR}  Db: { Type: 'AWS::RDS::DBInstance', Properties: { DBSubnetGroupName: theirs, VPCSecurityGroups: [!Ref Open], PubliclyAccessible: true } }`, [['internet -> Db', 'unknown SubnetOutsideTemplates']]);
  const aurora = `${NEAR}${group_}  Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { Engine: aurora-postgresql, DBSubnetGroupName: !Ref Group, VpcSecurityGroupIds: [!Ref Open] } }
  Writer: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: aurora-postgresql, DBClusterIdentifier: !Ref Cluster, PubliclyAccessible: true } }\n`;
  judges('a cluster with its instances', aurora, [['internet -> Cluster', 'refuted'], ['internet -> Writer', 'refuted']]);
  judges('a proxy', `${aurora}  Proxy: { Type: 'AWS::RDS::DBProxy', Properties: { DBProxyName: p, EngineFamily: POSTGRESQL, RoleArn: r, VpcSubnetIds: [!Ref Private], VpcSecurityGroupIds: [!Ref Open], Auth: [] } }
  Proxied: { Type: 'AWS::RDS::DBProxyTargetGroup', Properties: { DBProxyName: !Ref Proxy, TargetGroupName: default, DBClusterIdentifiers: [!Ref Cluster] } }`, [['internet -> Proxy', 'proved'], ['Near -> Proxy', 'refuted'], ['Near -> Cluster', 'refuted']]);
});

/** Types that are placed by subnets and groups: from the neighbour they are reached, from the internet not. */
const PLACED: readonly (readonly [type: string, properties: string, more?: string])[] = [
  ['AWS::ElastiCache::ReplicationGroup', 'CacheSubnetGroupName: !Ref Group, SecurityGroupIds: [!Ref Open]', "Group: { Type: 'AWS::ElastiCache::SubnetGroup', Properties: { Description: d, SubnetIds: [!Ref Private] } }"],
  ['AWS::ElastiCache::CacheCluster', 'CacheSubnetGroupName: !Ref Group, VpcSecurityGroupIds: [!Ref Open]', "Group: { Type: 'AWS::ElastiCache::SubnetGroup', Properties: { Description: d, SubnetIds: [!Ref Private] } }"],
  ['AWS::ElastiCache::ServerlessCache', IN_PRIVATE],
  ['AWS::MemoryDB::Cluster', 'SubnetGroupName: !Ref Group, SecurityGroupIds: [!Ref Open]', "Group: { Type: 'AWS::MemoryDB::SubnetGroup', Properties: { SubnetIds: [!Ref Private] } }"],
  ['AWS::Redshift::Cluster', 'ClusterSubnetGroupName: !Ref Group, VpcSecurityGroupIds: [!Ref Open], PubliclyAccessible: false', "Group: { Type: 'AWS::Redshift::ClusterSubnetGroup', Properties: { Description: d, SubnetIds: [!Ref Private] } }"],
  ['AWS::RedshiftServerless::Workgroup', IN_PRIVATE],
  ['AWS::DocDB::DBCluster', 'DBSubnetGroupName: !Ref Group, VpcSecurityGroupIds: [!Ref Open]', "Group: { Type: 'AWS::DocDB::DBSubnetGroup', Properties: { DBSubnetGroupDescription: d, SubnetIds: [!Ref Private] } }"],
  ['AWS::Neptune::DBCluster', 'DBSubnetGroupName: !Ref Group, VpcSecurityGroupIds: [!Ref Open]', "Group: { Type: 'AWS::Neptune::DBSubnetGroup', Properties: { DBSubnetGroupDescription: d, SubnetIds: [!Ref Private] } }"],
  ['AWS::OpenSearchService::Domain', `VPCOptions: { ${IN_PRIVATE} }`],
  ['AWS::Elasticsearch::Domain', `VPCOptions: { ${IN_PRIVATE} }`],
  ['AWS::EFS::MountTarget', 'SubnetId: !Ref Private, SecurityGroups: [!Ref Open], FileSystemId: fs-1'],
  ['AWS::FSx::FileSystem', IN_PRIVATE],
  ['AWS::MSK::Cluster', 'BrokerNodeGroupInfo: { ClientSubnets: [!Ref Private], SecurityGroups: [!Ref Open] }'],
  ['AWS::MSK::ServerlessCluster', 'VpcConfigs: [{ SubnetIds: [!Ref Private], SecurityGroups: [!Ref Open] }]'],
  ['AWS::AmazonMQ::Broker', 'SubnetIds: [!Ref Private], SecurityGroups: [!Ref Open]'],
  ['AWS::SageMaker::NotebookInstance', 'SubnetId: !Ref Private, SecurityGroupIds: [!Ref Open]'],
  ['AWS::SageMaker::Model', 'VpcConfig: { Subnets: [!Ref Private], SecurityGroupIds: [!Ref Open] }'],
  ['AWS::SageMaker::Domain', 'SubnetIds: [!Ref Private], DefaultUserSettings: { SecurityGroups: [!Ref Open] }'],
  ['AWS::CodeBuild::Project', 'VpcConfig: { VpcId: !Ref Vpc, Subnets: [!Ref Private], SecurityGroupIds: [!Ref Open] }'],
  ['AWS::Batch::ComputeEnvironment', 'ComputeResources: { Subnets: [!Ref Private], SecurityGroupIds: [!Ref Open] }'],
  ['AWS::BedrockAgentCore::Runtime', 'NetworkConfiguration: { NetworkMode: VPC, NetworkModeConfig: { Subnets: [!Ref Private], SecurityGroups: [!Ref Open] } }'],
  ['AWS::MWAA::Environment', `NetworkConfiguration: { ${IN_PRIVATE} }`],
  ['AWS::EKS::Cluster', `ResourcesVpcConfig: { ${IN_PRIVATE}, EndpointPublicAccess: false }`],
];

test('each type that is placed has its own line', () => {
  expect(new Set(PLACED.map(([type]) => type)).size).toBe(PLACED.length);
});
describe.each<readonly [string, string, string?]>(PLACED)('%s', (type, properties = '', more = '') => {
  judges('in a subnet', `${NEAR}  It: { Type: '${type}', Properties: { ${properties} } }\n  ${more}`, [['internet -> It', 'proved'], ['Near -> It tcp 443', 'refuted'], ['Near -> It tcp 80', 'proved']]);
  judges('without a rule', `${NEAR}  It: { Type: '${type}', Properties: { ${properties.replace(/\[!Ref Open\]/, '[!Ref Closed]')} } }\n  ${more}`, [['Near -> It', 'proved'], ['internet -> It', 'proved']]);
});

/** Doors that AWS keeps, and ways out around the VPC. */
const DOORS: readonly (readonly [title: string, resource: string, rows: readonly Row[]])[] = [
  ['a domain of OpenSearch outside of any VPC', "It: { Type: 'AWS::OpenSearchService::Domain' }", [['internet -> It', 'refuted']]],
  ['a public Redshift cluster', "It: { Type: 'AWS::Redshift::Cluster', Properties: { PubliclyAccessible: true, ClusterSubnetGroupName: !Ref Group, VpcSecurityGroupIds: [!Ref Open] } }\n  Group: { Type: 'AWS::Redshift::ClusterSubnetGroup', Properties: { Description: d, SubnetIds: [!Ref Public] } }", [['internet -> It', 'refuted']]],
  ['public brokers', "It: { Type: 'AWS::MSK::Cluster', Properties: { BrokerNodeGroupInfo: { ClientSubnets: [!Ref Public], SecurityGroups: [!Ref Open], ConnectivityInfo: { PublicAccess: { Type: SERVICE_PROVIDED_EIPS } } } } }", [['internet -> It', 'refuted']]],
  ['a cluster of Kubernetes, public by default', `It: { Type: 'AWS::EKS::Cluster', Properties: { ResourcesVpcConfig: { ${IN_PRIVATE} } } }`, [['internet -> It', 'refuted']]],
  ['a cluster of Kubernetes for named addresses', `It: { Type: 'AWS::EKS::Cluster', Properties: { ResourcesVpcConfig: { ${IN_PRIVATE}, PublicAccessCidrs: [10.0.0.0/8] } } }`, [['internet -> It', 'proved']]],
  ['a cluster of Kubernetes for addresses that are not told', `It: { Type: 'AWS::EKS::Cluster', Properties: { ResourcesVpcConfig: { ${IN_PRIVATE}, PublicAccessCidrs: [!Ref Free] } } }`, [['internet -> It', 'unknown PublicAccessCidrsNotTold']]],
  ['nodes of Kubernetes share the group that EKS makes', `It: { Type: 'AWS::EKS::Cluster', Properties: { ResourcesVpcConfig: { ${IN_PRIVATE}, EndpointPublicAccess: false } } }\n  Nodes: { Type: 'AWS::EKS::Nodegroup', Properties: { ClusterName: !Ref It, NodeRole: r, Subnets: [!Ref Private] } }`, [['Nodes -> It', 'refuted'], ['It -> Nodes', 'refuted'], ['Near -> Nodes', 'proved'], ['internet -> Nodes', 'proved']]],
  ['a notebook with direct access to the internet', "It: { Type: 'AWS::SageMaker::NotebookInstance', Properties: { SubnetId: !Ref Private, SecurityGroupIds: [!Ref Closed], DirectInternetAccess: Enabled } }", [['It -> internet', 'refuted'], ['internet -> It', 'proved']]],
  ['a notebook where nothing is said', "It: { Type: 'AWS::SageMaker::NotebookInstance', Properties: { SubnetId: !Ref Private, SecurityGroupIds: [!Ref Closed] } }", [['It -> internet', 'refuted']]],
  ['a notebook without', "It: { Type: 'AWS::SageMaker::NotebookInstance', Properties: { SubnetId: !Ref Private, SecurityGroupIds: [!Ref Open], DirectInternetAccess: Disabled } }", [['It -> internet', 'proved'], ['It -> Near', 'refuted']]],
  ['a notebook as a parameter says', "It: { Type: 'AWS::SageMaker::NotebookInstance', Properties: { SubnetId: !Ref Private, SecurityGroupIds: [!Ref Closed], DirectInternetAccess: !Ref Free } }", [['It -> internet', 'unknown'], ['internet -> It', 'proved']]],
  ['a studio in its VPC only', "It: { Type: 'AWS::SageMaker::Domain', Properties: { AppNetworkAccessType: VpcOnly, SubnetIds: [!Ref Private], DefaultUserSettings: { SecurityGroups: [!Ref Open] } } }", [['It -> internet', 'proved']]],
  ['a model outside of any VPC', "It: { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRoleArn: r } }", [['It -> internet', 'refuted']]],
  ['a model that is isolated', "It: { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRoleArn: r, EnableNetworkIsolation: true, VpcConfig: { Subnets: [!Ref Public], SecurityGroupIds: [!Ref Open] } } }", [['It -> internet', 'proved'], ['It -> Near', 'proved']]],
  ['an agent on the public network', "It: { Type: 'AWS::BedrockAgentCore::Runtime', Properties: { NetworkConfiguration: { NetworkMode: PUBLIC } } }", [['It -> internet', 'refuted']]],
  ['a build outside of any VPC', "It: { Type: 'AWS::CodeBuild::Project' }", [['It -> internet', 'refuted'], ['It -> Near', 'proved']]],
  ['a web server of Airflow that is public', `It: { Type: 'AWS::MWAA::Environment', Properties: { WebserverAccessMode: PUBLIC_ONLY, NetworkConfiguration: { ${IN_PRIVATE} } } }`, [['internet -> It', 'refuted']]],
  ['a service of App Runner', "It: { Type: 'AWS::AppRunner::Service' }", [['internet -> It', 'refuted'], ['It -> internet', 'refuted']]],
  ['a service of App Runner with a connector', "It: { Type: 'AWS::AppRunner::Service', Properties: { NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false }, EgressConfiguration: { EgressType: VPC, VpcConnectorArn: !GetAtt Into.VpcConnectorArn } } } }\n  Into: { Type: 'AWS::AppRunner::VpcConnector', Properties: { Subnets: [!Ref Private], SecurityGroups: [!Ref Open] } }", [['internet -> It', 'proved'], ['It -> internet', 'proved'], ['It -> Near', 'refuted']]],
  ['a replication instance is public unless told', "It: { Type: 'AWS::DMS::ReplicationInstance', Properties: { ReplicationSubnetGroupIdentifier: !Ref Group, VpcSecurityGroupIds: [!Ref Open] } }\n  Group: { Type: 'AWS::DMS::ReplicationSubnetGroup', Properties: { SubnetIds: [!Ref Public] } }", [['internet -> It', 'refuted']]],
];
describe.each(DOORS)('%s', (_, resource, rows) => {
  judges('is judged by what it says', `${NEAR}  ${resource}`, rows, {}, 'Parameters: { Free: { Type: String } }');
});

describe('OpenSearch Serverless', () => {
  const collection = (policy: string): string => `${NEAR}  It: { Type: 'AWS::OpenSearchServerless::Collection', Properties: { Name: docs } }
  Door: { Type: 'AWS::OpenSearchServerless::VpcEndpoint', Properties: { Name: d, VpcId: !Ref Vpc, ${IN_PRIVATE} } }
  Policy: { Type: 'AWS::OpenSearchServerless::SecurityPolicy', Properties: { Name: p, Type: network, Policy: ${policy} } }`;
  const rule = (resource: string, more: string): string => `!Sub '[{"Rules":[{"ResourceType":"collection","Resource":["${resource}"]}],${more}}]'`;
  judges('open to the public', collection(rule('collection/docs', '"AllowFromPublic":true')), [['internet -> It', 'refuted'], ['Near -> It', 'proved']]);
  judges('open to the public for another', collection(rule('collection/other', '"AllowFromPublic":true')), [['internet -> It', 'proved']]);
  judges('open to the public by a wildcard', collection(rule('collection/do*', '"AllowFromPublic":true')), [['internet -> It', 'refuted']]);
  judges('through an endpoint', collection(rule('collection/docs', '"AllowFromPublic":false,"SourceVPCEs":["${Door}"]')), [['internet -> It', 'proved'], ['Near -> It', 'refuted'], ['Near -> It tcp 80', 'proved']]);
  judges('a policy that is not told', collection('!Ref Free'), [['internet -> It', 'unknown NetworkPolicyNotTold']], {}, 'Parameters: { Free: { Type: String } }');
});
