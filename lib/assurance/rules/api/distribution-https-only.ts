import { at } from '../../template';
import { every, oneOf, property, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { everyOf } from '../network/items';
import { DISTRIBUTION } from './distributions';

const ENCRYPTED = oneOf(['https-only', 'redirect-to-https']);
const CONFIG = 'DistributionConfig';

export const distributionHttpsOnly: Rule = {
  id: 'DistributionHttpsOnly',
  title: 'distribution serves nothing in the clear',
  why: 'prompts, answers and cookies in the clear are read by who sits on the way',
  fix: 'set ViewerProtocolPolicy to https-only or redirect-to-https in every cache behaviour',
  severity: 'error',
  controls: ['API-05'],
  types: [DISTRIBUTION],
  check: (distribution) => every([
    at(distribution.properties, CONFIG, 'DefaultCacheBehavior') === undefined ? skip('NoBehaviour') : property(distribution, [CONFIG, 'DefaultCacheBehavior', 'ViewerProtocolPolicy'], ENCRYPTED),
    everyOf(distribution.properties, [CONFIG, 'CacheBehaviors'], (behaviour, path) => valueAt(behaviour, ['ViewerProtocolPolicy'], ENCRYPTED, path), skip('NoBehaviour')),
  ]),
};
