import { all, any, type Trilean } from '../../iam/trilean';
import { idOf } from '../../access/names';
import { at, isUnknown, list, number, text, type Resource, type Value } from '../../template';
import { names } from '../network/references';
import { ABSENT, atLeast, every, fail, isTrue, oneOf, PASS, PRESENT, property, trilean, unknownOutcome, valueAt } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { policyIn } from '../identity/documents';
import { verdictOf } from './some';

/** Services that write evidence, and others that write logs, into buckets. */
const EVIDENCE_WRITERS: ReadonlySet<string> = new Set(['cloudtrail.amazonaws.com', 'config.amazonaws.com', 'bedrock.amazonaws.com']);
const LOG_WRITERS: ReadonlySet<string> = new Set([
  ...EVIDENCE_WRITERS,
  'delivery.logs.amazonaws.com',
  'logging.s3.amazonaws.com',
  'logdelivery.elasticloadbalancing.amazonaws.com',
  'guardduty.amazonaws.com',
]);

export function isSame(one: Resource | undefined, other: Resource): boolean {
  return one !== undefined && idOf(one) === idOf(other);
}

/** The resource that a property names; undefined when it names none of the templates. */
export function namedBy(context: RuleContext, value: Value | undefined): Resource | undefined {
  const written = text(value);
  return typeof written === 'string' ? context.named(written) : undefined;
}

/** Whether one of some values names the bucket. */
function oneNames(values: readonly (Value | undefined)[], bucket: Resource, context: RuleContext): Trilean {
  return any(values.map((value) => names(value, bucket, context)));
}

/** Server access logs of S3 and of load balancers are delivered to it: both can only be written with keys of S3 itself, and not under a default retention. */
export function takesAccessLogs(bucket: Resource, context: RuleContext): Trilean {
  const sources = context.ofType('AWS::S3::Bucket').map((source) => at(source.properties, 'LoggingConfiguration', 'DestinationBucketName'));
  const balancers = context.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').flatMap((balancer) => {
    const attributes = list(at(balancer.properties, 'LoadBalancerAttributes'));
    return attributes === undefined || isUnknown(attributes) ? [] : attributes.filter((item) => text(at(item, 'Key')) === 'access_logs.s3.bucket').map((item) => at(item, 'Value'));
  });
  const classic = context.ofType('AWS::ElasticLoadBalancing::LoadBalancer').map((balancer) => at(balancer.properties, 'AccessLoggingPolicy', 'S3BucketName'));
  return oneNames([...sources, ...balancers, ...classic], bucket, context);
}

/** Services deliver logs or evidence to it. */
export function takesLogs(bucket: Resource, context: RuleContext): Trilean {
  return any([takesAccessLogs(bucket, context), takesEvidence(bucket, context), trilean(isWrittenBy(bucket, context, LOG_WRITERS))]);
}

/** What shows afterwards who did what: trails, configuration records, invocations of models. */
export function takesEvidence(bucket: Resource, context: RuleContext): Trilean {
  const buckets = [...context.ofType('AWS::CloudTrail::Trail'), ...context.ofType('AWS::Config::DeliveryChannel')].map(({ properties }) => at(properties, 'S3BucketName'));
  return any([oneNames(buckets, bucket, context), trilean(isWrittenBy(bucket, context, EVIDENCE_WRITERS))]);
}

function isWrittenBy(bucket: Resource, context: RuleContext, services: ReadonlySet<string>): boolean {
  const policy = context.access().protected(idOf(bucket))?.policy;
  const statements = policy === undefined ? [] : policyIn(policy)?.statements ?? [];
  return statements.some(({ effect, principal, action }) => effect === 'Allow' && !action.not && action.patterns.some((pattern) => /^(?:s3:put|s3:\*|\*)/i.test(pattern)) && (principal?.service ?? []).some((name) => services.has(name)));
}

/** A lifecycle rule that is on and speaks for the whole bucket. */
function speaksForAll(rule: Value): Trilean {
  const whole = ['TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan', 'Prefix'].map((key) => verdictOf(valueAt(rule, [key], ABSENT)));
  return all([verdictOf(valueAt(rule, ['Status'], oneOf(['Enabled']))), ...whole]);
}

/** Versions that were replaced or deleted go after a while, but not before a slip was noticed. */
export function dropsOldVersions(rule: Value): Trilean {
  const days = [['NoncurrentVersionExpiration', 'NoncurrentDays'], ['NoncurrentVersionExpirationInDays']].map((path) => verdictOf(valueAt(rule, path, atLeast(7))));
  return all([speaksForAll(rule), any(days)]);
}

/** Objects go, after so many days at least. */
export function dropsObjects(rule: Value, least: number): Trilean {
  return all([speaksForAll(rule), any([verdictOf(valueAt(rule, ['ExpirationInDays'], atLeast(least))), verdictOf(valueAt(rule, ['ExpirationDate'], PRESENT))])]);
}

export function dropsUnfinishedUploads(rule: Value): Trilean {
  return all([speaksForAll(rule), verdictOf(valueAt(rule, ['AbortIncompleteMultipartUpload', 'DaysAfterInitiation'], atLeast(1)))]);
}

/** Objects cannot be deleted for at least so many days after they were written, unless a version of theirs says otherwise. */
export function lockedFor(bucket: Resource, least: number): Outcome {
  const path = ['ObjectLockConfiguration', 'Rule', 'DefaultRetention'];
  const [days, years] = ['Days', 'Years'].map((unit) => number(at(bucket.properties, ...path, unit)));
  if (isUnknown(days) || isUnknown(years)) return unknownOutcome({ code: 'PropertyUndecided', property: path.join('.'), wanted: `at least ${least} days` });
  const total = (days ?? 0) + (years ?? 0) * 365;
  if (total === 0 && at(bucket.properties, 'ObjectLockEnabled') === undefined) return fail({ path: ['ObjectLockConfiguration'], because: [{ code: 'NotLocked' }] });
  const retention = total >= least ? PASS : fail({
    path,
    got: at(bucket.properties, ...path),
    because: [{ code: total === 0 ? 'PropertyMissing' : 'RetentionTooShort', property: path.join('.'), days: total, wanted: `at least ${least} days` }],
  });
  return every([property(bucket, ['ObjectLockEnabled'], isTrue()), property(bucket, ['ObjectLockConfiguration', 'ObjectLockEnabled'], oneOf(['Enabled'])), retention]);
}
