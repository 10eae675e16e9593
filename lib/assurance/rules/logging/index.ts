import type { Rule } from '../rule';
import { accessAnalyzerAlerts } from './access-analyzer-alerts';
import { alarmDelivered } from './alarm-delivered';
import { alarmMetricMade } from './alarm-metric-made';
import { alarmNotifies } from './alarm-notifies';
import { alarmRaised } from './alarm-raised';
import { alarmTopicHeard } from './alarm-topic-heard';
import { alarmTreatsMissingData } from './alarm-treats-missing-data';
import { apiAccessLogWithoutContent } from './api-access-log-without-content';
import { apiStageTraceOff } from './api-stage-trace-off';
import { apiStageTraced } from './api-stage-traced';
import { cloudTrailCustomerKey } from './cloud-trail-customer-key';
import { cloudTrailEventsAlarmed } from './cloud-trail-events-alarmed';
import { cloudTrailGlobalEvents } from './cloud-trail-global-events';
import { cloudTrailInsights } from './cloud-trail-insights';
import { cloudTrailLogging } from './cloud-trail-logging';
import { cloudTrailManagementEvents } from './cloud-trail-management-events';
import { cloudTrailMayWriteLogs } from './cloud-trail-may-write-logs';
import { cloudTrailMultiRegion } from './cloud-trail-multi-region';
import { cloudTrailObjectEvents } from './cloud-trail-object-events';
import { cloudTrailStoreKept } from './cloud-trail-store-kept';
import { cloudTrailToLogGroup } from './cloud-trail-to-log-group';
import { cloudTrailValidatesFiles } from './cloud-trail-validates-files';
import { codeBuildLogged } from './code-build-logged';
import { configRecorderComplete } from './config-recorder-complete';
import { eventsRuleFailuresKept } from './events-rule-failures-kept';
import { guardDutyEnabled } from './guard-duty-enabled';
import { logGroupCustomerKey } from './log-group-customer-key';
import { logGroupDataProtected } from './log-group-data-protected';
import { logGroupRetention } from './log-group-retention';
import { logGroupRetentionLongEnough } from './log-group-retention-long-enough';
import { metricFilterAlarmed } from './metric-filter-alarmed';
import { modelInvocationsLogged } from './model-invocations-logged';
import { mskClusterLogged } from './msk-cluster-logged';
import { rdsLogGroupDeclared } from './rds-log-group-declared';
import { s3BucketAccessLogged } from './s3-bucket-access-logged';
import { schedulerFailuresKept } from './scheduler-failures-kept';
import { stateMachineLogged } from './state-machine-logged';

export const loggingRules: readonly Rule[] = [
  accessAnalyzerAlerts,
  alarmDelivered,
  alarmMetricMade,
  alarmNotifies,
  alarmRaised,
  alarmTopicHeard,
  alarmTreatsMissingData,
  apiAccessLogWithoutContent,
  apiStageTraceOff,
  apiStageTraced,
  cloudTrailCustomerKey,
  cloudTrailEventsAlarmed,
  cloudTrailGlobalEvents,
  cloudTrailInsights,
  cloudTrailLogging,
  cloudTrailManagementEvents,
  cloudTrailMayWriteLogs,
  cloudTrailMultiRegion,
  cloudTrailObjectEvents,
  cloudTrailStoreKept,
  cloudTrailToLogGroup,
  cloudTrailValidatesFiles,
  codeBuildLogged,
  configRecorderComplete,
  eventsRuleFailuresKept,
  guardDutyEnabled,
  logGroupCustomerKey,
  logGroupDataProtected,
  logGroupRetention,
  logGroupRetentionLongEnough,
  metricFilterAlarmed,
  modelInvocationsLogged,
  mskClusterLogged,
  rdsLogGroupDeclared,
  s3BucketAccessLogged,
  schedulerFailuresKept,
  stateMachineLogged,
];
