import { select, type Selector } from '../../../../lib/assurance/requirements';
import { factsOf } from './template';

const TEMPLATE = `
Parameters:
  Tier: { Type: String }
Resources:
  Raw:
    Type: AWS::S3::Bucket
    Metadata: { aws:cdk:path: Data/Lake/Raw/Bucket/Resource }
    Properties: { Tags: [{ Key: data-class, Value: confidential }, { Key: owner, Value: ml }] }
  Audit:
    Type: AWS::S3::Bucket
    Metadata: { aws:cdk:path: Foundation/Audit/Resource }
    Properties: { Tags: [{ Key: data-class, Value: !Ref Tier }] }
  Pool:
    Type: AWS::Cognito::UserPool
    Properties: { UserPoolTags: { data-class: confidential } }
  Parameter:
    Type: AWS::SSM::Parameter
    Properties: { Type: String, Value: x, Tags: { data-class: public } }
  Plain:
    Type: AWS::SQS::Queue
`;
const { resources } = factsOf(TEMPLATE);

function names(selector: Selector): readonly string[] {
  return select(selector, resources).matched.map(({ logicalId }) => logicalId);
}

describe('select', () => {
  test.each<[string, Selector, readonly string[]]>([
    ['a type', { type: 'AWS::S3::Bucket' }, ['Raw', 'Audit']],
    ['one of several types', { type: ['AWS::SQS::Queue', 'AWS::SSM::*'] }, ['Parameter', 'Plain']],
    ['the template', { template: 'T' }, ['Raw', 'Audit', 'Pool', 'Parameter', 'Plain']],
    ['another template', { template: 'Other' }, []],
    ['a glob of logical ids', { logicalId: 'P*' }, ['Pool', 'Parameter', 'Plain']],
    ['a construct path below another', { path: 'Data/Lake/Raw/*' }, ['Raw']],
    ['a construct path with a leading slash', { path: '/Data/*' }, ['Raw']],
    ['no resource below a path that is not a whole glob', { path: 'Data/Lake/Raw' }, []],
    ['a tag in a list', { type: 'AWS::S3::Bucket', tags: { owner: 'ml' } }, ['Raw']],
    ['a tag in a map, under the property of the type', { type: 'AWS::Cognito::*', tags: { 'data-class': 'conf*' } }, ['Pool']],
    ['a tag in a map', { tags: { 'data-class': 'public' } }, ['Parameter']],
    ['everything but what another selector means', { type: 'AWS::S3::Bucket', not: { path: 'Foundation/*' } }, ['Raw']],
    ['all of its members together', { type: 'AWS::S3::Bucket', logicalId: 'Raw', path: 'Foundation/*' }, []],
  ])('matches %s', (_, selector, expected) => {
    expect(names(selector)).toEqual(expected);
  });

  test('a tag whose value the template does not tell is doubtful, not matched and not missed', () => {
    const { matched, doubtful } = select({ type: 'AWS::S3::Bucket', tags: { 'data-class': 'confidential' } }, resources);
    expect(matched.map(({ logicalId }) => logicalId)).toEqual(['Raw']);
    expect(doubtful.map(({ resource, because }) => [resource.logicalId, because.code])).toEqual([['Audit', 'SelectionUndecided']]);
  });

  test('what is excluded by a doubtful tag is doubtful', () => {
    const { matched, doubtful } = select({ type: 'AWS::S3::Bucket', not: { tags: { 'data-class': 'confidential' } } }, resources);
    expect([matched.length, doubtful.map(({ resource }) => resource.logicalId)]).toEqual([0, ['Audit']]);
  });
});
