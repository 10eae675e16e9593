import { Token } from 'aws-cdk-lib';
import { GATEWAY_ENV, MAX_GATEWAY_SETTINGS_BYTES } from '../../lib/contract/gateway';
import type { Problem } from '../../lib/contract/platform-error';
import type { GatewayServiceProps } from './gateway-props';

/** Memory sizes in MiB that Fargate sells with each processor size: least, most, step. */
const FARGATE_SIZES: Readonly<Record<number, readonly [least: number, most: number, step: number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

/** Everything that is wrong with the properties, so that it can be mended in one go. */
export function gatewayProblems(props: GatewayServiceProps, minTasks: number, maxTasks: number, where: string): Problem[] {
  return [...sizeProblems(props, where), ...taskProblems(props, minTasks, maxTasks, where), ...canaryProblems(props, where), ...nameProblems(props, where), ...settingsProblems(props, where)];
}

function sizeProblems({ cpu = 1024, memoryMib = 2048 }: GatewayServiceProps, where: string): Problem[] {
  if (Token.isUnresolved(cpu) || Token.isUnresolved(memoryMib)) return [];
  const size = FARGATE_SIZES[cpu];
  if (size === undefined) {
    return [{ code: 'GatewayCpu', what: "'cpu' must be a size that Fargate sells", got: cpu, where, fix: `choose one of ${Object.keys(FARGATE_SIZES).join(', ')}` }];
  }
  const [least, most, step] = size;
  if (memoryMib >= least && memoryMib <= most && memoryMib % step === 0) return [];
  return [{ code: 'GatewayMemory', what: `'memoryMib' must be ${least} to ${most} in steps of ${step} with a 'cpu' of ${cpu}`, got: memoryMib, where, fix: `choose ${least}, or another processor size` }];
}

function taskProblems({ desiredTasks }: GatewayServiceProps, minTasks: number, maxTasks: number, where: string): Problem[] {
  if (Token.isUnresolved(minTasks) || Token.isUnresolved(maxTasks)) return [];
  const problems: Problem[] = [];
  if (!Number.isInteger(minTasks) || !Number.isInteger(maxTasks) || minTasks < 0 || maxTasks < Math.max(1, minTasks)) {
    problems.push({ code: 'GatewayTaskLimits', what: "'minTasks' and 'maxTasks' must be whole numbers with minTasks <= maxTasks and maxTasks >= 1", got: { minTasks, maxTasks }, where, fix: 'two or more tasks keep the gateway up when a zone fails' });
  }
  if (desiredTasks !== undefined && !Token.isUnresolved(desiredTasks) && (desiredTasks < minTasks || desiredTasks > maxTasks)) {
    problems.push({ code: 'GatewayDesiredTasks', what: "'desiredTasks' must lie between minTasks and maxTasks", got: desiredTasks, where, fix: `choose ${minTasks} to ${maxTasks}` });
  }
  return problems;
}

function canaryProblems({ canary }: GatewayServiceProps, where: string): Problem[] {
  const problems: Problem[] = [];
  const percent = canary?.percent ?? 10;
  if (!Token.isUnresolved(percent) && (percent < 0.1 || percent > 100 || Math.abs(Math.round(percent * 10) - percent * 10) > 1e-9)) {
    problems.push({ code: 'GatewayCanaryPercent', what: "'canary.percent' must be 0.1 to 100 in steps of 0.1", got: percent, where, fix: 'five or ten percent shows most faults' });
  }
  const minutes = canary?.bakeTime?.toMinutes({ integral: false }) ?? 10;
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > 1440) {
    problems.push({ code: 'GatewayCanaryBakeTime', what: "'canary.bakeTime' must be whole minutes, at most a day", got: minutes, where, fix: 'give the alarm time for three of its minutes' });
  }
  return problems;
}

function nameProblems({ environment = {}, auditPrefix = 'gateway' }: GatewayServiceProps, where: string): Problem[] {
  const owned: ReadonlySet<string> = new Set(Object.values(GATEWAY_ENV));
  const problems = Object.keys(environment).filter((name) => owned.has(name)).map((name): Problem => (
    { code: 'GatewayEnvironment', what: "'environment' must not set what has a property of its own", got: name, where, fix: 'use the property' }
  ));
  if (!Token.isUnresolved(auditPrefix) && !/^[\w.-]+(\/[\w.-]+)*$/.test(auditPrefix)) {
    problems.push({ code: 'GatewayAuditPrefix', what: "'auditPrefix' must be names of letters, digits, '.', '_' and '-' with single slashes between", got: auditPrefix, where, fix: 'write it as gateway or gateway/prod' });
  }
  return problems;
}

/** The shape is the container's to judge, and the configuration file's; here it is only seen whether it can be handed over. */
function settingsProblems({ settings, jwksUri }: GatewayServiceProps, where: string): Problem[] {
  const problems: Problem[] = [];
  if (settings !== undefined && (typeof settings !== 'object' || settings === null || Array.isArray(settings))) {
    problems.push({ code: 'GatewaySettings', what: "'settings' must be an object", got: settings, where, fix: 'write it as config/gateway.schema.json describes it' });
  }
  const bytes = Buffer.byteLength(JSON.stringify(settings ?? {}));
  if (bytes > MAX_GATEWAY_SETTINGS_BYTES) {
    problems.push({ code: 'GatewaySettingsTooLarge', what: `'settings' must have at most ${MAX_GATEWAY_SETTINGS_BYTES} bytes as JSON`, got: bytes, where, fix: 'put long texts, such as system prompts and policies, into the file of the image' });
  }
  if (jwksUri !== undefined && !Token.isUnresolved(jwksUri) && !jwksUri.startsWith('https://')) {
    problems.push({ code: 'GatewayJwksUri', what: "'jwksUri' must be an https address", got: jwksUri, where, fix: 'over plain HTTP anyone on the way could put in a key of his own' });
  }
  return problems;
}
