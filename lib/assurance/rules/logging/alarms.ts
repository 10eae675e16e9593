import { decide } from '../../iam/decide';
import { all, type Trilean } from '../../iam/trilean';
import { idOf } from '../../access/names';
import { together } from '../../access/documents';
import { at, isUnknown, list, text, type Resource, type Value } from '../../template';
import { unread } from '../compute/expectations';
import { namedBy } from '../data/buckets';
import { isWord } from '../network/told';
import { policyIn } from '../identity/documents';
import { partiesOf, settle, settleText } from '../identity/settle';
import { every, fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';

/** A metric by its namespace and name; undefined where either is not told. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
}

/** What a metric filter counts into. */
export function metricsOf(filter: Resource): readonly Metric[] | undefined {
  const items = list(at(filter.properties, 'MetricTransformations'));
  if (items === undefined || isUnknown(items)) return undefined;
  const metrics = items.map((item) => metricAt(item, 'MetricNamespace'));
  return metrics.every((metric) => metric !== undefined) ? metrics : undefined;
}

/** What an alarm looks at: its own metric, or those of its expressions. */
export function watchedBy(alarm: Resource): readonly Metric[] {
  const own = metricAt(alarm.properties, 'Namespace');
  const items = list(at(alarm.properties, 'Metrics'));
  const others = items === undefined || isUnknown(items) ? [] : items.map((item) => metricAt(at(item, 'MetricStat', 'Metric'), 'Namespace'));
  return [own, ...others].flatMap((metric) => metric ?? []);
}

export function isSameMetric(one: Metric, other: Metric): Trilean {
  return all([isWord(one.namespace, other.namespace), isWord(one.name, other.name)]);
}

/** The log group that a property names, in the templates. */
export function groupNamed(context: RuleContext, value: Value | undefined): Resource | undefined {
  const found = namedBy(context, value);
  return found?.type === 'AWS::Logs::LogGroup' ? found : undefined;
}

/** Alarms come through: each topic of the templates that it notifies takes messages from CloudWatch, and so does the key of the topic. */
export function delivered(alarm: Resource, context: RuleContext): Outcome {
  const actions = list(at(alarm.properties, 'AlarmActions'));
  if (actions === undefined) return PASS;
  if (isUnknown(actions)) return unknownOutcome({ ...actions.cause, property: 'AlarmActions' });
  return every([PASS, ...actions.map((action) => {
    const topic = namedBy(context, action);
    if (topic === undefined && unread(action)) return unknownOutcome({ code: 'TopicNotTold', property: 'AlarmActions' });
    return topic?.type === 'AWS::SNS::Topic' ? takesAlarms(topic, context) : PASS;
  })]);
}

function takesAlarms(topic: Resource, context: RuleContext): Outcome {
  const published = mayService(topic, context, ['sns:Publish']);
  const key = namedBy(context, at(topic.properties, 'KmsMasterKeyId'));
  const target = key?.type === 'AWS::KMS::Alias' ? namedBy(context, at(key.properties, 'TargetKeyId')) : key;
  const encrypted = target === undefined ? 'yes' : mayService(target, context, ['kms:Decrypt', 'kms:GenerateDataKey']);
  return every([judge(published, topic, 'TopicRefusesAlarms'), judge(encrypted, target ?? topic, 'KeyRefusesAlarms')]);
}

function judge(may: Trilean, { logicalId }: Resource, code: string): Outcome {
  return may === 'yes' ? PASS : may === 'no' ? fail({ id: code, path: ['AlarmActions'], because: [{ code, resource: logicalId }] }) : unknownOutcome({ code: 'DeliveryUndecided', resource: logicalId });
}

/** Whether CloudWatch is allowed the actions on behalf of an alarm of this account. A topic without policy leaves it to those of its owner. */
function mayService(resource: Resource, context: RuleContext, actions: readonly string[]): Trilean {
  const target = context.access().protected(idOf(resource));
  const written = target === undefined ? undefined : together(idOf(resource), [...(target.policy === undefined ? [] : [target.policy]), ...target.doubtfulPolicies]);
  if (written === undefined) return 'yes';
  const parties = partiesOf(resource, context, [written]);
  const policy = settle(written, parties);
  const region = [...JSON.stringify(policyIn(policy) ?? '').matchAll(/arn:aws:cloudwatch:([a-z0-9-]+):/g)].map((match) => match[1])[0] ?? 'eu-central-1';
  const arn = settleText(target?.arns[0] ?? '*', parties);
  return all(actions.map((action): Trilean => {
    const request = {
      principal: { kind: 'service', name: 'cloudwatch.amazonaws.com' } as const, action, resource: arn,
      context: new Map<string, string>([
        ['aws:SourceAccount', parties.own],
        ['aws:SourceArn', `arn:aws:cloudwatch:${region}:${parties.own}:alarm:Any`],
        ['aws:SecureTransport', 'true'],
        ['aws:SourceOwner', parties.own],
      ]),
    };
    const { kind } = decide(request, { identity: [], resource: { policy, ownerAccount: parties.own } });
    return kind === 'allow' ? 'yes' : kind === 'unknown' ? 'unknown' : 'no';
  }));
}

function metricAt(value: Value | undefined, namespaceKey: string): Metric | undefined {
  const [namespace, name] = [text(at(value, namespaceKey)), text(at(value, 'MetricName'))];
  return typeof namespace === 'string' && typeof name === 'string' ? { namespace, name } : undefined;
}

