import { at, bool, isUnknown, list } from '../../template';
import { causeOf, every, isTrue, PASS, skip, unknownOutcome, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { REST_STAGES, stageOutcome } from './stages';

export const apiStageCacheEncrypted: Rule = {
  id: 'ApiStageCacheEncrypted',
  title: 'what the stage caches is encrypted',
  why: 'cached answers of a model are as confidential as the prompts they answer',
  fix: 'set CacheDataEncrypted to true wherever CachingEnabled is, or cache nothing',
  severity: 'error',
  controls: ['API-05'],
  types: REST_STAGES,
  check: (stage) => stageOutcome(stage, (path) => {
    const where = [...path, 'MethodSettings'];
    const written = at(stage.properties, ...where);
    const entries = list(written);
    if (isUnknown(entries)) return unknownOutcome(causeOf(written, where, 'encrypted caches'));
    const general = at(stage.properties, ...path);
    const caching = [...(entries ?? []).map((entry, index) => ({ entry, at: [...where, index] })), ...(at(general, 'CachingEnabled') === undefined ? [] : [{ entry: general, at: path }])];
    if (caching.length === 0) return skip('NothingCached');
    return every(caching.map(({ entry, at: place }) => {
      const enabled = bool(at(entry, 'CachingEnabled'));
      const encrypted = valueAt(entry, ['CacheDataEncrypted'], isTrue(), place);
      if (isUnknown(enabled)) return encrypted.kind === 'pass' ? PASS : unknownOutcome(enabled.cause);
      return enabled === true ? encrypted : PASS;
    }));
  }),
};
