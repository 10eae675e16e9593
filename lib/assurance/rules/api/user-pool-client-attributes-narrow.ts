import { at, bool, hasSymbol, isUnknown, list, texts } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { resourceOf } from '../network/references';
import { unread } from '../compute/expectations';
import { told } from '../network/told';

export const userPoolClientAttributesNarrow: Rule = {
  id: 'UserPoolClientAttributesNarrow',
  title: 'users cannot write the attributes that say who they are for',
  why: 'custom attributes such as a tenant end up in tokens: who can write them chooses what the token opens',
  fix: 'name in WriteAttributes only what users may change, and no custom attribute',
  severity: 'error',
  controls: ['API-01'],
  types: ['AWS::Cognito::UserPoolClient'],
  check: (client, context) => {
    const pool = resourceOf(at(client.properties, 'UserPoolId'), context);
    const schema = list(at(pool?.properties, 'Schema'));
    if (pool === undefined) return unread(at(client.properties, 'UserPoolId')) ? unknownOutcome({ code: 'UserPoolNotTold' }) : skip('UserPoolOutsideTemplates');
    if (isUnknown(schema)) return unknownOutcome(causeOf(schema, ['Schema'], 'a list of attributes'));
    const names = (schema ?? []).filter((attribute) => bool(at(attribute, 'Mutable')) !== false).map((attribute) => told(at(attribute, 'Name')));
    const own = names.flatMap((name) => (typeof name === 'string' && !STANDARD.has(name) ? [`custom:${name}`] : []));
    const more = names.some(isUnknown);
    if (own.length === 0 && !more) return skip('NoCustomAttributes');
    const written = at(client.properties, 'WriteAttributes');
    const writable = texts(written);
    if (isUnknown(writable)) return unknownOutcome(causeOf(written, ['WriteAttributes'], 'no custom attribute'));
    const open = writable === undefined || writable.length === 0 ? own : own.filter((name) => writable.includes(name));
    if (open.length > 0) return fail({ path: ['WriteAttributes'], got: written, because: [{ code: 'AttributesWritable', attributes: open }] });
    const perhaps = writable === undefined || writable.length === 0 || writable.some((name) => hasSymbol(name) || (more && name.startsWith('custom:')));
    return perhaps ? unknownOutcome({ code: 'AttributesNotTold', property: 'WriteAttributes' }) : PASS;
  },
};

const STANDARD: ReadonlySet<string> = new Set(['address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number',
  'phone_number_verified', 'picture', 'preferred_username', 'profile', 'sub', 'updated_at', 'website', 'zoneinfo']);
