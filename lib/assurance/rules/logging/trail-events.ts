import { at, isUnknown, list, text, type Resource, type Value } from '../../template';
import { unread } from '../compute/expectations';
import { isSame } from '../data/buckets';
import { every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { groupNamed } from './alarms';

/** Events that show an attack, by what a filter for them must speak of. */
const EVENTS: { readonly [kind: string]: readonly RegExp[] } = {
  UnauthorizedCalls: [/AccessDenied/, /UnauthorizedOperation/],
  SignInWithoutSecondFactor: [/ConsoleLogin/, /MFAUsed/],
  UseOfRoot: [/userIdentity\.type/, /Root/],
  SignInFailures: [/ConsoleLogin/, /Failed authentication/],
  ChangesOfPolicies: [/PutRolePolicy/, /AttachRolePolicy/],
  ChangesOfTrails: [/StopLogging/, /DeleteTrail/],
  KeysDisabled: [/DisableKey/, /ScheduleKeyDeletion/],
  ChangesOfBucketPolicies: [/PutBucketPolicy/, /DeleteBucketPolicy/],
  ChangesOfConfigRecording: [/StopConfigurationRecorder/],
  ChangesOfSecurityGroups: [/AuthorizeSecurityGroupIngress/],
  ChangesOfNetworkAcls: [/CreateNetworkAcl/],
  ChangesOfGateways: [/(?:Create|Attach)InternetGateway/],
  ChangesOfRoutes: [/CreateRoute\b/],
  ChangesOfVpcs: [/CreateVpc\b/],
  ChangesOfOrganizations: [/organizations\.amazonaws\.com/],
};

/** Each kind of event is counted by a filter on the trail's log group; that counts raise alarms is for others to say. */
export function alarmedEvents(trail: Resource, context: RuleContext): Outcome {
  const written = at(trail.properties, 'CloudWatchLogsLogGroupArn');
  const group = groupNamed(context, written);
  if (group === undefined) return unread(written) ? unknownOutcome({ code: 'LogGroupNotTold', property: 'CloudWatchLogsLogGroupArn' }) : skip('LogGroupElsewhere');
  const patterns = context.ofType('AWS::Logs::MetricFilter').filter((filter) => isSame(groupNamed(context, at(filter.properties, 'LogGroupName')), group)).map((filter) => text(at(filter.properties, 'FilterPattern')));
  if (patterns.length === 0) return fail({ because: [{ code: 'NothingCounted' }] });
  return every([PASS, ...Object.entries(EVENTS).map(([kind, words]) => {
    const counted = patterns.some((pattern) => typeof pattern === 'string' && words.every((word) => word.test(pattern)));
    return counted ? PASS : fail({ id: kind, because: [{ code: 'EventsNotCounted', kind }] });
  })]);
}

/** Log groups that the containers of a task write to; undefined where the containers are not told. */
export function containerGroups(task: Resource): readonly (Value | undefined)[] | undefined {
  const containers = list(at(task.properties, 'ContainerDefinitions'));
  return isUnknown(containers) ? undefined : (containers ?? []).map((container) => at(container, 'LogConfiguration', 'Options', 'awslogs-group'));
}
