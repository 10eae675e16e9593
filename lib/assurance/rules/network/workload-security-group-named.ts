import { at, isUnknown, list, type Resource } from '../../template';
import { causeOf, either, every, PRESENT, property, skip, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { byWord } from './told';

interface Place {
  /** Property without which the resource is in no VPC, or has no group. */
  readonly within?: readonly string[];
  readonly groups: readonly string[];
}

const AWSVPC: Place = { within: ['NetworkConfiguration', 'AwsvpcConfiguration'], groups: ['NetworkConfiguration', 'AwsvpcConfiguration', 'SecurityGroups'] };
const VPC_CONFIG: Place = { within: ['VpcConfig'], groups: ['VpcConfig', 'SecurityGroupIds'] };
const VPC_OPTIONS: Place = { within: ['VPCOptions'], groups: ['VPCOptions', 'SecurityGroupIds'] };
const OWN: Place = { groups: ['SecurityGroupIds'] };

const GROUPS: { readonly [type: string]: Place } = {
  'AWS::ECS::Service': AWSVPC,
  'AWS::ECS::TaskSet': AWSVPC,
  'AWS::Lambda::Function': VPC_CONFIG,
  'AWS::CodeBuild::Project': VPC_CONFIG,
  'AWS::SageMaker::Model': VPC_CONFIG,
  'AWS::SageMaker::NotebookInstance': { within: ['SubnetId'], groups: ['SecurityGroupIds'] },
  'AWS::OpenSearchService::Domain': VPC_OPTIONS,
  'AWS::Elasticsearch::Domain': VPC_OPTIONS,
  'AWS::OpenSearchServerless::VpcEndpoint': OWN,
  'AWS::ApiGatewayV2::VpcLink': OWN,
  'AWS::RDS::DBCluster': { groups: ['VpcSecurityGroupIds'] },
  'AWS::ElastiCache::ReplicationGroup': OWN,
  'AWS::ElastiCache::ServerlessCache': OWN,
  'AWS::EFS::MountTarget': { groups: ['SecurityGroups'] },
};

/** Machines have their groups on the machine, or on each interface. */
const MACHINES: { readonly [type: string]: { readonly above: readonly string[]; readonly own: string; readonly ofInterface: string } } = {
  'AWS::EC2::Instance': { above: [], own: 'SecurityGroupIds', ofInterface: 'GroupSet' },
  'AWS::EC2::LaunchTemplate': { above: ['LaunchTemplateData'], own: 'SecurityGroupIds', ofInterface: 'Groups' },
};

export const workloadSecurityGroupNamed: Rule = {
  id: 'WorkloadSecurityGroupNamed',
  title: 'workload names its security groups',
  why: 'without one it falls into the default group of the VPC, together with everything else that named none',
  fix: 'give it a security group that lets in only its clients',
  severity: 'error',
  controls: ['NET-03', 'NET-08'],
  types: [...Object.keys(GROUPS), ...Object.keys(MACHINES), 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::EC2::VPCEndpoint'],
  check: (resource) => {
    const { properties, type } = resource;
    if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') return byWord(at(properties, 'Type'), (kind) => ((kind ?? 'application') === 'application' ? property(resource, ['SecurityGroups'], PRESENT) : skip('NotAnApplicationLoadBalancer')));
    if (type === 'AWS::EC2::VPCEndpoint') return byWord(at(properties, 'VpcEndpointType'), (kind) => (kind === 'Interface' ? property(resource, ['SecurityGroupIds'], PRESENT) : skip('NotAnInterface')));
    const place = GROUPS[type];
    if (place === undefined) return machine(resource);
    return place.within !== undefined && at(properties, ...place.within) === undefined ? skip('NotInVpc') : property(resource, place.groups, PRESENT);
  },
};

function machine(resource: Resource): Outcome {
  const { above, own, ofInterface } = MACHINES[resource.type] ?? { above: [], own: 'SecurityGroupIds', ofInterface: 'Groups' };
  const path = [...above, 'NetworkInterfaces'];
  const written = at(resource.properties, ...path);
  const interfaces = list(written);
  if (isUnknown(interfaces)) return unknownOutcome(causeOf(written, path, 'interfaces with groups'));
  if (interfaces === undefined || interfaces.length === 0) return property(resource, [...above, own], PRESENT);
  return every(interfaces.map((each, index) => either([valueAt(each, [ofInterface], PRESENT, [...path, index]), valueAt(each, ['NetworkInterfaceId'], PRESENT, [...path, index])])));
}
