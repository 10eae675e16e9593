import { any, type Trilean } from '../../iam/trilean';
import { at, hasSymbol, text, type Resource, type Value } from '../../template';
import { isOpen, told } from '../compute/expectations';
import { places } from '../compute/places';
import { isTrue, PASS, property, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const ecrScanOnPush: Rule = {
  id: 'EcrScanOnPush',
  title: 'images are scanned when they are pushed',
  why: 'a known hole in an image is found before it runs only by looking',
  fix: 'set ImageScanningConfiguration.ScanOnPush to true, or scan the repository by a rule of the registry',
  severity: 'error',
  controls: ['SUP-01'],
  types: ['AWS::ECR::Repository'],
  check: (resource, context) => {
    const own = property(resource, ['ImageScanningConfiguration', 'ScanOnPush'], isTrue());
    if (own.kind === 'pass') return own;
    const rules = context.ofType('AWS::ECR::RegistryScanningConfiguration').flatMap((registry) => places(registry.properties, ['Rules', '*']));
    const scanned = any(rules.map(({ value }) => (told(at(value, 'ScanFrequency')) === 'MANUAL' ? 'no' : any(places(value, ['RepositoryFilters', '*', 'Filter']).map(({ value: filter }) => covers(filter, resource))))));
    return scanned === 'yes' ? PASS : scanned === 'unknown' ? unknownOutcome({ code: 'RegistryFilterUndecided', property: 'ImageScanningConfiguration' }) : own;
  },
};

/** A filter of the registry has `*` for any part of a name. */
function covers(filter: Value, repository: Resource): Trilean {
  const [pattern, name] = [text(filter), repository.names['Ref'] ?? ''];
  if (typeof pattern !== 'string' || isOpen(pattern)) return 'unknown';
  if (pattern === '*') return 'yes';
  const matches = new RegExp(`^${pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(name);
  return matches ? 'yes' : hasSymbol(name) ? 'unknown' : 'no';
}
