import { everyPlace } from '../compute/places';
import { customerKey } from '../data/customer-key';
import { every, isFalse, PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerEndpointClosed: Rule = {
  id: 'SagemakerEndpointClosed',
  title: 'nobody gets a shell on an endpoint, and what it writes is encrypted',
  why: 'a shell beside the model reads every prompt',
  fix: 'remove EnableSSMAccess, and set KmsKeyId for asynchronous output and core dumps',
  severity: 'error',
  controls: ['SUP-04', 'SUP-05'],
  types: ['AWS::SageMaker::EndpointConfig'],
  check: (resource, context) => every([
    everyPlace(resource, [['ProductionVariants', '*'], ['ShadowProductionVariants', '*']], (variant, path) => valueAt(variant, ['EnableSSMAccess'], isFalse('yes'), path), PASS),
    everyPlace(resource, [['AsyncInferenceConfig', 'OutputConfig'], ['ProductionVariants', '*', 'CoreDumpConfig']], (output, path) => valueAt(output, ['KmsKeyId'], customerKey(context), path), PASS),
  ]),
};
