import { at, isUnknown, listOrOne, text, type Value } from '../../template';
import type { RouteTarget } from '../../network';
import { causeOf, every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { resourceOf } from './references';

/** Where types keep the subnets that their workload, or its data, is placed in. */
const SUBNETS: { readonly [type: string]: readonly string[] } = {
  'AWS::ECS::Service': ['NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets'],
  'AWS::ECS::TaskSet': ['NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets'],
  'AWS::Lambda::Function': ['VpcConfig', 'SubnetIds'],
  'AWS::EC2::Instance': ['SubnetId'],
  'AWS::AutoScaling::AutoScalingGroup': ['VPCZoneIdentifier'],
  'AWS::RDS::DBSubnetGroup': ['SubnetIds'],
  'AWS::ElastiCache::SubnetGroup': ['SubnetIds'],
  'AWS::DAX::SubnetGroup': ['SubnetIds'],
  'AWS::Redshift::ClusterSubnetGroup': ['SubnetIds'],
  'AWS::OpenSearchService::Domain': ['VPCOptions', 'SubnetIds'],
  'AWS::Elasticsearch::Domain': ['VPCOptions', 'SubnetIds'],
  'AWS::OpenSearchServerless::VpcEndpoint': ['SubnetIds'],
  'AWS::SageMaker::Model': ['VpcConfig', 'Subnets'],
  'AWS::SageMaker::Domain': ['SubnetIds'],
  'AWS::SageMaker::NotebookInstance': ['SubnetId'],
  'AWS::CodeBuild::Project': ['VpcConfig', 'Subnets'],
  'AWS::EKS::Nodegroup': ['Subnets'],
  'AWS::EFS::MountTarget': ['SubnetId'],
  'AWS::MSK::Cluster': ['BrokerNodeGroupInfo', 'ClientSubnets'],
  'AWS::Batch::ComputeEnvironment': ['ComputeResources', 'Subnets'],
  'AWS::BedrockAgentCore::Runtime': ['NetworkConfiguration', 'NetworkModeConfig', 'Subnets'],
  'AWS::BedrockAgentCore::CodeInterpreterCustom': ['NetworkConfiguration', 'VpcConfig', 'Subnets'],
  'AWS::BedrockAgentCore::BrowserCustom': ['NetworkConfiguration', 'VpcConfig', 'Subnets'],
};

const PUBLIC: readonly RouteTarget['kind'][] = ['internet-gateway', 'egress-only-gateway'];

export const workloadInPrivateSubnet: Rule = {
  id: 'WorkloadInPrivateSubnet',
  title: 'workload is placed in subnets without a route to an internet gateway',
  why: 'in a public subnet one address or one rule is all that stands between the workload and the internet',
  fix: 'place it in subnets whose route tables hold no internet gateway',
  severity: 'error',
  controls: ['NET-01', 'NET-02', 'NET-08'],
  types: Object.keys(SUBNETS),
  check: (resource, context) => {
    const path = SUBNETS[resource.type] ?? [];
    const written = at(resource.properties, ...path);
    const subnets = listOrOne(written);
    if (subnets === undefined) return skip('NoSubnets');
    if (isUnknown(subnets)) return unknownOutcome(causeOf(written, path, 'a list of subnets'));
    return every(subnets.map((subnet, index) => privateSubnet(subnet, [...path, index], context)));
  },
};

function privateSubnet(value: Value, path: readonly (string | number)[], context: RuleContext): Outcome {
  const subnet = resourceOf(value, context);
  const { model } = context.network();
  const placed = subnet === undefined ? undefined : model.subnets.get(`${subnet.template}.${subnet.logicalId}`);
  if (subnet === undefined || placed === undefined) return unknownOutcome({ code: 'SubnetOutsideTemplates', subnet: text(value), property: path.join('.') });
  const table = model.routeTables.get(placed.routeTable);
  if (table === undefined) return unknownOutcome({ code: 'RouteTableOutsideTemplates', table: placed.routeTable, property: path.join('.') });
  const routes = table.routes.filter(({ target }) => PUBLIC.includes(target.kind));
  const untold = table.routes.find(({ target }) => target.kind === 'beyond' && target.via === 'gateway');
  const open = placed.doubt ?? (untold === undefined ? undefined : { code: 'GatewayNotTold', route: untold.id });
  if (routes.length === 0) return open === undefined ? PASS : unknownOutcome(open);
  const name = `${subnet.template}.${subnet.logicalId}`;
  const doubt = placed.doubt ?? routes.find(({ doubt: each }) => each !== undefined)?.doubt;
  return doubt === undefined ? fail({ id: name, path, got: value, because: [{ code: 'PublicSubnet', subnet: name, routes: routes.map(({ id }) => id) }] }) : unknownOutcome(doubt);
}
