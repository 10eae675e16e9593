import { at, isList, isUnknown, stringsIn, type Resource, type Value } from '../../template';
import { policyDocument } from './json-text';
import { every, fail, isFalse, oneOf, PASS, PRESENT, property, skip, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { customerKey } from './customer-key';

/** Collections encrypted by the policy are encrypted with a key of the customer. */
export function judgeEncryptionPolicy(resource: Resource, context: RuleContext): Outcome {
  return ofKind(resource, 'encryption', (policy) => every([
    valueAt(policy, ['AWSOwnedKey'], isFalse('yes'), ['Policy']),
    valueAt(policy, ['KmsARN'], customerKey(context), ['Policy']),
  ]));
}

/** The policy opens nothing to the internet. */
export function judgeNetworkPolicy(resource: Resource): Outcome {
  return ofKind(resource, 'network', (policy) => every((isList(policy) ? policy : [policy]).map((entry, index) => {
    const open = valueAt(entry, ['AllowFromPublic'], isFalse('yes'), ['Policy', index]);
    const services = at(entry, 'SourceServices');
    return open.kind === 'pass' && services === undefined ? valueAt(entry, ['SourceVPCEs'], PRESENT, ['Policy', index]) : open;
  })));
}

/** Nobody is meant by a wildcard. */
export function judgeAccessPolicy(resource: Resource): Outcome {
  return withPolicy(resource, (policy) => every((isList(policy) ? policy : [policy]).map((entry, index) => {
    const principals = at(entry, 'Principal');
    if (principals === undefined || isUnknown(principals)) return unknownOutcome({ code: 'PrincipalsNotTold', entry: index });
    const wild = stringsIn(principals).filter((name) => /(?:^|[:/])\*/.test(name) || name === '*');
    return wild.length === 0 ? PASS : fail({ id: `Policy[${index}]`, path: ['Policy'], because: [{ code: 'WildcardInPrincipal', principals: wild }] });
  })));
}

function ofKind(resource: Resource, kind: string, judge: (policy: Value) => Outcome): Outcome {
  const type = property(resource, ['Type'], oneOf([kind]));
  return type.kind === 'fail' ? skip('PolicyOfOtherKind') : type.kind === 'pass' ? withPolicy(resource, judge) : type;
}

function withPolicy(resource: Resource, judge: (policy: Value) => Outcome): Outcome {
  const read = policyDocument(at(resource.properties, 'Policy'));
  return 'code' in read ? unknownOutcome(read) : judge(read.value);
}
