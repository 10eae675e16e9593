import { apiErrorsReplaced } from '../../../../../lib/assurance/rules/api/api-errors-replaced';
import { apiKeyMetered } from '../../../../../lib/assurance/rules/api/api-key-metered';
import { apiStageAccessLogged } from '../../../../../lib/assurance/rules/api/api-stage-access-logged';
import { apiStageCacheEncrypted } from '../../../../../lib/assurance/rules/api/api-stage-cache-encrypted';
import { apiStageClientCertificate } from '../../../../../lib/assurance/rules/api/api-stage-client-certificate';
import { apiStageExecutionLogged } from '../../../../../lib/assurance/rules/api/api-stage-execution-logged';
import { apiStageMetered } from '../../../../../lib/assurance/rules/api/api-stage-metered';
import { apiStageMetricsKept } from '../../../../../lib/assurance/rules/api/api-stage-metrics-kept';
import { apiStageSettingsForAllMethods } from '../../../../../lib/assurance/rules/api/api-stage-settings-for-all-methods';
import { apiStageThrottled } from '../../../../../lib/assurance/rules/api/api-stage-throttled';
import { gatewayResponsePlain } from '../../../../../lib/assurance/rules/api/gateway-response-plain';
import { httpApiStageThrottled } from '../../../../../lib/assurance/rules/api/http-api-stage-throttled';
import { usagePlanLimits } from '../../../../../lib/assurance/rules/api/usage-plan-limits';
import { ruleCases } from '../cases';
import { lines, open, resource } from '../network/write';

const API = resource('A', 'AWS::ApiGateway::RestApi', '{ Name: a }');
const stage = (properties: string): string => resource('G', 'AWS::ApiGateway::Stage', `{ RestApiId: !Ref A, StageName: live, ${properties} }`);
const settings = (...entries: readonly string[]): string => stage(`MethodSettings: [${entries.map((each) => `{ ${each} }`).join(', ')}]`);
const ALL = 'ResourcePath: /*, HttpMethod: "*"';
const ONE = 'ResourcePath: /~1chat, HttpMethod: POST';
const deployment = (properties: string): string => resource('D', 'AWS::ApiGateway::Deployment', `{ RestApiId: !Ref A, ${properties} }`);

ruleCases(apiStageThrottled, {
  pass: { 'all methods': settings(`${ALL}, ThrottlingRateLimit: 50, ThrottlingBurstLimit: "100"`), 'a stage that a deployment makes': deployment('StageName: live, StageDescription: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 5 }') },
  fail: {
    'nothing said': stage('Description: d'), 'one entry without': settings(`${ALL}, ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100`, `${ONE}, LoggingLevel: ERROR`), 'no burst': settings(`${ALL}, ThrottlingRateLimit: 50`),
    'as much as the account has': settings(`${ALL}, ThrottlingRateLimit: 10000000, ThrottlingBurstLimit: 100`), 'minus one, which is no limit': settings(`${ALL}, ThrottlingRateLimit: -1, ThrottlingBurstLimit: 100`), 'a stage that a deployment makes': deployment('StageName: live'),
  },
  unknown: { 'a rate that nobody tells': open(settings(`${ALL}, ThrottlingRateLimit: !Ref N, ThrottlingBurstLimit: 100`)), 'settings that nobody tells': open(stage('MethodSettings: !Ref L')) },
  skip: { 'a deployment that makes no stage': deployment('Description: d') },
});

ruleCases(apiStageSettingsForAllMethods, {
  pass: { 'an entry for all': settings(ONE, ALL) },
  fail: { 'one method': settings(ONE), 'all methods of one resource': settings('ResourcePath: /~1chat, HttpMethod: "*"') },
  unknown: { 'an entry that nobody tells': open(settings('ResourcePath: !Ref P, HttpMethod: "*"')) },
  skip: { 'no settings': stage('Description: d') },
});

ruleCases(apiStageExecutionLogged, {
  pass: { errors: settings(`${ALL}, LoggingLevel: ERROR`) },
  fail: { 'switched off': settings(`${ALL}, LoggingLevel: "OFF"`), 'one entry without': settings(`${ALL}, LoggingLevel: ERROR`, ONE), 'nothing said': stage('Description: d') },
  unknown: { 'not told': open(settings(`${ALL}, LoggingLevel: !Ref P`)) },
  skip: { 'no stage': deployment('Description: d') },
});

