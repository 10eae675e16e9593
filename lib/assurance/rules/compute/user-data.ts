import { Buffer } from 'node:buffer';
import { at, hasSymbol, isUnknown, symbolsIn, text, type Resource, type Unknown } from '../../template';
import { fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome } from '../rule';

const ENCODED = /^Fn::Base64\(([\s\S]*)\)$/;

/** The text that an instance runs first; decoded, symbols kept. */
export function userData(resource: Resource): string | Unknown | undefined {
  const found = text(at(resource.properties, 'LaunchTemplateData', 'UserData') ?? at(resource.properties, 'UserData'));
  if (found === undefined || isUnknown(found)) return found;
  const [symbol] = symbolsIn(found);
  const inner = symbol === undefined ? undefined : ENCODED.exec(symbol.name)?.[1];
  if (inner !== undefined) return inner;
  return /^[A-Za-z0-9+/\s]+=*\s*$/.test(found) ? Buffer.from(found, 'base64').toString('utf8') : found;
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
  readonly bottlerocket: (script: string) => string | undefined;
  /** Values that Bottlerocket's setting may have. */
  readonly accepted: readonly string[];
  readonly agent: (script: string) => string | undefined;
}

export function judgeEcsHost(resource: Resource, { wanted, bottlerocket, accepted, agent }: EcsHostSetting): Outcome {
  const script = userData(resource);
  if (isUnknown(script)) return unknownOutcome({ ...script.cause, property: 'UserData' });
  const kind = script === undefined ? undefined : ecsHostKind(script);
  if (script === undefined || kind === undefined) return skip('NoEcsHost');
  const found = kind === 'bottlerocket' ? bottlerocket(script) : agent(script);
  const holds = found !== undefined && (kind === 'bottlerocket' ? accepted : ['true']).includes(found.toLowerCase());
  if (found !== undefined && hasSymbol(found)) return unknownOutcome({ code: 'UserDataUndecided', wanted });
  return holds ? PASS : fail({ path: resource.type === 'AWS::EC2::LaunchTemplate' ? ['LaunchTemplateData', 'UserData'] : ['UserData'], because: [{ code: 'UserDataSetting', wanted, got: found ?? '' }] });
}
