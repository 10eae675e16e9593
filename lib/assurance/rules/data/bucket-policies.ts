import { idOf } from '../../access/names';
import { together } from '../../access/documents';
import type { Condition } from '../../iam/policy';
import type { PolicyInput } from '../../iam/request';
import { at, isUnknown, text, type Resource } from '../../template';
import { every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { policyIn, readDocument, unresolved } from '../identity/documents';
import { refusedByDenial, refusedByPolicy, type Asker } from '../identity/proofs';
import { namedBy } from './buckets';

/** Buckets, and policies of buckets that are not in the templates. */
export const PROTECTED_BY_POLICY: readonly string[] = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'];

/** Requests that no policy of a bucket may leave to others to refuse. */
export interface Refusal {
  readonly code: string;
  readonly condition: Condition;
}

export const PLAIN_HTTP: Refusal = { code: 'PlainHttpAllowed', condition: { operator: 'Bool', ifExists: false, key: 'aws:SecureTransport', values: ['false'] } };
export const OLD_TLS: Refusal = { code: 'OldTlsAllowed', condition: { operator: 'NumericLessThan', ifExists: false, key: 's3:TlsVersion', values: ['1.2'] } };

/** Whatever identity policies say, the bucket's policy refuses the requests, to the bucket and to its objects. */
export function policyRefuses(resource: Resource, context: RuleContext, refusal: Refusal): Outcome {
  if (resource.type === 'AWS::S3::Bucket') return askOf(resource, context, 's3', ['s3:*'], refusal);
  const bucket = at(resource.properties, 'Bucket');
  if (namedBy(context, bucket) !== undefined) return skip('JudgedOnBucket');
  const document = at(resource.properties, 'PolicyDocument');
  if (document === undefined) return fail({ path: ['PolicyDocument'], because: [{ code: refusal.code }] });
  const input = readDocument(idOf(resource), document);
  const name = text(bucket);
  const known = typeof name === 'string' && !isUnknown(bucket) && !name.includes('~any') ? [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`] : undefined;
  return ofForeign(resource, context, input, known, refusal);
}

/** Every request of the actions to a resource of the templates, judged by its policy. */
export function askOf(resource: Resource, context: RuleContext, service: string, actions: readonly string[], { code, condition }: Refusal): Outcome {
  const target = context.access().protected(idOf(resource));
  if (target === undefined) return unknownOutcome({ code: 'NotAmongProtected', service });
  const policy = together(idOf(resource), [...(target.policy === undefined ? [] : [target.policy]), ...target.doubtfulPolicies]);
  if (policy === undefined) return fail({ because: [{ code }, { code: 'NoResourcePolicy' }] });
  const patterns = target.arns.map((arn) => arn.replace(/\$\{[^}]*\}/g, '*'));
  return refusedByPolicy(
    resource,
    context,
    policy,
    { action: { not: false, patterns: actions }, resource: { not: false, patterns }, conditions: [condition] },
    { because: [{ code }] },
  );
}

/** Whatever another statement may come to allow, the policy refuses the request. `below`: to what lies below the resource, not to itself. */
export function refusedOutright(resource: Resource, context: RuleContext, asker: Asker, actions: readonly string[], below: boolean, code: string): Outcome {
  const target = context.access().protected(idOf(resource));
  if (target === undefined) return unknownOutcome({ code: 'NotAmongProtected', resource: idOf(resource) });
  const policy = together(idOf(resource), [...(target.policy === undefined ? [] : [target.policy]), ...target.doubtfulPolicies]);
  if (policy === undefined) return fail({ id: code, because: [{ code }, { code: 'NoResourcePolicy' }] });
  const patterns = target.arns.filter((arn) => arn.endsWith('*') === below);
  return refusedByDenial(resource, context, policy, { action: { not: false, patterns: actions }, resource: { not: false, patterns } }, asker, { id: code, because: [{ code }] });
}

/** Of a bucket elsewhere: for every resource, or else for those that the policy speaks of. */
function ofForeign(resource: Resource, context: RuleContext, input: PolicyInput, known: readonly string[] | undefined, { code, condition }: Refusal): Outcome {
  const policy = policyIn(input);
  if (policy === undefined) return unresolved(input);
  const ask = (patterns: readonly string[]): Outcome => refusedByPolicy(resource, context, input,
    { action: { not: false, patterns: ['s3:*'] }, resource: { not: false, patterns }, conditions: [condition] }, { path: ['PolicyDocument'], because: [{ code }] });
  if (known !== undefined) return ask(known);
  const everywhere = ask(['arn:*']);
  if (everywhere.kind !== 'fail') return everywhere;
  const spoken = [...new Set(policy.statements.flatMap((statement) => (statement.resource?.not === false ? statement.resource.patterns : [])))];
  const there = spoken.length === 0 ? everywhere : ask(spoken);
  return there.kind === 'pass' ? unknownOutcome({ code: 'BucketNotTold', bucket: text(at(resource.properties, 'Bucket')) }) : there;
}

/** Uploads that name another algorithm or key than the bucket's, or none, or bring a key along. */
export function uploadsRefused(bucket: Resource, context: RuleContext, key: string): Outcome {
  const target = context.access().protected(idOf(bucket));
  if (target === undefined) return unknownOutcome({ code: 'NotAmongProtected', service: 's3' });
  const policy = together(idOf(bucket), [...(target.policy === undefined ? [] : [target.policy]), ...target.doubtfulPolicies]);
  if (policy === undefined) return fail({ because: [{ code: 'AnyKeyAccepted' }, { code: 'NoResourcePolicy' }] });
  const patterns = target.arns.filter((arn) => arn.endsWith('/*'));
  // services that deliver logs name keys of their own accord
  const people: Condition = { operator: 'Bool', ifExists: true, key: 'aws:PrincipalIsAWSService', values: ['false'] };
  const asked = (code: string, conditions: readonly Condition[]): Outcome => refusedByPolicy(bucket, context, policy,
    { action: { not: false, patterns: ['s3:PutObject'] }, resource: { not: false, patterns }, conditions: [...conditions, people] }, { id: code, because: [{ code }] });
  return every([PASS,
    asked('OtherAlgorithmAccepted', [present(ALGORITHM, true), { operator: 'StringNotEquals', ifExists: false, key: ALGORITHM, values: ['aws:kms', 'aws:kms:dsse'] }]),
    asked('OtherKeyAccepted', [present(KEY, true), { operator: 'StringNotEquals', ifExists: false, key: KEY, values: [key] }]),
    asked('UnnamedKeyAccepted', [{ operator: 'StringEquals', ifExists: false, key: ALGORITHM, values: ['aws:kms'] }, present(KEY, false)]),
    asked('KeyOfRequestAccepted', [present('s3:x-amz-server-side-encryption-customer-algorithm', true)]),
    refusedOutright(bucket, context, 'insider', ['s3:UpdateObjectEncryption'], true, 'ReencryptionAccepted'),
  ]);
}

const ALGORITHM = 's3:x-amz-server-side-encryption';
const KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';

function present(key: string, wanted: boolean): Condition {
  return { operator: 'Null', ifExists: false, key, values: [String(!wanted)] };
}
