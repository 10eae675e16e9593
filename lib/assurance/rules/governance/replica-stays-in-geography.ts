import { hasSymbol, text, type Resource } from '../../template';
import { places, type Path } from '../compute/places';
import { decided, every, PASS, skip, trilean, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

/** Where types name the regions that they copy to. */
const REGIONS: { readonly [type: string]: readonly Path[] } = {
  'AWS::DynamoDB::GlobalTable': [['Replicas', '*', 'Region']],
  'AWS::SecretsManager::Secret': [['ReplicaRegions', '*', 'Region']],
  'AWS::ECR::ReplicationConfiguration': [['ReplicationConfiguration', 'Rules', '*', 'Destinations', '*', 'Region']],
};

export const replicaStaysInGeography: Rule = {
  id: 'ReplicaStaysInGeography',
  title: 'copies of data stay in one geography',
  why: 'a replica in another jurisdiction is a transfer of all the data in it',
  fix: 'choose regions of one geography for replicas',
  severity: 'warning',
  controls: ['GOV-04'],
  types: Object.keys(REGIONS),
  check: (resource) => {
    const regions = (REGIONS[resource.type] ?? []).flatMap((pattern) => places(resource.properties, pattern));
    if (regions.length === 0) return skip('NoReplicas');
    const own = resource.type === 'AWS::DynamoDB::GlobalTable' ? regions[0]?.value : regionOf(resource);
    return every(regions.map(({ value, path }) => {
      const [written, here] = [text(value), text(own)];
      if (typeof written !== 'string' || typeof here !== 'string') return unknownOutcome({ code: 'RegionNotKnown', property: path.join('.') });
      if (hasSymbol(written) || hasSymbol(here)) return written === here ? PASS : unknownOutcome({ code: 'RegionNotKnown', property: path.join('.') });
      return decided(trilean(geography(written) === geography(here)), { id: written, path, got: value, because: [{ code: 'OtherGeography', region: written, own: here }] });
    }));
  },
};

/** The region in the ARN of the resource, where that is told. */
function regionOf({ names }: Resource): string | undefined {
  return Object.values(names).flatMap((name) => /^arn:[^:]*:[^:]*:([a-z]{2}[a-z-]*-\d):/.exec(name)?.[1] ?? [])[0];
}

/** `eu-central-1` is `eu`; the islands of a cloud are geographies of their own. */
function geography(region: string): string {
  return /^us-(?:gov|iso[a-z]*)-/.exec(region)?.[0] ?? region.split('-')[0] ?? region;
}
