import type { Condition, Policy, PrincipalElement } from '../iam/policy';
import { arnFields } from '../iam/principal';
import type { PolicyInput } from '../iam/request';
import { at, isUnknown, text, type Resource, type Value, type ValueMap } from '../template';
import { idOf } from './names';

/** Properties of a permission that become conditions. */
const CONDITIONS: readonly { readonly property: string; readonly operator: string; readonly key: string }[] = [
  { property: 'SourceArn', operator: 'ArnLike', key: 'aws:SourceArn' },
  { property: 'SourceAccount', operator: 'StringEquals', key: 'aws:SourceAccount' },
  { property: 'PrincipalOrgID', operator: 'StringEquals', key: 'aws:PrincipalOrgID' },
  { property: 'EventSourceToken', operator: 'StringEquals', key: 'lambda:EventSourceToken' },
  { property: 'FunctionUrlAuthType', operator: 'StringEquals', key: 'lambda:FunctionUrlAuthType' },
  { property: 'InvokedViaFunctionUrl', operator: 'Bool', key: 'lambda:InvokedViaFunctionUrl' },
];

/** A Lambda permission as the statement that Lambda writes for it: it can only allow. */
export function permissionPolicy(permission: Resource, resources: readonly string[]): PolicyInput {
  const name = idOf(permission);
  const { properties } = permission;
  const action = text(at(properties, 'Action'));
  const principal = text(at(properties, 'Principal'));
  const conditions = CONDITIONS.map(({ property, operator, key }) => ({ value: text(at(properties, property)), operator, key }));
  const unknown = [action, principal, ...conditions.map(({ value }) => value)].find(isUnknown);
  if (unknown !== undefined) return { name, unresolved: unknown.cause };
  if (typeof action !== 'string' || typeof principal !== 'string') return { name, unresolved: { code: 'PermissionIncomplete', resource: name } };
  const policy: Policy = {
    version: '2012-10-17',
    statements: [{
      index: 0,
      effect: 'Allow',
      principal: principalElement(principal),
      action: { not: false, patterns: [action] },
      resource: { not: false, patterns: resources },
      conditions: conditions.flatMap(({ value, operator, key }): readonly Condition[] => (typeof value === 'string' ? [{ operator, key, ifExists: false, values: [value] }] : [])),
    }],
  };
  return { name, policy };
}

/** One text for services, accounts, ARNs and everyone. What only the deployment tells may be a service or an account. */
function principalElement(principal: string): PrincipalElement {
  const nobody: PrincipalElement = { not: false, everyone: false, aws: [], service: [], federated: [], canonicalUser: [] };
  if (principal === '*') return { ...nobody, everyone: true };
  if (/^(?:[0-9]{12}|arn:.*|\u27E6[^\u27E7]*(?:AccountId|Arn)\u27E7)$/.test(principal)) return { ...nobody, aws: [principal] };
  return /^[a-z0-9.-]+$/.test(principal) ? { ...nobody, service: [principal] } : { ...nobody, aws: [principal], service: [principal] };
}

/** A function's name or ARN without `:alias` or `:version`; undefined where there is none. */
export function unqualified(written: string): string | undefined {
  const end = written.lastIndexOf('\u27E7');
  const colon = written.lastIndexOf(':');
  if (colon <= end) return undefined;
  const resource = arnFields(written)[5];
  if (resource === undefined) return written.slice(0, colon);
  return /^function:.+:/.test(resource) ? written.slice(0, colon) : undefined;
}

/** What an old-style event bus policy says, as a statement: one action for one account or everyone. */
export function eventBusStatement({ properties }: Resource): Value | undefined {
  const [action, principal, condition] = ['Action', 'Principal', 'Condition'].map((name) => at(properties, name));
  if (action === undefined || principal === undefined) return undefined;
  const [operator, key, value] = ['Type', 'Key', 'Value'].map((name) => text(at(condition, name)));
  const tested: ValueMap = typeof operator === 'string' && typeof key === 'string' && typeof value === 'string' ? { Condition: { [operator]: { [key]: value } } } : {};
  return { Effect: 'Allow', Action: action, Principal: principal === '*' ? '*' : { AWS: principal }, Resource: '*', ...tested };
}
