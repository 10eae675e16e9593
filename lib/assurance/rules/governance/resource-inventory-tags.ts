import { isUnknown } from '../../template';
import { decided, every, trilean, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { INVENTORIED } from './inventoried';
import { INVENTORY, tagKeys } from './tags';

export const resourceInventoryTags: Rule = {
  id: 'ResourceInventoryTags',
  title: 'resources of AI and data say owner, purpose, data class and risk tier',
  why: 'what nobody owns nobody patches, and what has no class is handled like the rest',
  fix: 'tag the resource, or the whole application, with owner, purpose, data-classification and risk-tier',
  severity: 'warning',
  controls: ['GOV-01'],
  types: INVENTORIED,
  check: (resource) => {
    const keys = tagKeys(resource);
    return isUnknown(keys) ? unknownOutcome({ ...keys.cause, property: 'Tags' })
      : every(INVENTORY.map(({ aspect, keys: accepted }) => decided(trilean(accepted.some((key) => keys.includes(key))), { id: aspect, path: ['Tags'], because: [{ code: 'TagMissing', aspect, accepted }] })));
  },
};
