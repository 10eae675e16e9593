import { edgeFirewalled } from '../../../../../lib/assurance/rules/api/edge-firewalled';
import { webAclBodyLimited } from '../../../../../lib/assurance/rules/api/web-acl-body-limited';
import { webAclClassicBlocksByDefault } from '../../../../../lib/assurance/rules/api/web-acl-classic-blocks-by-default';
import { webAclDataProtected } from '../../../../../lib/assurance/rules/api/web-acl-data-protected';
import { webAclInspectsBody } from '../../../../../lib/assurance/rules/api/web-acl-inspects-body';
import { webAclLogKeepsBlocked } from '../../../../../lib/assurance/rules/api/web-acl-log-keeps-blocked';
import { webAclLogRedacted } from '../../../../../lib/assurance/rules/api/web-acl-log-redacted';
import { webAclLogged } from '../../../../../lib/assurance/rules/api/web-acl-logged';
import { webAclManagedRules } from '../../../../../lib/assurance/rules/api/web-acl-managed-rules';
import { webAclMetered } from '../../../../../lib/assurance/rules/api/web-acl-metered';
import { webAclRateLimited } from '../../../../../lib/assurance/rules/api/web-acl-rate-limited';
import { webAclRateLimitedByCaller } from '../../../../../lib/assurance/rules/api/web-acl-rate-limited-by-caller';
import { webAclRulesStop } from '../../../../../lib/assurance/rules/api/web-acl-rules-stop';
import { webAclSamplesOff } from '../../../../../lib/assurance/rules/api/web-acl-samples-off';
import { ruleCases } from '../cases';
import { lines, open, resource } from '../network/write';

const acl = (properties: string): string => resource('W', 'AWS::WAFv2::WebACL', `{ ${properties} }`);
const rules = (...items: readonly string[]): string => acl(`Scope: REGIONAL, Rules: [${items.join(', ')}]`);
const managed = (name: string, override = 'None', more = ''): string => `{ Name: ${name}, OverrideAction: { ${override}: {} }, Statement: { ManagedRuleGroupStatement: { VendorName: AWS, Name: ${name} ${more} } } }`;
const rate = (action = 'Block', key = 'IP'): string => `{ Name: rate, Action: { ${action}: {} }, Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: ${key} } } }`;
const size = (oversize: string, action = 'Block'): string => `{ Name: size, Action: { ${action}: {} }, Statement: { AndStatement: { Statements: [{ SizeConstraintStatement: { ComparisonOperator: GT, Size: 8192, FieldToMatch: { Body: { OversizeHandling: ${oversize} } } } }] } } }`;
const GROUPS = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesAmazonIpReputationList'] as const;
const UNTOLD = open(acl('Rules: !Ref L'));

const association = (arn: string): string => resource('X', 'AWS::WAFv2::WebACLAssociation', `{ WebACLArn: !GetAtt W.Arn, ResourceArn: ${arn} }`);
const API = resource('A', 'AWS::ApiGateway::RestApi', '{ Name: a }');
const stage = resource('G', 'AWS::ApiGateway::Stage', '{ RestApiId: !Ref A, StageName: live }');
const balancer = (scheme: string): string => resource('B', 'AWS::ElasticLoadBalancingV2::LoadBalancer', `{ Scheme: ${scheme} }`);

ruleCases(edgeFirewalled, {
  pass: {
    'a stage': lines(rules(), API, stage, association('!Sub "arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${A}/stages/${G}"')), 'a load balancer': lines(rules(), balancer('internet-facing'), association('!Ref B')),
    'a GraphQL API': lines(rules(), resource('Q', 'AWS::AppSync::GraphQLApi', '{ Name: q }'), association('!GetAtt Q.Arn')), 'a distribution': resource('C', 'AWS::CloudFront::Distribution', '{ DistributionConfig: { WebACLId: a } }'),
  },
  fail: {
    'a stage': lines(API, stage), 'a stage beside another one': lines(API, stage, association('!Sub "arn:aws:apigateway:eu-west-1::/restapis/${A}/stages/test"')), 'a stage beside a load balancer': lines(API, stage, balancer('internal'), association('!Ref B')),
    'a load balancer': balancer('internet-facing'), 'a load balancer without a scheme': resource('B', 'AWS::ElasticLoadBalancingV2::LoadBalancer'), 'a distribution': resource('C', 'AWS::CloudFront::Distribution', '{ DistributionConfig: { Enabled: true } }'),
  },
  unknown: { 'an association of what nobody tells': open(API, stage, association('!Ref P')), 'a scheme that nobody tells': open(balancer('!Ref P')) },
  skip: { 'an internal load balancer': balancer('internal'), 'a private API': lines(resource('A', 'AWS::ApiGateway::RestApi', '{ EndpointConfiguration: { Types: [PRIVATE] } }'), stage), 'a network load balancer': resource('B', 'AWS::ElasticLoadBalancingV2::LoadBalancer', '{ Type: network }') },
});

