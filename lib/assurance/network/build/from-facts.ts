import type { Facts, Resource } from '../../template';
import { identifies } from '../../template/identity';
import type { Decision } from '../../template/decisions';
import { isUnknown } from '../../template/value';
import type { NetworkModel } from '../model';
import { buildModel } from './build-model';
import type { BuildOptions, NetworkResource } from './reader';

/** The network in one state of the templates' conditions. */
export interface ModelVariant {
  readonly when: readonly (readonly Decision[])[];
  readonly model: NetworkModel;
}

/** One model for each self-consistent state of the templates. */
export function networkModels(facts: Facts, options: BuildOptions = {}): readonly ModelVariant[] {
  return facts.variants().map(({ when, resources }) => ({ when, model: buildModel(resources.map(networkResource), options) }));
}

export function networkResource({ template, logicalId, type, properties, names, presence, opaque }: Resource): NetworkResource {
  const absent = isUnknown(properties);
  const unclear = isUnknown(presence) ? presence.cause : absent ? properties.cause : opaque;
  return {
    id: `${template}.${logicalId}`,
    type,
    properties: absent ? {} : properties,
    names: Object.fromEntries(Object.entries(names).filter(([attribute]) => identifies(type, attribute))),
    doubt: unclear,
  };
}
