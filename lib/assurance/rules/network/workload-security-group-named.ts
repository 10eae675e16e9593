import { at } from '../../template';
import { every, PRESENT, property, skip } from '../outcome';
import type { Rule } from '../rule';

interface Place {
  /** Property without which the resource is in no VPC, or has no group. */
  readonly within?: readonly string[];
  readonly groups: readonly string[];
}

const GROUPS: { readonly [type: string]: Place } = {
  'AWS::ECS::Service': { within: ['NetworkConfiguration', 'AwsvpcConfiguration'], groups: ['NetworkConfiguration', 'AwsvpcConfiguration', 'SecurityGroups'] },
  'AWS::ECS::TaskSet': { within: ['NetworkConfiguration', 'AwsvpcConfiguration'], groups: ['NetworkConfiguration', 'AwsvpcConfiguration', 'SecurityGroups'] },
  'AWS::Lambda::Function': { within: ['VpcConfig'], groups: ['VpcConfig', 'SecurityGroupIds'] },
  'AWS::ApiGatewayV2::VpcLink': { groups: ['SecurityGroupIds'] },
  'AWS::RDS::DBCluster': { groups: ['VpcSecurityGroupIds'] },
  'AWS::ElastiCache::ReplicationGroup': { groups: ['SecurityGroupIds'] },
  'AWS::ElastiCache::ServerlessCache': { groups: ['SecurityGroupIds'] },
  'AWS::EFS::MountTarget': { groups: ['SecurityGroups'] },
  'AWS::CodeBuild::Project': { within: ['VpcConfig'], groups: ['VpcConfig', 'SecurityGroupIds'] },
  'AWS::SageMaker::Model': { within: ['VpcConfig'], groups: ['VpcConfig', 'SecurityGroupIds'] },
  'AWS::SageMaker::NotebookInstance': { within: ['SubnetId'], groups: ['SecurityGroupIds'] },
  'AWS::OpenSearchService::Domain': { within: ['VPCOptions'], groups: ['VPCOptions', 'SecurityGroupIds'] },
  'AWS::Elasticsearch::Domain': { within: ['VPCOptions'], groups: ['VPCOptions', 'SecurityGroupIds'] },
  'AWS::OpenSearchServerless::VpcEndpoint': { groups: ['SecurityGroupIds'] },
};

export const workloadSecurityGroupNamed: Rule = {
  id: 'WorkloadSecurityGroupNamed',
  title: 'workload names its security groups',
  why: 'without one it falls into the default group of the VPC, together with everything else that named none',
  fix: 'give it a security group that lets in only its clients',
  severity: 'error',
  controls: ['NET-03', 'NET-08'],
  types: [...Object.keys(GROUPS), 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::EC2::VPCEndpoint'],
  check: (resource) => {
    const { properties, type } = resource;
    if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') return (at(properties, 'Type') ?? 'application') === 'application' ? property(resource, ['SecurityGroups'], PRESENT) : skip('NotAnApplicationLoadBalancer');
    if (type === 'AWS::EC2::VPCEndpoint') return at(properties, 'VpcEndpointType') === 'Interface' ? property(resource, ['SecurityGroupIds'], PRESENT) : skip('NotAnInterface');
    const place = GROUPS[type];
    if (place === undefined || (place.within !== undefined && at(properties, ...place.within) === undefined)) return skip('NotInVpc');
    return every([property(resource, place.groups, PRESENT)]);
  },
};
