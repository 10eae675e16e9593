import { at, isUnknown, text, type Resource, type Value } from '../../template';
import { causeOf, every, fail, PASS, PRESENT, property, unknownOutcome } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { resourceOf } from './references';

export const flowLogDestinationProtected: Rule = {
  id: 'FlowLogDestinationProtected',
  title: 'flow logs go where they are encrypted with a key of one\'s own and kept for a stated time',
  why: 'flow logs tell the layout of the network; kept in the clear they help an attacker, and lost they help nobody',
  fix: 'name a log group with KmsKeyId and RetentionInDays, or a bucket with a KMS key, and the role that delivers',
  severity: 'error',
  controls: ['NET-07'],
  types: ['AWS::EC2::FlowLog'],
  check: (log, context) => {
    const kind = text(at(log.properties, 'LogDestinationType'));
    if (isUnknown(kind) || kind?.includes('\u27E6') === true) return unknownOutcome(causeOf(at(log.properties, 'LogDestinationType'), ['LogDestinationType'], 'a destination type'));
    if (kind === 's3') return bucketOutcome(log, context);
    if (kind === 'kinesis-data-firehose') return property(log, ['LogDestination'], PRESENT);
    return groupOutcome(log, context);
  },
};

function groupOutcome(log: Resource, context: RuleContext): Outcome {
  const path = at(log.properties, 'LogGroupName') === undefined ? 'LogDestination' : 'LogGroupName';
  const written = at(log.properties, path);
  if (written === undefined) return fail({ path: ['LogGroupName'], because: [{ code: 'NoDestination' }] });
  const group = destination(written, 'AWS::Logs::LogGroup', context);
  if (group === undefined) return unknownOutcome({ code: 'LogGroupOutsideTemplates', got: text(written) });
  return every([property(log, ['DeliverLogsPermissionArn'], PRESENT), of(group, 'KmsKeyId', 'LogGroupWithoutKey', path), of(group, 'RetentionInDays', 'LogGroupKeepsForever', path)]);
}

function bucketOutcome(log: Resource, context: RuleContext): Outcome {
  const written = at(log.properties, 'LogDestination');
  if (written === undefined) return fail({ path: ['LogDestination'], because: [{ code: 'NoDestination' }] });
  const bucket = destination(written, 'AWS::S3::Bucket', context);
  if (bucket === undefined) return unknownOutcome({ code: 'BucketOutsideTemplates', got: text(written) });
  return of(bucket, 'BucketEncryption', 'BucketWithoutKey', 'LogDestination');
}

/** The destination, also where the value is a path below it or an ARN written out. */
function destination(written: Value, type: string, context: RuleContext): Resource | undefined {
  const found = resourceOf(written, context);
  if (found?.type === type) return found;
  const whole = text(written);
  if (whole === undefined || isUnknown(whole)) return undefined;
  return context.ofType(type).find(({ names }) => [names.Arn, names.Ref].some((name) => name !== undefined && (whole.startsWith(`${name}/`) || whole.endsWith(`:log-group:${name}`) || whole.endsWith(`:log-group:${name}:*`))));
}

function of(target: Resource, name: string, code: string, path: string): Outcome {
  const value = at(target.properties, name);
  const there = PRESENT.accepts(value);
  if (there === 'yes') return PASS;
  return there === 'unknown' ? unknownOutcome(causeOf(value, [name], 'a value')) : fail({ id: name, path: [path], because: [{ code, destination: `${target.template}.${target.logicalId}` }] });
}
