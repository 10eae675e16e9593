import { eventBusStatement } from '../../access/permissions';
import { RESOURCE_POLICY_TYPES } from '../../access/policy-types';
import { PROTECTED_TYPES } from '../../access/protected-types';
import { at, isUnknown, list, text, type Resource, type Value, type ValueMap } from '../../template';
import { trilean } from '../outcome';
import type { Outcome } from '../rule';
import { readDocument, type Document } from '../identity/documents';
import { everyAllow, mayBeAnything, principalsOf, refuse, type Written } from '../identity/statements';
import { valuesAt } from './plain-text';

/** Policies of trust and of APIs have rules of their own: there, everybody may be meant. */
const APART: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::ApiGateway::RestApi']);

/** Types that hold a resource policy, within them or as a resource of its own. */
export const RESOURCE_POLICIES: readonly string[] = [
  ...Object.keys(RESOURCE_POLICY_TYPES),
  ...Object.entries(PROTECTED_TYPES).filter(([type, { policy }]) => policy !== undefined && !APART.has(type)).map(([type]) => type),
  'AWS::Lambda::Permission', 'AWS::Lambda::LayerVersionPermission', 'AWS::ApiGateway::RestApi',
];

/** The policies that a resource writes. */
export function resourceDocuments(resource: Resource): readonly Document[] {
  const { type, properties, logicalId } = resource;
  if (type === 'AWS::Lambda::Permission') return [{ path: [], input: readDocument(logicalId, permission(resource)) }];
  if (type === 'AWS::Lambda::LayerVersionPermission') return [{ path: [], input: readDocument(logicalId, layerPermission(resource)) }];
  if (type === 'AWS::ApiGateway::RestApi' && !isPrivate(resource)) return [];
  const separate = RESOURCE_POLICY_TYPES[type];
  if (separate?.oneStatement === true) {
    const statement = at(properties, separate.document) ?? eventBusStatement(resource);
    return statement === undefined ? [] : [{ path: [separate.document], input: readDocument(logicalId, { Version: '2012-10-17', Statement: statement }) }];
  }
  const path = separate?.document ?? PROTECTED_TYPES[type]?.policy;
  return path === undefined ? [] : valuesAt(properties, path.split('.')).map(({ value, path: where }) => ({ path: where, input: readDocument(`${logicalId}.${where.join('.')}`, value) }));
}

/** The same as they are written, also where they would not be accepted. */
export function writtenPolicies(resource: Resource): readonly Written[] {
  const type = RESOURCE_POLICY_TYPES[resource.type];
  const path = type?.document ?? PROTECTED_TYPES[resource.type]?.policy;
  return path === undefined ? [] : valuesAt(resource.properties, path.split('.')).map(({ value, path: where }) => ({ path: where, value: type?.oneStatement === true ? { Statement: value } : value }));
}

/** A wildcard within a principal's name, which IAM takes for a name or refuses, was meant to be everybody. */
export function noWildcardWithin(resource: Resource): Outcome {
  return everyAllow(
    writtenPolicies(resource),
    (statement) => refuse(statement, trilean(principalsOf(statement, 'AWS').some((name) => /^[^*]+[*?]|[*?][^*]+$/.test(name))), 'WildcardInPrincipal'),
  );
}

/** Reached through VPC endpoints: then the policy is what tells whose. */
function isPrivate({ properties }: Resource): boolean {
  const types = list(at(properties, 'EndpointConfiguration', 'Types'));
  return types !== undefined && !isUnknown(types) && types.some((item) => text(item) === 'PRIVATE');
}

/** As the statement that Lambda writes for it. */
function permission({ properties }: Resource): Value {
  const [principal, action] = ['Principal', 'Action'].map((name) => at(properties, name));
  const written = text(principal);
  const service = typeof written === 'string' && /\.amazon(?:aws)?\.com(?:\.cn)?$/.test(written);
  const open = isUnknown(written) || (written !== undefined && mayBeAnything(written));
  const named: Value = service ? { Service: written } : { AWS: principal ?? '*', ...(open && principal !== undefined ? { Service: principal } : {}) };
  const tests = [
    ['ArnLike', 'aws:SourceArn', 'SourceArn'],
    ['StringEquals', 'aws:SourceAccount', 'SourceAccount'],
    ['StringEquals', 'aws:PrincipalOrgID', 'PrincipalOrgID'],
    ['StringEquals', 'lambda:EventSourceToken', 'EventSourceToken'],
  ] as const;
  const conditions: { [operator: string]: ValueMap } = {};
  for (const [operator, key, property] of tests) {
    const value = at(properties, property);
    if (value !== undefined) conditions[operator] = { ...conditions[operator], [key]: value };
  }
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action ?? 'lambda:*', Resource: '*', Principal: principal === '*' ? '*' : named, Condition: conditions } };
}

function layerPermission({ properties }: Resource): Value {
  const [principal, organization] = ['Principal', 'OrganizationId'].map((name) => at(properties, name));
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'lambda:GetLayerVersion',
      Resource: '*',
      Principal: principal === '*' ? '*' : { AWS: principal ?? '*' },
      ...(organization === undefined ? {} : { Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } } }),
    },
  };
}
