import type { Check } from '../../../../lib/assurance/check';
import { decide } from '../../../../lib/assurance/iam/decide';
import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';
import { subjectOf } from '../../../../lib/assurance/rules';
import { facts, parseTemplate } from '../../../../lib/assurance/template';
import type { Verification } from '../../../../lib/assurance/verify';

const TEMPLATE = `
Parameters: { Key: { Type: String } }
Resources:
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: data, Kms: !Ref Key } }
  Queue: { Type: AWS::SQS::Queue }
  Db: { Type: AWS::RDS::DBInstance }
`;

const REQUEST = { principal: { kind: 'anonymous' as const }, action: 's3:GetObject', resource: 'arn:aws:s3:::data/a', context: new Map([['aws:SourceIp', '198.51.100.7']]) };
const OPEN = parsePolicy({ Statement: [{ Sid: 'Everybody', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }] }, 'Bucket policy');

/** One check of each kind, about resources of one template that is read from `file`. */
export function sample(file = 'T.yaml', more: readonly Check[] = []): Verification {
  const found = facts([parseTemplate(TEMPLATE, file)]);
  const subject = (logicalId: string) => found.find('T', logicalId).map(subjectOf)[0];
  const common = { source: 'rule' as const, severity: 'error' as const, fix: 'set it' };
  const acknowledgement = { id: 'SecureAi::Tags', reason: 'rebuilt daily', owner: 'data-team', expires: '2026-06-30' };
  const refuted: Check['verdict'] = { kind: 'refuted', because: [{ code: 'PropertyMissing', property: 'Tags', wanted: 'a value' }], witness: { kind: 'property', path: ['Tags'], got: undefined } };
  const checks: readonly Check[] = [
    { ...common, id: 'Versions', title: 'bucket keeps versions', controls: ['DAT-05'], subject: subject('Bucket'), verdict: { kind: 'proved', because: [], assumptions: [] } },
    { ...common, id: 'Tags', title: 'bucket has tags', controls: ['GOV-01'], severity: 'warning', subject: subject('Bucket'), verdict: refuted },
    { ...common, id: 'Tags', title: 'bucket has tags', controls: ['GOV-01'], subject: subject('Queue'), verdict: refuted, acknowledgement },
    { ...common, id: 'Key', title: 'bucket has a key', controls: ['DAT-01', 'DAT-08'], subject: subject('Bucket'), verdict: { kind: 'unknown', because: [{ code: 'ParameterWithoutValue', template: 'T', parameter: 'Key' }] } },
    { ...common, id: 'Encrypted', title: 'disk is encrypted', controls: ['DAT-07'], subject: subject('Db'), verdict: { kind: 'not-applicable', because: [{ code: 'NoDisks' }] } },
    {
      ...common, source: 'requirement', id: 'NET-02.no-path', title: 'no path from the internet to the database', controls: ['NET-02'], subject: subject('Db'), finding: 'internet',
      verdict: {
        kind: 'refuted', because: [{ code: 'ClosedWithout', remove: ['T.Group/SecurityGroupIngress/0'] }],
        witness: { kind: 'path', path: { hops: [{
          from: 'internet', to: 'T.Db', way: 'internet-gateway', protocol: 'tcp', source: '198.51.100.7', sourcePort: 49152, destination: '10.0.0.4', port: 5432, traffic: 'tcp 5432', because: [],
          admittedBy: [{ stage: 'DestinationSecurityGroup', by: 'T.Group/SecurityGroupIngress/0' }, { stage: 'Route', by: 'T.Route' }], answerAdmittedBy: [{ stage: 'AnswerRoute', by: 'T.Route' }],
        }] } },
      },
    },
    {
      ...common, source: 'requirement', id: 'NET-01.egress', title: 'nothing leaves', controls: ['NET-01'], subject: subject('Db'),
      verdict: {
        kind: 'proved', assumptions: ['Nothing is attached from outside.'],
        because: [{ code: 'Closed', from: 'T.Db', to: 'internet', way: 'nat-gateway', family: 'IPv4', protocols: 'tcp', by: [{ code: 'NoRoute', at: 'T.Table' }] }],
      },
    },
    {
      ...common, source: 'requirement', id: 'DAT-04.public', title: 'no stranger reads the bucket', controls: ['DAT-04'], subject: subject('Bucket'),
      verdict: { kind: 'refuted', because: [], witness: { kind: 'request', request: REQUEST, decision: decide(REQUEST, { identity: [], resource: { policy: { name: 'Bucket policy', policy: OPEN } } }) } },
    },
    ...more,
  ];
  return { checks, facts: found, assumptions: [{ code: 'ParameterDefault', template: 'T', parameter: 'Size', value: '3' }], unresolved: found.unresolved, stale: [], weakenings: [{ control: 'tls', path: 'Api/Alb', reason: 'own certificate', owner: 'net', expires: '2026-12-31' }] };
}
