import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../lib/contract/platform-error';
import type { GpuInferenceServiceProps } from './gpu-inference-service';
import { isModelPrefix } from './inference-task';
import { MAX_MODEL_LOAD_SECONDS, serverArgumentProblems } from './server-command';

/** Everything that is wrong with the properties, so that it can be mended in one go. */
export function inferenceProblems(props: GpuInferenceServiceProps, minTasks: number, maxTasks: number, where: string): Problem[] {
  const problems = serverArgumentProblems(props.serverArguments ?? [], where);
  for (const prefix of [props.modelPrefix, props.canary?.modelPrefix ?? props.modelPrefix]) {
    if (!isModelPrefix(prefix)) {
      problems.push({ code: 'ModelPrefixInvalid', what: "'modelPrefix' must name one model version, with letters, digits, '.', '_', '-' and single slashes between", got: prefix, where, fix: 'write it as models/<name>/<version>' });
      break;
    }
  }
  if ([props.modelPrefix, props.canary?.modelPrefix].some((prefix) => prefix !== undefined && /(^|\/)(latest|current|stable)$/i.test(prefix))) {
    problems.push({ code: 'ModelVersionFloating', what: "'modelPrefix' must end in a version that stays the same", got: props.canary?.modelPrefix ?? props.modelPrefix, where, fix: 'publish each version under a number or date of its own' });
  }
  if (!Token.isUnresolved(minTasks) && !Token.isUnresolved(maxTasks) && (!isCount(minTasks) || !isCount(maxTasks) || maxTasks < Math.max(1, minTasks))) {
    problems.push({ code: 'InferenceTaskLimits', what: "'minTasks' and 'maxTasks' must be whole numbers with minTasks <= maxTasks and maxTasks >= 1", got: { minTasks, maxTasks }, where, fix: 'for none at all, remove the service or give it a schedule' });
  }
  const desired = props.desiredTasks;
  if (desired !== undefined && !Token.isUnresolved(desired) && (!isCount(desired) || desired < minTasks || desired > maxTasks)) {
    problems.push({ code: 'InferenceDesiredTasks', what: "'desiredTasks' must lie between minTasks and maxTasks", got: desired, where, fix: `choose ${minTasks} to ${maxTasks}` });
  }
  const load = props.modelLoadTimeout?.toSeconds();
  if (load !== undefined && (load < 60 || load > MAX_MODEL_LOAD_SECONDS)) {
    problems.push({ code: 'ModelLoadTimeout', what: `'modelLoadTimeout' must be between 60 and ${MAX_MODEL_LOAD_SECONDS} seconds, the longest that a health check waits`, got: load, where, fix: 'put the weights on a faster volume or split the model' });
  }
  if (props.capacity !== undefined) {
    const ignored = (['cluster', 'instanceType', 'maxInstances', 'autoScalingRoleArn'] as const).filter((name) => props[name] !== undefined);
    if (ignored.length > 0) {
      problems.push({ code: 'InferenceCapacityTwice', what: "properties of the default capacity must not be given beside 'capacity'", got: ignored, where, fix: 'set them on the capacity itself' });
    }
  }
  return problems;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
