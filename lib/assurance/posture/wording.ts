import type { ActionElement, Condition, PrincipalElement, ResourceElement } from '../iam/policy';
import { arnFields } from '../iam/principal';
import type { Labels } from './labels';

const OPERATORS: { readonly [operator: string]: string } = {
  StringEquals: '=', StringNotEquals: '!=', StringEqualsIgnoreCase: '= (any case)', StringNotEqualsIgnoreCase: '!= (any case)', StringLike: 'like', StringNotLike: 'not like',
  ArnEquals: 'like', ArnLike: 'like', ArnNotEquals: 'not like', ArnNotLike: 'not like', Bool: '=', BinaryEquals: '=', IpAddress: 'in', NotIpAddress: 'not in',
  NumericEquals: '=', NumericNotEquals: '!=', NumericLessThan: '<', NumericLessThanEquals: '<=', NumericGreaterThan: '>', NumericGreaterThanEquals: '>=',
  DateEquals: '=', DateNotEquals: '!=', DateLessThan: 'before', DateLessThanEquals: 'until', DateGreaterThan: 'after', DateGreaterThanEquals: 'from',
};

/** `aws:SecureTransport = false`. */
export function conditionText({ operator, quantifier, ifExists, key, values }: Condition, labels: Labels): string {
  if (values.length === 0) return `perhaps (${key.split(' ')[0] ?? key})`;
  if (operator === 'Null') return `${key} ${values.every((value) => value.toLowerCase() === 'true') ? 'absent' : 'present'}`;
  const set = quantifier === undefined ? '' : quantifier === 'ForAllValues' ? 'all ' : 'any ';
  return `${set}${key} ${OPERATORS[operator] ?? operator} ${[...values].map((value) => labels.text(value)).sort().join(' | ')}${ifExists ? ' or absent' : ''}`;
}

/** Who a statement means, one text each. */
export function principalTexts(element: PrincipalElement | undefined, labels: Labels): readonly string[] {
  if (element === undefined) return ['nobody'];
  const named = [
    ...(element.everyone ? ['everyone'] : []),
    ...element.aws.map((text) => awsPrincipal(text, labels)),
    ...[...element.service, ...element.federated].map((text) => labels.text(text)),
    ...element.canonicalUser.map((text) => `canonical user ${labels.text(text)}`),
  ];
  const unique = [...new Set(named)];
  return element.not ? [`everyone but ${unique.sort().join(', ')}`] : unique;
}

function awsPrincipal(text: string, labels: Labels): string {
  const fields = arnFields(text);
  if (fields.length === 1) return `account ${labels.text(text)}`;
  return fields[5] === 'root' ? `account ${labels.text(fields[4] ?? '')}` : labels.text(text);
}

/** Resources, one text each. */
export function resourceTexts(element: ResourceElement, labels: Labels): readonly string[] {
  const texts = [...new Set(element.patterns.map((pattern) => labels.text(pattern)))];
  return element.not ? [`all but ${texts.sort().join(', ')}`] : texts;
}

/** Actions, one text each. */
export function actionTexts(element: ActionElement): readonly string[] {
  return element.not ? [`all but ${shortened(element.patterns).join(' ')}`] : [...new Set(element.patterns)];
}

/** `s3:GetObject,PutObject kms:Decrypt`; what a wildcard of the list covers is left out. */
export function shortened(actions: readonly string[]): readonly string[] {
  const kept = actions.filter((action) => !actions.some((other) => other !== action && covers(other, action)));
  const services = new Map<string, string[]>();
  for (const action of [...new Set(kept)].sort()) {
    const colon = action.startsWith('all but') ? -1 : action.indexOf(':');
    const service = colon < 0 ? '' : action.slice(0, colon);
    services.set(service, [...(services.get(service) ?? []), action.slice(colon + 1)]);
  }
  return [...services].map(([service, names]) => (service === '' ? names.join(' ') : `${service}:${names.join(',')}`));
}

/** Whether a pattern covers another text of the same service. */
function covers(pattern: string, text: string): boolean {
  if (pattern.startsWith('all but') || text.startsWith('all but')) return false;
  if (!pattern.endsWith('*') || /[*?]/.test(pattern.slice(0, -1))) return pattern === '*';
  return text.toLowerCase().startsWith(pattern.slice(0, -1).toLowerCase());
}
