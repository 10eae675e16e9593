import { Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { atMostPattern, bodySizeStatement } from '../../../constructs/api/body-size';
import { sampleApi } from './fixture';

/** A template is data of any shape; tests look into it by name. */
type TemplateJson = ReturnType<Template['toJSON']>;

type Rule = { readonly Name: string; readonly Priority: number; readonly Action?: unknown; readonly OverrideAction?: unknown; readonly Statement: TemplateJson; readonly VisibilityConfig: unknown };
type Acl = { readonly Properties: { readonly Rules: Rule[] } };

const rulesOf = (template: Template): Rule[] => (Object.values(template.findResources('AWS::WAFv2::WebACL'))[0] as Acl | undefined)?.Properties.Rules ?? [];

describe('the web ACL of an API', () => {
  const template = Template.fromStack(sampleApi().stack);
  const rules = rulesOf(template);
  const rule = (name: string): Rule | undefined => rules.find(({ Name }) => Name === name);

  test('guards the stage', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      WebACLArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('WebAcl'), 'Arn'] },
      ResourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:eu-west-1::/restapis/', { Ref: Match.anyValue() }, '/stages/', { Ref: Match.stringLikeRegexp('Stage') }]] },
    });
  });

  test('has its rules in an order of their own, and no anonymous-address rule unless asked for', () => {
    expect(rules.map(({ Name, Priority }) => [Name, Priority])).toEqual([
      ['AWSManagedRulesAmazonIpReputationList', 0], ['RatePerIp', 1], ['RatePerToken', 2], ['BodySize', 3], ['AWSManagedRulesKnownBadInputsRuleSet', 4], ['AWSManagedRulesCommonRuleSet', 5],
    ]);
    expect(rulesOf(Template.fromStack(sampleApi({ webAcl: { blockAnonymousIps: true } }).stack)).map(({ Name }) => Name)).toContain('AWSManagedRulesAnonymousIpList');
  });

  test.each(['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'])('%s blocks', (name) => {
    expect(rule(name)?.OverrideAction).toEqual({ None: {} });
  });

  test('only the body rules count instead of blocking, so that a prompt may hold anything', () => {
    const counted = rules.flatMap(({ Statement }) => (Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? []) as Array<{ Name: string; ActionToUse: unknown }>);
    expect(counted.map(({ Name }) => Name)).toEqual([
      'JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'EC2MetaDataSSRF_BODY',
    ]);
    for (const { ActionToUse } of counted) expect(ActionToUse).toEqual({ Count: {} });
  });

  test('too many requests from one address, or with one token, are answered with 429', () => {
    const block = { Block: { CustomResponse: { ResponseCode: 429 } } };
    expect(rule('RatePerIp')).toMatchObject({ Action: block, Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 2_000, EvaluationWindowSec: 300 } } });
    expect(rule('RatePerToken')).toMatchObject({
      Action: block,
      Statement: { RateBasedStatement: { AggregateKeyType: 'CUSTOM_KEYS', Limit: 1_000, CustomKeys: [{ Header: { Name: 'authorization', TextTransformations: [{ Priority: 0, Type: 'NONE' }] } }] } },
    });
  });

  test('a body beyond the limit is answered with 413', () => {
    expect(rule('BodySize')?.Action).toEqual({ Block: { CustomResponse: { ResponseCode: 413 } } });
    expect(rule('BodySize')?.Statement.AndStatement.Statements).toMatchObject([
      { SizeConstraintStatement: { ComparisonOperator: 'GT', Size: 65_536, FieldToMatch: { Body: { OversizeHandling: 'MATCH' } } } },
      { NotStatement: { Statement: { RegexMatchStatement: { FieldToMatch: { SingleHeader: { Name: 'content-length' } }, RegexString: atMostPattern(1_048_576) } } } },
    ]);
    template.hasResourceProperties('AWS::WAFv2::WebACL', { AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } } } });
  });

  test('neither log nor sample holds a credential or content', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACL', {
      DataProtectionConfig: {
        DataProtections: Match.arrayWith([
          { Action: 'SUBSTITUTION', Field: { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization', 'cookie', 'x-api-key'] } },
          { Action: 'SUBSTITUTION', Field: { FieldType: 'BODY' } },
        ]),
      },
    });
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }, { SingleHeader: { Name: 'x-api-key' } }, { QueryString: {} }],
    });
    for (const { VisibilityConfig } of rules) expect(VisibilityConfig).toMatchObject({ SampledRequestsEnabled: false, CloudWatchMetricsEnabled: true });
  });

  test('it logs to an encrypted group with the name that WAF insists on, without a trailing wildcard', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: { 'Fn::Join': ['-', [Match.stringLikeRegexp('^aws-waf-logs-[0-9a-f]{8}$'), Match.anyValue()]] }, KmsKeyId: Match.anyValue() });
    const [logging] = Object.values(template.findResources('AWS::WAFv2::LoggingConfiguration')) as Array<{ Properties: { LogDestinationConfigs: unknown[] } }>;
    expect(JSON.stringify(logging?.Properties.LogDestinationConfigs)).toMatch(/:logs:eu-west-1:111122223333:log-group:",\{"Ref":"[^"]+"\}\]\]\}\]$/);
  });
});

describe('the body-size rule', () => {
  test('admits exactly the declared lengths up to the limit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_485_760 }), fc.integer({ min: 0, max: 20_000_000 }), (maximum, length) => {
      expect(new RegExp(atMostPattern(maximum)).test(String(length))).toBe(length <= maximum);
    }));
  });

  test.each([0, 1, 9, 10, 11, 19, 20, 99, 100, 101, 999, 1_000, 65_536, 1_048_576, 10_485_760])('is exact around %d', (maximum) => {
    const pattern = new RegExp(atMostPattern(maximum));
    for (const length of [0, 1, maximum - 1, maximum]) if (length >= 0 && length <= maximum) expect(pattern.test(String(length))).toBe(true);
    for (const length of [maximum + 1, maximum * 10 + 1, maximum + 1e9]) expect(pattern.test(String(length))).toBe(false);
  });

  test.each(['', '-1', '1e3', '0x10', '00', '+1', ' 1', '1 ', '1,1', '1\n'])('does not take %j for a length', (text) => {
    expect(new RegExp(atMostPattern(1_048_576)).test(text)).toBe(false);
  });

  test('stays within the 512 characters that WAF takes', () => {
    expect(atMostPattern(Size.mebibytes(10).toBytes()).length).toBeLessThan(512);
    expect(atMostPattern(9_999_999).length).toBeLessThan(512);
  });

  test('needs no header for a limit that WAF can measure itself', () => {
    expect(bodySizeStatement(10_000)).toMatchObject({ sizeConstraintStatement: { size: 10_000, fieldToMatch: { body: { oversizeHandling: 'MATCH' } } } });
  });
});
