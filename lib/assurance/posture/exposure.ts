import type { AccessModel, ProtectedResource } from '../access';
import { policyOf } from '../access/documents';
import { valuesAt } from '../access/values';
import type { Condition } from '../iam/policy';
import { prove } from '../iam/prove';
import { at, bool, isUnknown, text, type Resource, type Value } from '../template';
import type { Labels } from './labels';

/** Something that strangers can get at, by what property or policy. */
export interface Exposure {
  readonly what: string;
  /** `anybody may s3:GetObject`, `method without authorizer`. */
  readonly how: string;
  /** False where it cannot be told. */
  readonly certain: boolean;
}

interface ExposedType {
  readonly type: string;
  readonly path: string;
  /** Of the values at the path. */
  readonly exposed: (values: readonly Value[]) => boolean | undefined;
  readonly how: string;
}

const saysTrue = (values: readonly Value[]): boolean | undefined => anyOf(values.map((value) => bool(value)));
const says = (wanted: string) => (values: readonly Value[]): boolean | undefined => anyOf(values.map((value) => {
  const written = text(value);
  return isUnknown(written) ? written : written === wanted;
}));
const saysPublic = (values: readonly Value[]): boolean | undefined => anyOf(values.map((value) => {
  const written = text(value);
  return isUnknown(written) ? written : /"AllowFromPublic"\s*:\s*true/.test(written ?? '');
}));
const doesNotSayTrue = (values: readonly Value[]): boolean | undefined => {
  const found = values.map((value) => bool(value));
  return found.some(isUnknown) ? undefined : !(found.length > 0 && found.every((value) => value === true));
};

/** Settings that open a resource to strangers, one a line. */
const EXPOSED_TYPES: readonly ExposedType[] = [
  { type: 'AWS::ApiGateway::Method', path: 'AuthorizationType', exposed: (values) => (values.length === 0 ? true : says('NONE')(values)), how: 'API method without authorizer' },
  { type: 'AWS::ApiGatewayV2::Route', path: 'AuthorizationType', exposed: (values) => (values.length === 0 ? true : says('NONE')(values)), how: 'API route without authorizer' },
  { type: 'AWS::Cognito::UserPool', path: 'AdminCreateUserConfig.AllowAdminCreateUserOnly', exposed: doesNotSayTrue, how: 'anybody may sign up' },
  { type: 'AWS::EKS::Cluster', path: 'ResourcesVpcConfig.EndpointPublicAccess', exposed: (values) => (values.length === 0 ? true : saysTrue(values)), how: 'public API server' },
  { type: 'AWS::Lambda::Url', path: 'AuthType', exposed: says('NONE'), how: 'function URL without authorization' },
  { type: 'AWS::OpenSearchServerless::SecurityPolicy', path: 'Policy', exposed: saysPublic, how: 'collections reachable from the internet' },
  { type: 'AWS::RDS::DBCluster', path: 'PubliclyAccessible', exposed: saysTrue, how: 'publicly accessible' },
  { type: 'AWS::RDS::DBInstance', path: 'PubliclyAccessible', exposed: saysTrue, how: 'publicly accessible' },
  { type: 'AWS::Redshift::Cluster', path: 'PubliclyAccessible', exposed: saysTrue, how: 'publicly accessible' },
  ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map((setting): ExposedType => (
    { type: 'AWS::S3::Bucket', path: `PublicAccessBlockConfiguration.${setting}`, exposed: doesNotSayTrue, how: `without ${setting}` })),
  { type: 'AWS::SageMaker::NotebookInstance', path: 'DirectInternetAccess', exposed: (values) => (values.length === 0 ? true : says('Enabled')(values)), how: 'direct internet access' },
];

/** Resources that a setting opens. */
export function settingsExposed(resources: readonly Resource[], labels: Labels): readonly Exposure[] {
  return resources.flatMap((resource) => EXPOSED_TYPES.filter(({ type }) => type === resource.type).flatMap(({ path, exposed, how }): readonly Exposure[] => {
    // a preflight request carries no credentials
    if (resource.type === 'AWS::ApiGateway::Method' && at(resource.properties, 'HttpMethod') === 'OPTIONS') return [];
    const open = exposed(valuesAt(resource.properties, path.split('.')));
    return open === false ? [] : [{ what: labels.of(`${resource.template}.${resource.logicalId}`), how, certain: open === true }];
  }));
}

/** Resources that their policy opens. */
export function policiesExposed(model: AccessModel, labels: Labels): readonly Exposure[] {
  return model.resources.flatMap((target) => publicPolicy(model, target, labels));
}

/** Whether the policy of a resource lets strangers in, whoever they are: only what it allows to everyone can. */
function publicPolicy(model: AccessModel, target: ProtectedResource, labels: Labels): readonly Exposure[] {
  const policies = model.policiesFor(undefined, target);
  const { resource } = policies;
  if (resource === undefined) return [];
  const what = labels.of(target.id);
  const policy = policyOf(resource.policy);
  if (policy === undefined) return [{ what, how: 'policy may let anybody in', certain: false }];
  const statements = policy.statements.filter(({ effect, principal }) => effect === 'Deny' || principal === undefined || principal.everyone || principal.not);
  if (statements.every(({ effect }) => effect === 'Deny')) return [];
  const verdict = prove({ resource: { not: false, patterns: target.arns }, conditions: fromAnywhere(resource.ownerAccount) }, { ...policies, resource: { ...resource, policy: { ...policy, statements } } });
  if (verdict.kind === 'refuted') return [{ what, how: `anybody may ${verdict.witness.request.action}`, certain: true }];
  return verdict.kind === 'unknown' ? [{ what, how: 'policy may let anybody in', certain: false }] : [];
}

/** Strangers are of no account, organization or network that the policy names, call from the internet, and on no service's behalf. */
function fromAnywhere(owner: string | undefined): readonly Condition[] {
  return [
    { operator: 'IpAddress', ifExists: true, key: 'aws:SourceIp', values: ['198.51.100.7/32'] },
    { operator: 'Bool', ifExists: true, key: 'aws:PrincipalIsAWSService', values: ['false'] },
    ...(owner === undefined ? [] : ['aws:PrincipalAccount', 'kms:CallerAccount'].map((key): Condition => ({ operator: 'StringNotEquals', ifExists: false, key, values: [owner] }))),
    ...ABSENT_KEYS.map((key): Condition => ({ operator: 'Null', ifExists: false, key, values: ['true'] })),
  ];
}

const ABSENT_KEYS = ['aws:FederatedProvider', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths', 'kms:ViaService'];

function anyOf(values: readonly (boolean | undefined | { readonly cause: unknown })[]): boolean | undefined {
  if (values.includes(true)) return true;
  return values.some((value) => typeof value === 'object') ? undefined : false;
}
