import { at, isUnknown, text, type Resource, type Value } from '../../template';
import { fail, skip, unknownOutcome, valueAt, type Expectation } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import type { Path } from './places';

/** What an instance is started with, and where it is written. */
export interface LaunchSettings {
  readonly settings: Value | undefined;
  readonly path: Path;
  /** `Instance` writes some settings otherwise than `LaunchTemplate` does. */
  readonly style: 'template' | 'instance' | 'configuration';
}

export const HOST_TYPES: readonly string[] = ['AWS::EC2::LaunchTemplate', 'AWS::EC2::Instance', 'AWS::AutoScaling::LaunchConfiguration'];

/** Where AWS starts instances by settings of its own unless a launch template says more. */
const FLEETS: { readonly [type: string]: readonly Path[] } = {
  'AWS::EKS::Nodegroup': [['LaunchTemplate']],
  'AWS::Batch::ComputeEnvironment': [['ComputeResources', 'LaunchTemplate']],
};
export const FLEET_TYPES: readonly string[] = Object.keys(FLEETS);

/** Judges the settings that instances start with; an instance takes what it does not say itself from its launch template. */
export function judgeHost(resource: Resource, context: RuleContext, judge: (launch: LaunchSettings, own: (path: Path) => Value | undefined) => Outcome): Outcome {
  const launch = launchOf(resource);
  const reference = resource.type === 'AWS::EC2::Instance' ? at(resource.properties, 'LaunchTemplate') : undefined;
  if (reference === undefined) return judge(launch, (path) => at(launch.settings, ...path));
  const template = templateNamed(reference, context);
  const inherited = template === undefined ? undefined : at(template.properties, 'LaunchTemplateData');
  const outcome = judge(launch, (path) => at(launch.settings, ...path) ?? at(inherited, ...path));
  return template === undefined && outcome.kind === 'fail' ? unknownOutcome({ code: 'LaunchTemplateNotKnown', property: 'LaunchTemplate' }) : outcome;
}

/** Instances that a service starts: judged at the launch template when there is one, and by the service's own defaults otherwise. */
export function judgeFleet(resource: Resource, context: RuleContext, withoutTemplate: () => Outcome): Outcome {
  for (const path of FLEETS[resource.type] ?? []) {
    const reference = at(resource.properties, ...path);
    if (reference === undefined) continue;
    return templateNamed(reference, context) === undefined ? unknownOutcome({ code: 'LaunchTemplateNotKnown', property: path.join('.') }) : skip('JudgedAtLaunchTemplate');
  }
  return withoutTemplate();
}

function launchOf(resource: Resource): LaunchSettings {
  if (resource.type === 'AWS::EC2::LaunchTemplate') return { settings: at(resource.properties, 'LaunchTemplateData'), path: ['LaunchTemplateData'], style: 'template' };
  return { settings: resource.properties, path: [], style: resource.type === 'AWS::EC2::Instance' ? 'instance' : 'configuration' };
}

function templateNamed(reference: Value, context: RuleContext): Resource | undefined {
  if (isUnknown(reference)) return undefined;
  const id = text(at(reference, 'LaunchTemplateId') ?? at(reference, 'Id'));
  if (typeof id === 'string') return context.named(id);
  const name = text(at(reference, 'LaunchTemplateName') ?? at(reference, 'Name'));
  return typeof name === 'string' ? context.ofType('AWS::EC2::LaunchTemplate').find((each) => text(at(each.properties, 'LaunchTemplateName')) === name) : undefined;
}

/** Judges a setting that was looked up already. */
export function judged(value: Value | undefined, path: Path, expected: Expectation): Outcome {
  return valueAt(value, [], expected, path);
}

/** Instances that a service starts without a launch template have the service's own settings, which are weaker. */
export function serviceDefaults(resource: Resource, setting: string): Outcome {
  const kind = text(at(resource.properties, 'ComputeResources', 'Type'));
  return typeof kind === 'string' && kind.startsWith('FARGATE') ? skip('NoInstances') : fail({ because: [{ code: 'DefaultsOfService', setting, wanted: 'a launch template' }] });
}