ruleCases(webAclRulesStop, {
  pass: { blocking: rules(rate(), managed(GROUPS[0])), 'a captcha': rules(rate('Captcha')), 'callers that are let through': rules(rate(), '{ Name: office, Action: { Allow: {} }, Statement: { IPSetReferenceStatement: { Arn: a } } }') },
  fail: { 'a rule that counts': rules(rate('Count')), 'a group that counts': rules(managed(GROUPS[0], 'Count')), 'a rule of a group that allows': rules(managed(GROUPS[0], 'None', ', RuleActionOverrides: [{ Name: x, ActionToUse: { Allow: {} } }]')), 'no rules': rules() },
  unknown: { 'rules that nobody tells': UNTOLD, 'an action that nobody tells': open(rules('{ Name: r, Action: !Ref L }')) },
});

ruleCases(webAclManagedRules, {
  pass: { 'all three': rules(...GROUPS.map((name) => managed(name))) },
  fail: { 'two of three': rules(managed(GROUPS[0]), managed(GROUPS[1])), 'one that counts': rules(managed(GROUPS[0], 'Count'), managed(GROUPS[1]), managed(GROUPS[2])), none: rules(rate()) },
  unknown: { 'rules that nobody tells': UNTOLD, 'a group of rules elsewhere': rules('{ Name: g, OverrideAction: { None: {} }, Statement: { RuleGroupReferenceStatement: { Arn: a } } }'), 'a name that nobody tells': open(rules(managed('!Ref P'))) },
});

ruleCases(webAclRateLimited, {
  pass: { 'by address': rules(rate()), 'by forwarded address': rules(rate('Challenge', 'FORWARDED_IP')) },
  fail: { 'counted only': rules(rate('Count')), 'by caller only': rules(rate('Block', 'CUSTOM_KEYS')), none: rules(managed(GROUPS[0])) },
  unknown: { 'rules that nobody tells': UNTOLD, 'a key that nobody tells': open(rules(rate('Block', '!Ref P'))) },
});

ruleCases(webAclRateLimitedByCaller, {
  pass: { 'by keys of the request': rules(rate('Block', 'CUSTOM_KEYS')) },
  fail: { 'by address only': rules(rate()), 'counted only': rules(rate('Count', 'CUSTOM_KEYS')) },
  unknown: { 'rules that nobody tells': UNTOLD },
});

ruleCases(webAclBodyLimited, {
  pass: { 'a rule of its own': rules(size('MATCH')), 'the common rules': rules(managed(GROUPS[0])) },
  fail: { 'judged by what was read': rules(size('CONTINUE')), 'counted only': rules(size('MATCH', 'Count')), 'common rules without it': rules(managed(GROUPS[0], 'None', ', RuleActionOverrides: [{ Name: SizeRestrictions_BODY, ActionToUse: { Count: {} } }]')), none: rules(rate()) },
  unknown: { 'rules that nobody tells': UNTOLD, 'handling that nobody tells': open(rules(size('!Ref P'))) },
});

const logging = (properties: string): string => resource('LC', 'AWS::WAFv2::LoggingConfiguration', `{ ResourceArn: !GetAtt W.Arn, ${properties} }`);
ruleCases(webAclLogged, {
  pass: { logged: lines(rules(), logging('LogDestinationConfigs: [a]')) },
  fail: { nothing: rules(), 'no destination': lines(rules(), logging('LogDestinationConfigs: []')), 'the log of another one': lines(rules(), resource('LC', 'AWS::WAFv2::LoggingConfiguration', '{ ResourceArn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/x/1", LogDestinationConfigs: [a] }')) },
  unknown: { 'the log of what nobody tells': open(rules(), resource('LC', 'AWS::WAFv2::LoggingConfiguration', '{ ResourceArn: !Ref P, LogDestinationConfigs: [a] }')) },
});

const HEADERS = '{ SingleHeader: { Name: Authorization } }, { SingleHeader: { Name: cookie } }, { SingleHeader: { Name: x-api-key } }';
ruleCases(webAclLogRedacted, {
  pass: { 'headers and query string': logging(`RedactedFields: [${HEADERS}, { QueryString: {} }]`) },
  fail: { nothing: logging('LogDestinationConfigs: [a]'), 'no query string': logging(`RedactedFields: [${HEADERS}]`), 'no cookie': logging('RedactedFields: [{ SingleHeader: { Name: authorization } }, { SingleHeader: { Name: x-api-key } }, { QueryString: {} }]') },
  unknown: { 'not told': open(logging('RedactedFields: !Ref L')), 'a header that nobody tells': open(logging('RedactedFields: [{ SingleHeader: { Name: !Ref P } }, { QueryString: {} }]')) },
});

