import { capacityPrice } from './cost-compute';
import { listAt, numberAt, objectAt, textAt } from './json';
import { BY_USE_TYPES, FREE_TYPES, HOURS, PRICES, PRICE_SOURCE } from './prices';
import type { Cost, CostLine } from './report';
import type { Resource, Resources } from './resources';

/** What one resource costs when nobody calls; undefined when the template does not tell. */
export interface Price {
  /** Resources of the same item are summed into one line. */
  readonly item: string;
  /** How many, in `unit`. */
  readonly quantity: number;
  readonly unit: string;
  readonly monthly: number;
  /** What was assumed, shown once. */
  readonly assumption?: string;
}

type Pricer = (resource: Resource, resources: Resources) => readonly Price[] | undefined;

const each = (item: string, monthly: number): Pricer => () => [{ item, quantity: 1, unit: '', monthly }];

const PRICERS: { readonly [type: string]: Pricer } = {
  'AWS::EC2::VPCEndpoint': ({ properties }) => {
    const kind = textAt(properties, 'VpcEndpointType') ?? 'Gateway';
    if (kind === 'Gateway') return [];
    const zones = listAt(properties, 'SubnetIds').length;
    return zones === 0 ? undefined : [{ item: 'Interface endpoints', quantity: zones, unit: 'zone attachments', monthly: zones * PRICES.interfaceEndpointZone * HOURS }];
  },
  'AWS::EC2::NatGateway': each('NAT gateways', PRICES.natGateway * HOURS),
  'AWS::EC2::EIP': each('Public addresses', PRICES.publicAddress * HOURS),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ properties }) => {
    const gateway = textAt(properties, 'Type') === 'gateway';
    return [{ item: 'Load balancers', quantity: 1, unit: '', monthly: (gateway ? PRICES.gatewayLoadBalancer : PRICES.loadBalancer) * HOURS }];
  },
  'AWS::KMS::Key': each('KMS keys', PRICES.kmsKeyMonth),
  'AWS::KMS::ReplicaKey': each('KMS keys', PRICES.kmsKeyMonth),
  'AWS::SecretsManager::Secret': each('Secrets', PRICES.secretMonth),
  'AWS::RDS::DBCluster': ({ properties }) => [
    ...(properties['ManageMasterUserPassword'] === true ? [{ item: 'Secrets', quantity: 1, unit: '', monthly: PRICES.secretMonth }] : []),
    ...(numberAt(properties, 'ServerlessV2ScalingConfiguration', 'MinCapacity') === 0
      ? [{ item: 'Aurora capacity', quantity: 0, unit: 'ACU', monthly: 0, assumption: `Aurora is paused; in use it costs at least ${(0.5 * PRICES.auroraCapacityUnit).toFixed(2)} an hour` }]
      : []),
  ],
  'AWS::RDS::DBInstance': (resource, resources) => {
    if (textAt(resource.properties, 'DBInstanceClass') !== 'db.serverless') return undefined;
    const cluster = resources.first(resource, resource.properties['DBClusterIdentifier'], 'AWS::RDS::DBCluster');
    const floor = numberAt(cluster?.properties, 'ServerlessV2ScalingConfiguration', 'MinCapacity');
    if (floor === undefined) return undefined;
    return floor === 0 ? [] : [{ item: 'Aurora capacity', quantity: floor, unit: 'ACU', monthly: floor * PRICES.auroraCapacityUnit * HOURS, assumption: 'Aurora stays at its smallest capacity; storage is 0.10 per GB and month more' }];
  },
  'AWS::WAFv2::WebACL': ({ properties }) => {
    const rules = listAt(properties, 'Rules').length;
    return [{ item: 'Web ACLs and their rules', quantity: 1 + rules, unit: '', monthly: PRICES.webAclMonth + rules * PRICES.webAclRuleMonth }];
  },
  'AWS::Cognito::UserPoolClient': ({ properties }) =>
    listAt(properties, 'AllowedOAuthFlows').includes('client_credentials')
      ? [{ item: 'Machine clients (Cognito)', quantity: 1, unit: '', monthly: PRICES.machineClientMonth, assumption: 'Tokens of machine clients cost 2.25 per 1,000; users of the Cognito plan are paid by active user' }]
      : [],
  'AWS::Route53Resolver::FirewallDomainList': ({ properties }) => {
    const domains = listAt(properties, 'Domains').length;
    return [{ item: 'DNS firewall domains', quantity: domains, unit: '', monthly: domains * PRICES.dnsFirewallDomainMonth }];
  },
  'AWS::CloudWatch::Alarm': each('Alarms', PRICES.alarmMonth),
  'AWS::CloudWatch::CompositeAlarm': each('Alarms', PRICES.compositeAlarmMonth),
  'AWS::CloudWatch::Dashboard': each('Dashboards', PRICES.dashboardMonth),
  'AWS::Route53::HostedZone': each('Hosted zones', PRICES.hostedZoneMonth),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': each('Hosted zones', PRICES.hostedZoneMonth),
  'AWS::ACMPCA::CertificateAuthority': ({ properties }) => {
    const short = textAt(properties, 'UsageMode') === 'SHORT_LIVED_CERTIFICATE';
    return [{ item: 'Private certificate authorities', quantity: 1, unit: '', monthly: PRICES.privateAuthorityMonth[short ? 'SHORT_LIVED_CERTIFICATE' : 'GENERAL_PURPOSE'] }];
  },
  'AWS::ApiGateway::Stage': ({ properties }) => (properties['CacheClusterEnabled'] === true ? undefined : []),
  'AWS::ECS::Service': capacityPrice,
  'AWS::AutoScaling::AutoScalingGroup': capacityPrice,
};

