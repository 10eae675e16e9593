import { at, type Value } from '../../template';
import { ofText } from '../compute/expectations';
import { everyPlace, type Path } from '../compute/places';
import { every, oneOf, trilean, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { PRIVATE_REGISTRY } from './images';

export const sagemakerModelFromRegistry: Rule = {
  id: 'SagemakerModelFromRegistry',
  title: 'models are fetched through the network of the account, from a place that names one version',
  why: 'weights from a public registry, or from a place that others overwrite, are code that nobody checked',
  fix: 'set ImageConfig.RepositoryAccessMode to Vpc for registries outside of ECR, and name the model by its package or by a key with its version',
  severity: 'warning',
  controls: ['SUP-03', 'AI-06'],
  types: ['AWS::SageMaker::Model'],
  check: (resource) => everyPlace(resource, [['PrimaryContainer'], ['Containers', '*']], (container, path) => every([
    judgeAccess(container, path),
    ...['ModelDataUrl', 'ModelDataSource.S3DataSource.S3Uri'].map((name) => valueAt(container, name.split('.'), ONE_VERSION, path)),
  ])),
};

const VPC = oneOf(['Vpc']);
const ALSO_BY_DEFAULT = oneOf(['Vpc', 'Platform'], 'yes');
const ONE_VERSION = ofText('a key without latest', (written) => trilean(/^s3:\/\//.test(written) && !/(?:^|[/_.-])latest(?:[/_.-]|$)/i.test(written)), 'yes');

/** Images of ECR are fetched within AWS; where the registry is not told, only the network of the account is certain. */
function judgeAccess(container: Value, path: Path): Outcome {
  const [byNetwork, byDefault] = [VPC, ALSO_BY_DEFAULT].map((expected) => valueAt(container, ['ImageConfig', 'RepositoryAccessMode'], expected, path));
  const ecr = at(container, 'Image') === undefined ? 'yes' : PRIVATE_REGISTRY.accepts(at(container, 'Image'));
  const outcome = ecr === 'yes' ? byDefault : byNetwork;
  return outcome === undefined || (ecr === 'unknown' && outcome.kind === 'fail') ? unknownOutcome({ code: 'RegistryNotKnown', property: [...path, 'Image'].join('.') }) : outcome;
}
