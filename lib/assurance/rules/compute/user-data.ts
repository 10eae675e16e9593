import { Buffer } from 'node:buffer';
import { any, type Trilean } from '../../iam/trilean';
import { at, hasSymbol, isUnknown, symbolsIn, text, Unknown, type Resource } from '../../template';
import { names, resourceOf } from '../network/references';
import { when } from '../network/told';
import { decided, skip, trilean, unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { isOpen, unread } from './expectations';

const ENCODED = /^Fn::Base64\(([\s\S]*)\)$/;
/** A script that is nothing but a symbol of unknown content. */
const LONE = /^\([^()]*~any\)$/;

/** The text that an instance runs first; decoded, symbols kept in round brackets. */
export function userData(resource: Resource): string | Unknown | undefined {
  const found = text(at(resource.properties, 'LaunchTemplateData', 'UserData') ?? at(resource.properties, 'UserData'));
  if (found === undefined || isUnknown(found)) return found;
  const [symbol] = symbolsIn(found);
  const inner = symbol === undefined ? undefined : ENCODED.exec(symbol.name)?.[1];
  if (inner === undefined ? isOpen(found) : LONE.test(inner)) return new Unknown({ code: 'SymbolicValue', expected: 'a script', symbol: found }, found);
  return inner ?? (/^[A-Za-z0-9+/\s]+=*\s*$/.test(found) ? Buffer.from(found, 'base64').toString('utf8') : found);
}

/** A value of Bottlerocket's settings, by section and key: `settings.ecs`, `allow-privileged-containers`; undefined when it is not written. */
export function bottlerocketSetting(script: string, section: string, key: string): string | undefined {
  let here = '';
  let found: string | undefined;
  for (const line of script.split(/\r?\n/)) {
    const header = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line)?.[1];
    if (header !== undefined) here = header.replaceAll(/["\s]/g, '');
    const entry = /^\s*([^=#\s]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (entry !== null && [here, ...(entry[1] ?? '').split('.').slice(0, -1)].filter((part) => part !== '').join('.') === section && entry[1]?.split('.').at(-1) === key) found = entry[2]?.replace(/^"(.*)"$/, '$1');
  }
  return found;
}

/** A variable of the ECS agent's configuration; the last one that is written counts. */
export function agentVariable(script: string, name: string): string | undefined {
  return [...script.matchAll(new RegExp(`(?:^|[\\s"';])${name}=["']?([^\\s"';]*)`, 'gm'))].at(-1)?.[1];
}

/** What runs the containers of the host: undefined when it is no ECS host, or none that its user data tells. */
export function ecsHostKind(script: string): 'bottlerocket' | 'agent' | undefined {
  if (/^\s*\[settings\.ecs\]/m.test(script)) return 'bottlerocket';
  return /\bECS_CLUSTER=/.test(script) ? 'agent' : undefined;
}

/** What must stand in the start script of a host of ECS. */
export interface EcsHostSetting {
  readonly wanted: string;
  /** Of Bottlerocket, with its default. */
  readonly bottlerocket: (script: string) => string | undefined;
  readonly accepted: string;
  /** Of the ECS agent on other systems: must be `true`. */
  readonly agent: (script: string) => string | undefined;
}

/** Where the script does not tell which system it is for, the setting must hold on both. */
export function judgeEcsHost(resource: Resource, context: RuleContext, { wanted, bottlerocket, accepted, agent }: EcsHostSetting): Outcome {
  const script = userData(resource) ?? '';
  if (isUnknown(script)) return unknownOutcome({ ...script.cause, property: 'UserData' });
  const kind = ecsHostKind(script);
  const host = kind === undefined ? isCapacityOfEcs(resource, context) : 'yes';
  const holds = (found: string | undefined, needed: string): Trilean => (found === undefined ? 'no' : hasSymbol(found) ? 'unknown' : trilean(found.toLowerCase() === needed));
  const results = [...(kind === 'agent' ? [] : [holds(bottlerocket(script), accepted)]), ...(kind === 'bottlerocket' ? [] : [holds(agent(script), 'true')])];
  const [first = 'unknown'] = results;
  const judged = (): Outcome => decided(results.every((result) => result === first) ? first : 'unknown', { path: scriptPath(resource), because: [{ code: 'UserDataSetting', wanted }] }, { code: 'UserDataUndecided', wanted });
  return when(host, judged, skip('NoEcsHost'), { code: 'PerhapsAnEcsHost' });
}

export function scriptPath(resource: Resource): readonly string[] {
  return resource.type === 'AWS::EC2::LaunchTemplate' ? ['LaunchTemplateData', 'UserData'] : ['UserData'];
}

/** A group that provides capacity to ECS starts its instances from the template. */
function isCapacityOfEcs(template: Resource, context: RuleContext): Trilean {
  return any(context.ofType('AWS::ECS::CapacityProvider').map(({ properties }) => {
    const written = at(properties, 'AutoScalingGroupProvider', 'AutoScalingGroupArn');
    const group = resourceOf(written, context);
    if (group === undefined) return unread(written) ? 'unknown' : 'no';
    const named = [['LaunchTemplate'], ['MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification']].map((path) => at(group.properties, ...path, 'LaunchTemplateId'));
    return any(named.map((value) => names(value, template, context)));
  }));
}
