import { propertyTables } from '../data/property-table';
import { one } from '../data/resources';
import { ruleTables } from '../data/rule-table';

const TRAIL = 'AWS::CloudTrail::Trail';
const OPEN = '!ImportValue x';
const fields = (...selectors: readonly string[]): string => `AdvancedEventSelectors: [${selectors.map((each) => `{FieldSelectors: [${each}]}`).join(', ')}]`;
const is = (field: string, value: string): string => `{Field: ${field}, Equals: ['${value}']}`;
const OBJECTS = `${is('eventCategory', 'Data')}, ${is('resources.type', 'AWS::S3::Object')}`;
const FILTER = (id: string, pattern: string, group = '!Ref G'): string => `${id}: {Type: 'AWS::Logs::MetricFilter', Properties: {LogGroupName: ${group}, FilterPattern: '${pattern}', MetricTransformations: [{MetricNamespace: Mine, MetricName: ${id}, MetricValue: '1'}]}}`;
const GROUP = "G: {Type: 'AWS::Logs::LogGroup', Properties: {}}";
const EVENTS = [
  '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }', '{ $.eventName = ConsoleLogin && $.additionalEventData.MFAUsed != "Yes" }', '{ $.userIdentity.type = "Root" }', '{ $.eventName = ConsoleLogin && $.errorMessage = "Failed authentication" }', '{ $.eventName = PutRolePolicy || $.eventName = AttachRolePolicy }',
  '{ $.eventName = StopLogging || $.eventName = DeleteTrail }', '{ $.eventName = DisableKey || $.eventName = ScheduleKeyDeletion }', '{ $.eventName = PutBucketPolicy || $.eventName = DeleteBucketPolicy }', '{ $.eventName = StopConfigurationRecorder }', '{ $.eventName = AuthorizeSecurityGroupIngress }', '{ $.eventName = CreateNetworkAclEntry }',
  '{ $.eventName = AttachInternetGateway }', '{ $.eventName = CreateRoute }', '{ $.eventName = CreateVpc }', '{ $.eventSource = organizations.amazonaws.com }',
];
const counted = (events: readonly string[], group?: string): string => one(
  TRAIL,
  'CloudWatchLogsLogGroupArn: !GetAtt G.Arn',
  GROUP,
  "H: {Type: 'AWS::Logs::LogGroup', Properties: {}}",
  ...events.map((pattern, index) => FILTER(`F${index}`, pattern, group)),
);

propertyTables({
  CloudTrailLogging: { type: TRAIL, good: ['IsLogging: true'], bad: ['', 'IsLogging: false'] },
  CloudTrailMultiRegion: { type: TRAIL, good: ['IsMultiRegionTrail: true'], bad: ['', 'IsMultiRegionTrail: false'] },
  CloudTrailGlobalEvents: { type: TRAIL, good: ['IncludeGlobalServiceEvents: true'], bad: ['', 'IncludeGlobalServiceEvents: false'] },
  CloudTrailValidatesFiles: { type: TRAIL, good: ['EnableLogFileValidation: true'], bad: ['', "EnableLogFileValidation: 'false'"] },
  CloudTrailToLogGroup: {
    type: TRAIL,
    good: ["CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:g:*'"],
    bad: [''],
    open: ['CloudWatchLogsLogGroupArn: !Ref Missing'],
  },
  CloudTrailMayWriteLogs: {
    type: TRAIL,
    good: ['CloudWatchLogsLogGroupArn: g, CloudWatchLogsRoleArn: r'],
    bad: ['CloudWatchLogsLogGroupArn: g'],
    open: ['CloudWatchLogsLogGroupArn: g, CloudWatchLogsRoleArn: !Ref Missing'],
    skip: { 'a trail without group': one(TRAIL) },
  },
  CloudTrailManagementEvents: {
    type: TRAIL, good: [
      '',
      'EventSelectors: [{ReadWriteType: All, IncludeManagementEvents: true}]',
      fields(is('eventCategory', 'Management')),
      `${fields(`${is('eventCategory', 'Management')},
      ${is('readOnly', 'true')}`, `${is('eventCategory', 'Management')},
      ${is('readOnly', 'false')}`)}`,
    ],
    bad: [
      'EventSelectors: [{IncludeManagementEvents: false}]',
      'EventSelectors: [{ReadWriteType: WriteOnly}]',
      'EventSelectors: [{ExcludeManagementEventSources: [kms.amazonaws.com]}]',
      fields(OBJECTS),
      fields(`${is('eventCategory', 'Management')}, {Field: eventSource, NotEquals: [kms.amazonaws.com]}`),
    ], open: ['EventSelectors: !Ref Missing', `AdvancedEventSelectors: [{FieldSelectors: ${OPEN}}]`],
  },
  CloudTrailObjectEvents: {
    type: TRAIL, good: [
      "EventSelectors: [{DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::']}]}]",
      fields(OBJECTS),
    ], bad: [
      '',
      "EventSelectors: [{DataResources: [{Type: 'AWS::DynamoDB::Table', Values: ['arn:aws:dynamodb']}]}]",
      fields(`${OBJECTS}, ${is('readOnly', 'false')}`),
      "EventSelectors: [{ReadWriteType: ReadOnly, DataResources: [{Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::']}]}]",
    ],
    open: ['EventSelectors: !Ref Missing'],
  },
  CloudTrailInsights: {
    type: TRAIL,
    good: ['InsightSelectors: [{InsightType: ApiErrorRateInsight}, {InsightType: ApiCallRateInsight}]'],
    bad: ['', 'InsightSelectors: [{InsightType: ApiErrorRateInsight}]'],
    open: ['InsightSelectors: !Ref Missing'],
  },
});

ruleTables({
  CloudTrailEventsAlarmed: {
    pass: { 'a filter for each kind': counted(EVENTS) },
    fail: {
      ...Object.fromEntries(EVENTS.map((event, index) => [`all but ${event}`, counted(EVENTS.filter((_, each) => each !== index))])),
      'filters on another group': counted(EVENTS, '!Ref H'),
      'no filter': counted([]),
    },
    skip: { 'a group elsewhere': one(TRAIL, 'CloudWatchLogsLogGroupArn: elsewhere'), 'no group': one(TRAIL) },
  },
});
