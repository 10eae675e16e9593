import { propertyTables } from '../data/property-table';
import { inTwoStates, kept, one } from '../data/resources';
import { ruleTables } from '../data/rule-table';

const OPEN = '!ImportValue x';
const GROUP = 'AWS::Logs::LogGroup';
const TASK = "T: {Type: 'AWS::ECS::TaskDefinition', Properties: {ContainerDefinitions: [{Name: c, LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: !Ref A}}}]}}";
const STAGE = 'AWS::ApiGateway::Stage';
const CALL = "C: {Type: 'Custom::AWS', Properties: {Create: '{\"service\":\"Bedrock\",\"action\":\"putModelInvocationLoggingConfiguration\"}'}}";

propertyTables({
  LogGroupRetention: { type: GROUP, good: ['RetentionInDays: 7', "RetentionInDays: '365'"], bad: ['', 'RetentionInDays: 8675309', 'RetentionInDays: 0'] },
  LogGroupRetentionLongEnough: {
    type: GROUP, good: ['RetentionInDays: 30', ''], bad: ['RetentionInDays: 7'], pass: { 'half a year for one that is kept': kept(GROUP, 'DeletionPolicy: Retain', 'RetentionInDays: 180') }, fail: { 'a month for one that is kept': kept(GROUP, 'DeletionPolicy: Retain', 'RetentionInDays: 30') },
  },
  ApiStageTraceOff: {
    type: STAGE, good: [
      "MethodSettings: [{HttpMethod: '*', DataTraceEnabled: false}]",
      '',
      'MethodSettings: [{LoggingLevel: INFO}]',
    ], bad: ["MethodSettings: [{HttpMethod: '*', DataTraceEnabled: false}, {HttpMethod: POST, DataTraceEnabled: true}]"], open: [
      `MethodSettings: [{DataTraceEnabled: ${OPEN}}]`,
      'MethodSettings: !Ref Missing',
    ],
    fail: {
      'a route of an HTTP API': one('AWS::ApiGatewayV2::Stage', "RouteSettings: {'POST /chat': {DataTraceEnabled: true}}"),
      'all routes': one('AWS::ApiGatewayV2::Stage', 'DefaultRouteSettings: {DataTraceEnabled: true}'),
    },
  },
  ApiAccessLogWithoutContent: {
    type: STAGE, good: ["AccessLogSetting: {Format: '$context.requestId $context.status $context.identity.apiKeyId'}"], bad: [
      "AccessLogSetting: {Format: '$context.requestId $input.body'}",
      "AccessLogSetting: {Format: '$context.identity.apiKey'}",
      "AccessLogSetting: {Format: '$context.authorizer.claims.email'}",
    ],
    open: [
      `AccessLogSetting: {Format: ${OPEN}}`,
      'AccessLogSetting: !Ref Missing',
    ], skip: { 'a stage without access log': one(STAGE) }, fail: { 'an HTTP API': one('AWS::ApiGatewayV2::Stage', "AccessLogSettings: {Format: '$context.authorizer.claims.phone_number'}") },
  },
  ApiStageTraced: { type: STAGE, good: ['TracingEnabled: true'], bad: ['', 'TracingEnabled: false'] },
  StateMachineLogged: {
    type: 'AWS::StepFunctions::StateMachine',
    good: ['LoggingConfiguration: {Level: ALL, IncludeExecutionData: false}', 'LoggingConfiguration: {Level: ERROR}'],
    bad: ['', "LoggingConfiguration: {Level: 'OFF'}", 'LoggingConfiguration: {Level: ALL, IncludeExecutionData: true}'],
  },
  EventsRuleFailuresKept: {
    type: 'AWS::Events::Rule',
    good: ['Targets: [{Arn: a, DeadLetterConfig: {Arn: q}}]', ''],
    bad: ['Targets: [{Arn: a, DeadLetterConfig: {Arn: q}}, {Arn: b}]'],
    open: ['Targets: !Ref Missing'],
  },
  SchedulerFailuresKept: { type: 'AWS::Scheduler::Schedule', good: ['Target: {DeadLetterConfig: {Arn: q}}'], bad: ['', 'Target: {Arn: a}'], open: ['Target: !Ref Missing'] },
  ConfigRecorderComplete: {
    type: 'AWS::Config::ConfigurationRecorder',
    good: ['RecordingGroup: {AllSupported: true, IncludeGlobalResourceTypes: true}', 'RecordingGroup: {RecordingStrategy: {UseOnly: ALL_SUPPORTED_RESOURCE_TYPES}}'],
    bad: ['', 'RecordingGroup: {AllSupported: true}'],
    open: ['RecordingGroup: !Ref Missing'],
  },
  GuardDutyEnabled: { type: 'AWS::GuardDuty::Detector', good: ['Enable: true'], bad: ['Enable: false', '', 'Enable: true, DataSources: {S3Logs: {Enable: false}}'] },
  AccessAnalyzerAlerts: { type: 'AWS::AccessAnalyzer::Analyzer', good: ['Type: ORGANIZATION'], bad: ['', 'Type: NOTHING'] },
  CodeBuildLogged: {
    type: 'AWS::CodeBuild::Project',
    good: ['', 'LogsConfig: {CloudWatchLogs: {Status: ENABLED}}', 'LogsConfig: {CloudWatchLogs: {Status: DISABLED}, S3Logs: {Status: ENABLED}}'],
    bad: ['LogsConfig: {CloudWatchLogs: {Status: DISABLED}}', 'LogsConfig: {S3Logs: {Status: ENABLED, EncryptionDisabled: true}}'],
    open: ['LogsConfig: {CloudWatchLogs: {Status: !ImportValue x}}'],
  },
  MskClusterLogged: { type: 'AWS::MSK::Cluster', good: ['LoggingInfo: {BrokerLogs: {S3: {Enabled: true}}}'], bad: ['', 'LoggingInfo: {BrokerLogs: {S3: {Enabled: false}}}'] },
});

