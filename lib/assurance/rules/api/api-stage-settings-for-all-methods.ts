import { any } from '../../iam/trilean';
import { at, isUnknown, list } from '../../template';
import { causeOf, decided, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { coversAll, REST_STAGES, stageOutcome } from './stages';

export const apiStageSettingsForAllMethods: Rule = {
  id: 'ApiStageSettingsForAllMethods',
  title: 'throttle and logging of the stage hold for every method',
  why: 'a method that the settings do not name, or one that is added tomorrow, runs without them',
  fix: 'add an entry with ResourcePath "/*" and HttpMethod "*" to MethodSettings',
  severity: 'error',
  controls: ['API-02', 'LOG-05'],
  types: REST_STAGES,
  check: (stage) => stageOutcome(stage, (path) => {
    const where = [...path, 'MethodSettings'];
    const written = at(stage.properties, ...where);
    const entries = list(written);
    if (isUnknown(entries)) return unknownOutcome(causeOf(written, where, 'an entry for all methods'));
    if (entries === undefined || entries.length === 0) return skip('NoMethodSettings');
    return decided(any(entries.map(coversAll)), { path: where, because: [{ code: 'NoEntryForAllMethods' }] }, { code: 'EntryNotKnown', property: where.join('.') });
  }),
};
