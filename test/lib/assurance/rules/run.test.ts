import type { Check } from '../../../../lib/assurance/check';
import { decide, type AccessRequest } from '../../../../lib/assurance/iam';
import { ALL_RULES, type Rule } from '../../../../lib/assurance/rules';
import { documentAt } from '../../../../lib/assurance/rules/identity/documents';
import { EVERYTHING } from '../../../../lib/assurance/rules/identity/proofs';
import { runRules } from '../../../../lib/assurance/rules/run';
import { facts, parseTemplate } from '../../../../lib/assurance/template';
import { ruleNamed } from './data/rule-table';
import { judge, wholeTemplate, worst } from './cases';

function checksOf(rule: Rule, template: string): readonly Check[] {
  return runRules(facts([parseTemplate(template, 'T.yaml')]), [rule]);
}

describe('templates that do not show every resource', () => {
  const versioned = ruleNamed('S3BucketVersioned');
  const refuses = ruleNamed('S3BucketDeniesPlainHttp');
  const bucket = (properties: string): string => `Resources:\n  B: {Type: 'AWS::S3::Bucket', Properties: {${properties}}}`;
  const RIGHT = 'VersioningConfiguration: {Status: Enabled}';
  const OPEN: readonly (readonly [string, string, string])[] = [
    ['a macro that was not run', 'Transform: [Mine]\n', 'MacroNotRun'],
    ['a file that is included on top', "Transform: {Name: 'AWS::Include', Parameters: {Location: s3://b/x}}\n", 'InclusionNotRead'],
    ['a loop over a list that is not told', 'Transform: AWS::LanguageExtensions\nParameters: {L: {Type: CommaDelimitedList}}\n', 'LoopNotWrittenOut'],
  ];
  const template = (head: string, properties: string): string => `${head}${bucket(properties)}${head.includes('LanguageExtensions') ? "\n  'Fn::ForEach::More': [N, !Ref L, {'P${N}': {Type: 'AWS::SQS::Queue', Properties: {}}}]" : ''}`;

  test.each(OPEN)('prove nothing of %s', (_, head, code) => {
    const [check] = checksOf(versioned, template(head, RIGHT));
    expect(check?.verdict.kind).toBe('unknown');
    expect(check?.verdict.because.map((step) => step.code)).toContain(code);
    expect(worst(checksOf(ruleNamed('S3EvidenceBucketLocked'), template(head, '')))).toBe('unknown');
  });

  test.each(OPEN.slice(1))('still show what is written wrong: %s', (_, head) => {
    expect(worst(checksOf(versioned, template(head, 'VersioningConfiguration: {Status: Suspended}')))).toBe('refuted');
    expect(worst(checksOf(refuses, template(head, '')))).toBe('refuted');
  });

  test('a template that shows everything is proved as before', () => {
    expect(worst(checksOf(versioned, bucket(RIGHT)))).toBe('proved');
  });
});

describe('a policy that breaks a rule', () => {
  const POLICIES: readonly (readonly [string, string])[] = [
    ['IamRoleTrustNotPublic', "A: {Type: 'AWS::IAM::Role', Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: {Effect: Allow, Principal: {AWS: '*'}, Action: 'sts:AssumeRole'}}}}"],
    ['IamRoleTrustConfusedDeputySafe', "A: {Type: 'AWS::IAM::Role', Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: {Effect: Allow, Principal: {Service: bedrock.amazonaws.com}, Action: 'sts:AssumeRole'}}}}"],
    ['ResourcePolicyNotPublic', "A: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: b, PolicyDocument: {Version: '2012-10-17', Statement: {Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'}}}}"],
    ['S3BucketDeniesPlainHttp', "A: {Type: 'AWS::S3::Bucket', Properties: {}}\nP: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: !Ref A, PolicyDocument: {Version: '2012-10-17', Statement: {Effect: Deny, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${A.Arn}/*', Condition: {Bool: {aws:SecureTransport: 'false'}}}}}}"],
  ];

  test.each(POLICIES)('%s hands on a request that is allowed, with the decision', (id, resources) => {
    const rule = ALL_RULES.find((each) => each.id === id);
    const verdicts = rule === undefined ? [] : judge(rule, resources).map(({ verdict }) => verdict).filter(({ kind }) => kind === 'refuted');
    expect(verdicts).toHaveLength(1);
    for (const verdict of verdicts) {
      const witness = verdict.kind === 'refuted' ? verdict.witness : undefined;
      expect(witness).toMatchObject({ kind: 'request', decision: { kind: 'allow' } });
      expect(witness?.kind === 'request' && replayed(witness.request, resources)).toBe('allow');
      expect(verdict.because.map(({ code }) => code)).not.toContain('RequestAllowed');
    }
  });

  /** The request, decided again by the policy as it is written, for somebody whom no other policy holds back. */
  function replayed(request: AccessRequest, resources: string): string {
    const documents = facts([parseTemplate(wholeTemplate(resources), 'T.yaml')]).resources.flatMap((resource) => documentAt(resource, 'PolicyDocument') ?? documentAt(resource, 'AssumeRolePolicyDocument') ?? []);
    return documents.map(({ input }) => decide(request, { identity: request.principal.kind === 'service' ? [] : [EVERYTHING], resource: { policy: input, ownerAccount: '999900001111' } }).kind).join(' ');
  }

  test('a rule about a property hands on the property', () => {
    const [check] = checksOf(ruleNamed('S3BucketVersioned'), "Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {VersioningConfiguration: {Status: Suspended}}}}");
    expect(check?.verdict).toMatchObject({ kind: 'refuted', witness: { kind: 'property', path: ['VersioningConfiguration', 'Status'], got: 'Suspended' } });
  });
});