const filter = (behavior: string, fallback: string): string => logging(`LoggingFilter: { DefaultBehavior: ${fallback}, Filters: [{ Behavior: ${behavior}, Requirement: MEETS_ANY, Conditions: [{ ActionCondition: { Action: BLOCK } }] }] }`);
ruleCases(webAclLogKeepsBlocked, {
  pass: { 'no filter': logging('LogDestinationConfigs: [a]'), 'blocked ones kept': filter('KEEP', 'DROP') },
  fail: { 'blocked ones dropped': filter('DROP', 'KEEP'), 'all dropped': logging('LoggingFilter: { DefaultBehavior: DROP, Filters: [] }') },
  unknown: { 'not told': open(filter('!Ref P', 'DROP')) },
});

const visible = (own: string, each: string): string => acl(`VisibilityConfig: { ${own} }, Rules: [{ Name: r, Action: { Block: {} }, VisibilityConfig: { ${each} } }]`);
ruleCases(webAclSamplesOff, {
  pass: { off: visible('SampledRequestsEnabled: false', 'SampledRequestsEnabled: false') },
  fail: { 'on for one rule': visible('SampledRequestsEnabled: false', 'SampledRequestsEnabled: true'), 'on for the rest': visible('SampledRequestsEnabled: true', 'SampledRequestsEnabled: false') },
  unknown: { 'not told': open(visible('SampledRequestsEnabled: !Ref P', 'SampledRequestsEnabled: false')) },
});

ruleCases(webAclMetered, {
  pass: { on: visible('CloudWatchMetricsEnabled: true', 'CloudWatchMetricsEnabled: true') },
  fail: { 'off for one rule': visible('CloudWatchMetricsEnabled: true', 'CloudWatchMetricsEnabled: false') },
  unknown: { 'not told': open(visible('CloudWatchMetricsEnabled: true', 'CloudWatchMetricsEnabled: !Ref P')) },
});

const protections = (...fields: readonly string[]): string => acl(`DataProtectionConfig: { DataProtections: [${fields.map((each) => `{ Action: SUBSTITUTION, Field: { ${each} } }`).join(', ')}] }`);
ruleCases(webAclDataProtected, {
  pass: { 'header, query string and body': protections('FieldType: SINGLE_HEADER, FieldKeys: [Authorization]', 'FieldType: QUERY_STRING', 'FieldType: BODY') },
  fail: { nothing: acl('Scope: REGIONAL'), 'another header': protections('FieldType: SINGLE_HEADER, FieldKeys: [cookie]', 'FieldType: QUERY_STRING', 'FieldType: BODY'), 'no body': protections('FieldType: SINGLE_HEADER, FieldKeys: [authorization]', 'FieldType: QUERY_STRING') },
  unknown: { 'not told': open(acl('DataProtectionConfig: { DataProtections: !Ref L }')), 'keys that nobody tells': open(protections('FieldType: SINGLE_HEADER, FieldKeys: !Ref L', 'FieldType: QUERY_STRING', 'FieldType: BODY')) },
});

const before = association('!Sub "arn:aws:apigateway:eu-west-1::/restapis/${A}/stages/live"');
const inspects = (limit: string): string => acl(`Scope: REGIONAL, AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: ${limit} } } }`);
ruleCases(webAclInspectsBody, {
  pass: { 'as much as it can': lines(API, inspects('KB_64'), before) },
  fail: { 'the default': lines(API, acl('Scope: REGIONAL'), before), 'a little': lines(API, inspects('KB_16'), before), 'the default of a distribution': acl('Scope: CLOUDFRONT') },
  unknown: { 'not told': open(API, inspects('!Ref P'), before) },
  skip: { 'not before an API': acl('Scope: REGIONAL') },
});

ruleCases(webAclClassicBlocksByDefault, {
  pass: { 'what no rule matches is blocked': resource('W', 'AWS::WAF::WebACL', '{ DefaultAction: { Type: BLOCK } }') },
  fail: { allowed: resource('W', 'AWS::WAFRegional::WebACL', '{ DefaultAction: { Type: ALLOW } }') },
  unknown: { 'not told': open(resource('W', 'AWS::WAF::WebACL', '{ DefaultAction: { Type: !Ref P } }')) },
});