ruleCases(apiStageMetricsKept, {
  pass: { kept: settings(`${ALL}, MetricsEnabled: true`) },
  fail: { 'not kept': settings(`${ALL}, MetricsEnabled: false`) },
  unknown: { 'not told': open(settings(`${ALL}, MetricsEnabled: !Ref P`)) },
  skip: { 'no stage': deployment('Description: d') },
});

ruleCases(apiStageCacheEncrypted, {
  pass: { encrypted: settings(`${ALL}, CachingEnabled: true, CacheDataEncrypted: true`), 'nothing cached': settings(`${ALL}, CachingEnabled: false`) },
  fail: { 'in the clear': settings(`${ALL}, CachingEnabled: "true"`), 'one entry in the clear': settings(`${ALL}, CachingEnabled: false`, `${ONE}, CachingEnabled: true, CacheDataEncrypted: false`) },
  unknown: { 'not told': open(settings(`${ALL}, CachingEnabled: !Ref P`)) },
  skip: { 'no settings': stage('Description: d') },
});

ruleCases(apiStageAccessLogged, {
  pass: { 'a stage': stage('AccessLogSetting: { DestinationArn: a, Format: $context.requestId }'), 'a stage of an HTTP API': resource('G', 'AWS::ApiGatewayV2::Stage', '{ AccessLogSettings: { DestinationArn: !ImportValue a, Format: f } }'), 'a deployment': deployment('StageName: s, StageDescription: { AccessLogSetting: { DestinationArn: a, Format: f } }') },
  fail: { nothing: stage('Description: d'), 'no format': resource('G', 'AWS::ApiGatewayV2::Stage', '{ AccessLogSettings: { DestinationArn: a } }'), 'a number for a format': resource('G', 'AWS::ApiGatewayV2::Stage', '{ AccessLogSettings: { DestinationArn: a, Format: 123 } }') },
  unknown: { 'not told': open(stage('AccessLogSetting: !Ref L')) },
  skip: { 'no stage': deployment('Description: d') },
});

const PLAN = 'Throttle: { RateLimit: 5, BurstLimit: 10 }, Quota: { Limit: 1000, Period: DAY }';
const plan = (stages: string, limits = PLAN): string => resource('U', 'AWS::ApiGateway::UsagePlan', `{ ApiStages: ${stages}, ${limits} }`);
const OWN = '[{ ApiId: !Ref A, Stage: !Ref G }]';

ruleCases(usagePlanLimits, {
  pass: { both: plan(OWN) },
  fail: { 'no quota': plan(OWN, 'Throttle: { RateLimit: 5, BurstLimit: 10 }'), 'no throttle': plan(OWN, 'Quota: { Limit: 1, Period: DAY }'), 'a quota of nothing': plan(OWN, 'Throttle: { RateLimit: 5, BurstLimit: 10 }, Quota: { Limit: 0, Period: DAY }'), 'no stage': plan('[]') },
  unknown: { 'not told': open(plan(OWN, 'Throttle: { RateLimit: !Ref N, BurstLimit: 10 }, Quota: { Limit: 1000, Period: DAY }')) },
});

const acl = (action: string): string => resource('W', 'AWS::WAFv2::WebACL', `{ Rules: [{ Name: r, Action: { ${action}: {} }, Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: IP } } }] }`);
const association = (arn: string): string => resource('X', 'AWS::WAFv2::WebACLAssociation', `{ WebACLArn: !GetAtt W.Arn, ResourceArn: ${arn} }`);
const ARN = '!Sub "arn:aws:apigateway:${AWS::Region}::/restapis/${A}/stages/live"';

ruleCases(apiStageMetered, {
  pass: { 'a usage plan': lines(API, stage('Description: d'), plan(OWN)), 'a rate rule of the firewall': lines(API, stage('Description: d'), acl('Block'), association(ARN)) },
  fail: {
    nothing: lines(API, stage('Description: d')), 'a plan of another stage': lines(API, stage('Description: d'), plan('[{ ApiId: !Ref A, Stage: test }]')), 'a plan without quota': lines(API, stage('Description: d'), plan(OWN, 'Throttle: { RateLimit: 5, BurstLimit: 10 }')),
    'a rate rule that counts': lines(API, stage('Description: d'), acl('Count'), association(ARN)), 'a firewall of another stage': lines(API, stage('Description: d'), acl('Block'), association('!Sub "arn:aws:apigateway:eu-west-1::/restapis/${A}/stages/test"')),
  },
  unknown: { 'a plan of what nobody tells': open(API, stage('Description: d'), plan('!Ref L')) },
});

