import { at, isUnknown, list } from '../../template';
import { causeOf, every, fail, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { told } from '../network/told';

/** Headers that hold credentials. */
const SECRET_HEADERS = ['authorization', 'cookie', 'x-api-key'];

export const webAclLogRedacted: Rule = {
  id: 'WebAclLogRedacted',
  title: 'firewall log leaves credentials out',
  why: 'the log holds every header of every request: a reader of it could act as any caller',
  fix: `name ${SECRET_HEADERS.join(', ')} as SingleHeader, and QueryString, in RedactedFields`,
  severity: 'error',
  controls: ['API-03', 'LOG-02'],
  types: ['AWS::WAFv2::LoggingConfiguration'],
  check: (logging) => {
    const written = at(logging.properties, 'RedactedFields');
    const fields = list(written);
    if (isUnknown(fields)) return unknownOutcome(causeOf(written, ['RedactedFields'], 'a list of fields'));
    const headers = (fields ?? []).map((field) => told(at(field, 'SingleHeader', 'Name') ?? at(field, 'SingleHeader', 'name')));
    const query = (fields ?? []).some((field) => at(field, 'QueryString') !== undefined);
    return every([query ? PASS : fail({ id: 'query string', path: ['RedactedFields'], got: written, because: [{ code: 'QueryStringLogged' }] }), ...SECRET_HEADERS.map((header) => {
      if (headers.some((each) => typeof each === 'string' && each.toLowerCase() === header)) return PASS;
      return headers.some(isUnknown) ? unknownOutcome({ code: 'FieldNotKnown', wanted: header }) : fail({ id: header, path: ['RedactedFields'], got: written, because: [{ code: 'HeaderLogged', header }] });
    })]);
  },
};
