import { keyType, type KeyType } from '../metadata';
import type { OperatorKind } from '../operators';
import type { KeyFacts } from './schema';

const KINDS: { readonly [type in KeyType['type']]: OperatorKind } = { String: 'string', ARN: 'arn', Bool: 'bool', Numeric: 'numeric', IPAddress: 'ip', Date: 'date' };

/** Keys of which AWS says that every request has them. */
const ALWAYS = ['aws:currenttime', 'aws:epochtime', 'aws:requestedregion', 'aws:securetransport', 'aws:viaawsservice'];

/** What AWS documents of a condition key. */
export function documentedFacts(key: string): KeyFacts {
  const type = keyType(key);
  return { ...(type === undefined ? {} : { kind: KINDS[type.type], many: type.many }), always: ALWAYS.includes(key.toLowerCase()) };
}