ruleTables({
  LogGroupDataProtected: {
    pass: { 'a policy': `${one(GROUP, 'DataProtectionPolicy: {Name: p, Statement: []}')}\n${TASK}` }, fail: {
      'a group of a container without': `${one(GROUP)}\n${TASK}`,
      'one of two states': inTwoStates(`${one(GROUP, "DataProtectionPolicy: !If [Strict, {Name: p}, !Ref 'AWS::NoValue']")}\n${TASK}`),
    },
    unknown: { 'a policy from nowhere': `${one(GROUP, 'DataProtectionPolicy: !Ref Missing')}\n${TASK}` }, skip: { 'a group that no container writes to': one(GROUP) },
  },
  RdsLogGroupDeclared: {
    pass: { 'a group for each log': one(
      'AWS::RDS::DBCluster',
      'DBClusterIdentifier: v, EnableCloudwatchLogsExports: [postgresql]',
      "G: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: /aws/rds/cluster/v/postgresql}}",
    ) },
    fail: {
      'no group': one('AWS::RDS::DBInstance', 'DBInstanceIdentifier: v, EnableCloudwatchLogsExports: [error]'),
      'a group for one of two': one(
        'AWS::RDS::DBCluster',
        'DBClusterIdentifier: v, EnableCloudwatchLogsExports: [postgresql, iam-db-auth-error]',
        "G: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: /aws/rds/cluster/v/postgresql}}",
      ),
    },
    unknown: { 'logs from nowhere': one('AWS::RDS::DBCluster', 'DBClusterIdentifier: v, EnableCloudwatchLogsExports: !Ref Missing') }, skip: {
      'no log': one('AWS::RDS::DBCluster', 'DBClusterIdentifier: v'),
      'a generated name': one('AWS::RDS::DBCluster', 'EnableCloudwatchLogsExports: [postgresql]'),
    },
  },
  ModelInvocationsLogged: {
    pass: { 'a call that sets it': one('AWS::Bedrock::Guardrail', 'Name: g', CALL) }, unknown: {
      'templates that do not say': one('AWS::Bedrock::Agent', 'AgentName: a'),
      'another call': one('AWS::Bedrock::Agent', 'AgentName: a', "C: {Type: 'Custom::AWS', Properties: {Create: other}}"),
    },
  },
});
