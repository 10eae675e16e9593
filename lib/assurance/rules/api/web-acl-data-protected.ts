import { at, isList, isUnknown, list, text, texts, type Value } from '../../template';
import { causeOf, every, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, Rule } from '../rule';
import { WEB_ACL } from './web-acl';

/** What a match writes into the log besides the name of the rule: the part of the request that matched. */
const WANTED = [{ type: 'SINGLE_HEADER', key: 'authorization' }, { type: 'QUERY_STRING' }, { type: 'BODY' }] as const;

export const webAclDataProtected: Rule = {
  id: 'WebAclDataProtected',
  title: 'web ACL writes no credentials and no content into what it logs',
  why: 'a rule that matches logs the part of the request that matched: a piece of a prompt, or of a token',
  fix: 'protect the authorization header, QUERY_STRING and BODY in DataProtectionConfig',
  severity: 'warning',
  controls: ['API-03', 'LOG-02'],
  types: [WEB_ACL],
  check: (acl) => {
    const path = ['DataProtectionConfig', 'DataProtections'];
    const written = at(acl.properties, ...path);
    const protections = list(written);
    if (isUnknown(protections)) return unknownOutcome(causeOf(written, path, 'a list of protections'));
    return every(WANTED.map((wanted) => protectedBy(protections ?? [], wanted)));
  },
};

function protectedBy(protections: readonly Value[], wanted: typeof WANTED[number]): Outcome {
  const fields = protections.filter((each) => text(at(each, 'Field', 'FieldType')) === wanted.type).map((each) => texts(at(each, 'Field', 'FieldKeys')));
  const label = 'key' in wanted ? wanted.key : wanted.type;
  const found = fields.some((keys) => (!('key' in wanted) ? keys === undefined || isList(keys) : !isUnknown(keys) && keys?.some((key) => key.toLowerCase() === wanted.key) === true));
  if (found) return PASS;
  return fields.some(isUnknown) ? unknownOutcome({ code: 'FieldNotKnown', wanted: label }) : fail({ id: label, path: ['DataProtectionConfig'], because: [{ code: 'FieldNotProtected', field: label }] });
}
