import { at, hasSymbol, isList, isUnknown, stringsIn, text, unknownsIn } from '../../template';
import { causeOf, fail, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const webAclLogKeepsBlocked: Rule = {
  id: 'WebAclLogKeepsBlocked',
  title: 'firewall log keeps the requests that were blocked',
  why: 'a filter that drops them drops the evidence of the attack',
  fix: 'leave LoggingFilter out, or keep Action BLOCK in it',
  severity: 'error',
  controls: ['API-03', 'LOG-05'],
  types: ['AWS::WAFv2::LoggingConfiguration'],
  check: (logging) => {
    const filter = at(logging.properties, 'LoggingFilter');
    if (filter === undefined) return PASS;
    if (isUnknown(filter) || unknownsIn(filter).length > 0 || stringsIn(filter).some(hasSymbol)) return unknownOutcome(causeOf(filter, ['LoggingFilter'], 'a filter'));
    const filters = at(filter, 'Filters');
    const about = (isList(filters) ? filters : []).filter((each) => {
      const conditions = at(each, 'Conditions');
      return isList(conditions) && conditions.some((condition) => text(at(condition, 'ActionCondition', 'Action')) === 'BLOCK');
    });
    const dropped = about.some((each) => text(at(each, 'Behavior')) === 'DROP');
    const kept = about.some((each) => text(at(each, 'Behavior')) === 'KEEP') || text(at(filter, 'DefaultBehavior')) === 'KEEP';
    return dropped || !kept ? fail({ path: ['LoggingFilter'], got: filter, because: [{ code: 'BlockedRequestsDropped' }] }) : PASS;
  },
};
