import type { Price } from './cost';
import { listAt, numberAt, objectAt, textAt } from './json';
import { HOURS, INSTANCE_HOUR, PRICES } from './prices';
import type { Resource, Resources } from './resources';

/** What tasks and instances cost that run without a call: services on Fargate, and groups of instances with the tasks that hold them. */
export function capacityPrice(resource: Resource, resources: Resources): readonly Price[] | undefined {
  return resource.type === 'AWS::ECS::Service' ? servicePrice(resource, resources) : groupPrice(resource, resources);
}

function servicePrice(service: Resource, resources: Resources): readonly Price[] | undefined {
  const group = groupOf(service, resources);
  if (group !== undefined) return []; // its instances are counted at the group
  const tasks = tasksOf(service, resources);
  if (tasks === 0) return [{ item: 'Fargate tasks', quantity: 0, unit: '', monthly: 0, assumption: 'A service with zero tasks costs nothing until its image is published' }];
  const definition = resources.first(service, service.properties['TaskDefinition'], 'AWS::ECS::TaskDefinition');
  const cpu = numberAt(definition?.properties, 'Cpu');
  const memory = numberAt(definition?.properties, 'Memory');
  if (tasks === undefined || cpu === undefined || memory === undefined || !isFargate(service)) return undefined;
  const architecture = textAt(definition?.properties, 'RuntimePlatform', 'CpuArchitecture') === 'ARM64' ? 'ARM64' : 'X86_64';
  const hourly = (cpu / 1024) * PRICES.fargateCpu[architecture] + (memory / 1024) * PRICES.fargateGib[architecture];
  return [{ item: 'Fargate tasks', quantity: tasks, unit: '', monthly: tasks * hourly * HOURS }];
}

function groupPrice(group: Resource, resources: Resources): readonly Price[] | undefined {
  const floor = Math.max(numberAt(group.properties, 'MinSize') ?? 0, numberAt(group.properties, 'DesiredCapacity') ?? 0);
  const tasks = resources.ofType('AWS::ECS::Service').map((service) => (groupOf(service, resources)?.key === group.key ? tasksOf(service, resources) : 0));
  if (tasks.includes(undefined)) return undefined;
  const instances = Math.max(floor, tasks.reduce<number>((sum, count) => sum + (count ?? 0), 0));
  if (instances === 0) return [{ item: 'GPU instances', quantity: 0, unit: '', monthly: 0, assumption: 'No instance runs until a task wants one' }];
  const template = resources.referredBy(group, group.properties).find(({ type }) => type === 'AWS::EC2::LaunchTemplate');
  const data = objectAt(template?.properties, 'LaunchTemplateData');
  const hourly = INSTANCE_HOUR[textAt(data, 'InstanceType') ?? ''];
  if (hourly === undefined) return undefined;
  const gib = listAt(data, 'BlockDeviceMappings').reduce<number>((sum, device) => sum + (numberAt(device, 'Ebs', 'VolumeSize') ?? 0), 0);
  return [
    { item: 'GPU instances', quantity: instances, unit: textAt(data, 'InstanceType') ?? '', monthly: instances * hourly * HOURS, assumption: 'GPU instances on demand, one for each inference task' },
    { item: 'Volumes of instances', quantity: instances * gib, unit: 'GiB', monthly: instances * gib * PRICES.volumeGibMonth },
  ];
}

/** Tasks that run without a call; undefined when the template does not tell. */
function tasksOf(service: Resource, resources: Resources): number | undefined {
  const floors = resources
    .ofType('AWS::ApplicationAutoScaling::ScalableTarget')
    .filter((target) => resources.referredBy(target, target.properties['ResourceId']).some(({ key }) => key === service.key))
    .map((target) => numberAt(target.properties, 'MinCapacity'));
  const desired = numberAt(service.properties, 'DesiredCount');
  if (floors.includes(undefined) || (desired === undefined && floors.length === 0 && service.properties['DesiredCount'] !== undefined)) return undefined;
  return Math.max(desired ?? (floors.length === 0 ? 1 : 0), ...floors.map((floor) => floor ?? 0));
}

/** The group of instances that the service's capacity provider fills. */
function groupOf(service: Resource, resources: Resources): Resource | undefined {
  const providers = resources.referredBy(service, service.properties['CapacityProviderStrategy']).filter(({ type }) => type === 'AWS::ECS::CapacityProvider');
  return providers.map((provider) => resources.first(provider, provider.properties, 'AWS::AutoScaling::AutoScalingGroup')).find((group) => group !== undefined);
}

function isFargate(service: Resource): boolean {
  const providers = listAt(service.properties, 'CapacityProviderStrategy').map((strategy) => textAt(strategy, 'CapacityProvider'));
  return textAt(service.properties, 'LaunchType') === 'FARGATE' || providers.some((provider) => provider === 'FARGATE' || provider === 'FARGATE_SPOT');
}