/** What the resources cost in a month without a call. Types that have no price here are named, never counted as free. */
export function idleCost(resources: Resources): Cost {
  const sums = new Map<string, Price>();
  const notPriced = new Map<string, number>();
  const assumptions = new Set<string>([PRICE_SOURCE]);
  for (const resource of resources.all) {
    const prices = priceOf(resource, resources);
    if (prices === undefined) notPriced.set(resource.type, (notPriced.get(resource.type) ?? 0) + 1);
    for (const price of prices ?? []) {
      const sum = sums.get(price.item);
      sums.set(price.item, { ...price, quantity: (sum?.quantity ?? 0) + price.quantity, monthly: (sum?.monthly ?? 0) + price.monthly });
      if (price.assumption !== undefined) assumptions.add(price.assumption);
    }
  }
  const lines = [...sums.values()].map(toLine).sort((a, b) => b.monthly - a.monthly || (a.item < b.item ? -1 : 1));
  return {
    monthly: lines.reduce((sum, line) => sum + line.monthly, 0),
    lines,
    notPriced: [...notPriced].map(([type, count]) => (count === 1 ? type : `${type} x ${count}`)).sort(),
    assumptions: [...assumptions, ...byUse(resources)],
  };
}

function priceOf(resource: Resource, resources: Resources): readonly Price[] | undefined {
  const pricer = Object.hasOwn(PRICERS, resource.type) ? PRICERS[resource.type] : undefined;
  if (pricer !== undefined) return pricer(resource, resources);
  return FREE_TYPES.has(resource.type) || BY_USE_TYPES.has(resource.type) || resource.type.startsWith('Custom::') ? [] : undefined;
}

function byUse(resources: Resources): string[] {
  const types = [...new Set(resources.all.filter(({ type }) => BY_USE_TYPES.has(type)).map(({ type }) => type.replace('AWS::', '').replace('::', ' ')))].sort();
  const provisioned = resources.ofType('AWS::DynamoDB::Table').some((table) => Object.keys(objectAt(table.properties, 'ProvisionedThroughput')).length > 0);
  return [...(types.length === 0 ? [] : [`paid by use, not idle: ${types.join(', ')}`]), ...(provisioned ? ['provisioned DynamoDB capacity is not counted'] : [])];
}

function toLine({ item, quantity, unit, monthly }: Price): CostLine {
  return { item, quantity: `${Number.isInteger(quantity) ? quantity : quantity.toFixed(1)}${unit === '' ? '' : ` ${unit}`}`, monthly: Math.round(monthly * 100) / 100 };
}
