import { places } from '../compute/places';
import { either, every, fail, oneOf, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const ecrRegistryScansEverything: Rule = {
  id: 'EcrRegistryScansEverything',
  title: 'the registry scans every repository, again and again',
  why: 'most holes become known after an image was pushed',
  fix: 'set ScanType to ENHANCED with a rule of frequency CONTINUOUS_SCAN for the filter *',
  severity: 'warning',
  controls: ['SUP-01'],
  types: ['AWS::ECR::RegistryScanningConfiguration'],
  check: (resource) => every([property(resource, ['ScanType'], oneOf(['ENHANCED'])), either([NO_RULE, ...places(resource.properties, ['Rules', '*']).map(({ value, path }) => every([
    valueAt(value, ['ScanFrequency'], oneOf(['CONTINUOUS_SCAN']), path), either([NO_RULE, ...places(value, ['RepositoryFilters', '*', 'Filter'], path).map((filter) => valueAt(filter.value, [], oneOf(['*']), filter.path))]),
  ]))])]),
};

const NO_RULE = fail({ path: ['Rules'], because: [{ code: 'NotScannedContinuously' }] });
