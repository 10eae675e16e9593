import { any, type Trilean } from '../../iam/trilean';
import { at, isList, isMap, isUnknown, list, map, text, type Resource, type Value } from '../../template';
import { causeOf, unknownOutcome } from '../outcome';
import type { Outcome } from '../rule';
import { told } from '../network/told';

export const WEB_ACL = 'AWS::WAFv2::WebACL';

const STOPPING = ['Block', 'Captcha', 'Challenge'];

/** One rule of a web ACL or rule group. */
export interface AclRule {
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly value: Value;
}

/** Rules of a web ACL, handed to a judgement; unknown when they cannot be told. */
export function withRules(acl: Resource, judge: (rules: readonly AclRule[]) => Outcome): Outcome {
  const written = at(acl.properties, 'Rules');
  const rules = list(written);
  return isUnknown(rules) ? unknownOutcome(causeOf(written, ['Rules'], 'a list of rules')) : judge(rulesOf(rules ?? []));
}

/** Whether a rule stops what it matches; groups do where their override does not say otherwise. */
export function stops({ value }: AclRule): Trilean {
  const [action, override] = [map(at(value, 'Action')), map(at(value, 'OverrideAction'))];
  if (isUnknown(action) || isUnknown(override)) return 'unknown';
  if (isMap(override)) return 'None' in override ? 'yes' : 'no';
  return isMap(action) && STOPPING.some((name) => name in action) ? 'yes' : 'no';
}

/** The statements of a kind within a rule, however deep. */
export function statements(rule: AclRule, kind: string): readonly Value[] {
  return within(at(rule.value, 'Statement'), kind);
}

/** The managed rule group that a rule calls; the name is undefined where it is not told. */
export function managedGroup(rule: AclRule): { readonly vendor: string; readonly name: string | undefined } | undefined {
  const statement = at(rule.value, 'Statement', 'ManagedRuleGroupStatement');
  const [vendor, name] = [told(at(statement, 'VendorName')), told(at(statement, 'Name'))];
  return typeof vendor === 'string' ? { vendor, name: isUnknown(name) ? undefined : name } : undefined;
}

/** Whether some rule of the web ACL limits the rate of its callers. */
export function limitsRate(acl: Resource): Trilean {
  const rules = list(at(acl.properties, 'Rules'));
  if (isUnknown(rules)) return 'unknown';
  return any(rulesOf(rules ?? []).map((rule) => (at(rule.value, 'Statement', 'RateBasedStatement') === undefined ? 'no' : stops(rule))));
}

function rulesOf(rules: readonly Value[]): readonly AclRule[] {
  return rules.map((value, index) => {
    const name = text(at(value, 'Name'));
    return { name: typeof name === 'string' ? name : `Rules[${String(index)}]`, path: ['Rules', index], value };
  });
}

function within(value: Value | undefined, kind: string): readonly Value[] {
  if (isList(value)) return value.flatMap((item) => within(item, kind));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === kind ? [item] : within(item, kind)));
}