ruleCases(apiKeyMetered, {
  pass: { 'a plan': lines(resource('K', 'AWS::ApiGateway::ApiKey'), resource('UK', 'AWS::ApiGateway::UsagePlanKey', '{ KeyId: !Ref K, UsagePlanId: u, KeyType: API_KEY }')) },
  fail: { 'no plan': resource('K', 'AWS::ApiGateway::ApiKey') },
  unknown: { 'a plan of a key that nobody tells': open(resource('K', 'AWS::ApiGateway::ApiKey'), resource('UK', 'AWS::ApiGateway::UsagePlanKey', '{ KeyId: !Ref P, UsagePlanId: u }')) },
});

ruleCases(httpApiStageThrottled, {
  pass: { 'a default': resource('G', 'AWS::ApiGatewayV2::Stage', '{ DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 5 } }') },
  fail: { nothing: resource('G', 'AWS::ApiGatewayV2::Stage'), 'a route that is let off': resource('G', 'AWS::ApiGatewayV2::Stage', '{ DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 5 }, RouteSettings: { "POST /chat": { ThrottlingRateLimit: 100000 } } }') },
  unknown: { 'not told': open(resource('G', 'AWS::ApiGatewayV2::Stage', '{ DefaultRouteSettings: { ThrottlingRateLimit: !Ref N, ThrottlingBurstLimit: 5 } }')) },
});

const method = resource('M', 'AWS::ApiGateway::Method', '{ RestApiId: !Ref A, HttpMethod: GET, Integration: { Type: HTTP_PROXY } }');
ruleCases(apiStageClientCertificate, {
  pass: { 'a certificate': lines(API, method, stage('ClientCertificateId: c')) },
  fail: { none: lines(API, method, stage('Description: d')) },
  unknown: { 'not told': open(API, method, stage('ClientCertificateId: !Ref L')) },
  skip: { 'no servers behind': lines(API, stage('Description: d')) },
});

const response = (properties: string, id = 'E'): string => resource(id, 'AWS::ApiGateway::GatewayResponse', `{ RestApiId: !Ref A, ${properties} }`);
const FIXED = 'ResponseTemplates: { application/json: \'{"message":"refused","id":"$context.requestId"}\' }';

ruleCases(gatewayResponsePlain, {
  pass: { 'a fixed text': response(`ResponseType: DEFAULT_4XX, ${FIXED}`) },
  fail: { 'nothing of one\'s own': response('ResponseType: DEFAULT_4XX'), 'the message of the validator': response('ResponseType: BAD_REQUEST_BODY, ResponseTemplates: { application/json: "$context.error.validationErrorString" }'), 'the error of the server': response('ResponseType: DEFAULT_5XX, ResponseTemplates: { text/plain: "$context.integration.error" }') },
  unknown: { 'not told': open(response('ResponseType: DEFAULT_4XX, ResponseTemplates: !Ref L')) },
});

ruleCases(apiErrorsReplaced, {
  pass: { both: lines(API, response('ResponseType: DEFAULT_4XX'), response('ResponseType: DEFAULT_5XX', 'F')), 'both in the definition': resource('A', 'AWS::ApiGateway::RestApi', '{ Body: { x-amazon-apigateway-gateway-responses: { DEFAULT_4XX: {}, DEFAULT_5XX: {} } } }') },
  fail: { none: API, 'one of the two': lines(API, response('ResponseType: DEFAULT_4XX')), 'those of another API': lines(API, resource('B', 'AWS::ApiGateway::RestApi'), response('ResponseType: DEFAULT_4XX').replace('!Ref A', '!Ref B'), response('ResponseType: DEFAULT_5XX', 'F').replace('!Ref A', '!Ref B')).replace('!Ref A', '!Ref B') },
  unknown: { 'a response that nobody tells': open(API, response('ResponseType: DEFAULT_4XX'), response('ResponseType: !Ref P', 'F')), 'a definition elsewhere': resource('A', 'AWS::ApiGateway::RestApi', '{ BodyS3Location: { Bucket: b } }') },
});
