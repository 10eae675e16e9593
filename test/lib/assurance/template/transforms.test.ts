import { isUnknown } from '../../../../lib/assurance/template/value';
import { factsOf, plain } from './resolved';

const LANGUAGE = "Transform: 'AWS::LanguageExtensions'";

describe('Fn::ForEach', () => {
  test('makes a resource for each item, in keys, texts and references', () => {
    const found = factsOf(`
${LANGUAGE}
Resources:
  Fn::ForEach::Topics:
    - Name
    - [alpha, b.e]
    - Topic&{Name}:
        Type: AWS::SNS::Topic
        Properties: { TopicName: !Sub '\${Name}.fifo', DisplayName: !Ref Name }
Outputs:
  Fn::ForEach::Outs: [Name, [alpha], { 'Out\${Name}': { Value: !GetAtt ['Topic\${Name}', TopicName] } }]`);
    expect(found.resources.map(({ logicalId, properties }) => [logicalId, plain(properties)])).toEqual([
      ['Topicalpha', { TopicName: 'alpha.fifo', DisplayName: 'alpha' }],
      ['Topicbe', { TopicName: 'b.e.fifo', DisplayName: 'b.e' }],
    ]);
    expect(found.templates[0]?.outputs.map(({ name, value }) => [name, value])).toEqual([['Outalpha', 'alpha.fifo']]);
  });

  test('goes through loops within loops, list parameters, mappings and properties', () => {
    const found = factsOf(`
${LANGUAGE}
Parameters: { Items: { Type: CommaDelimitedList, Default: 'x,y' } }
Mappings: { M: { x: { ports: ['1', '2'] }, y: { ports: ['3'] } } }
Resources:
  Fn::ForEach::Outer:
    - A
    - !Ref Items
    - Fn::ForEach::Inner:
        - P
        - !FindInMap [M, !Ref A, ports]
        - 'R\${A}\${P}': { Type: 'Custom::R', Properties: { 'Fn::ForEach::Props': [K, [one, two], { '\${K}': '\${A}\${P}' }] } }`);
    expect(found.resources.map(({ logicalId, properties }) => [logicalId, plain(properties)])).toEqual([
      ['Rx1', { one: 'x1', two: 'x1' }], ['Rx2', { one: 'x2', two: 'x2' }], ['Ry3', { one: 'y3', two: 'y3' }],
    ]);
  });

  test.each([
    ['!Ref Free', 'CollectionUnknown'],
    ['!Split [",", a]', 'CollectionUnknown'],
    ['[a&b, ab]', 'KeyMadeTwice'],
  ])('over %s says why it is not written out', (collection, cause) => {
    const found = factsOf(`${LANGUAGE}\nParameters: { Free: { Type: CommaDelimitedList } }\nResources:\n  Fn::ForEach::L: [I, ${collection}, { 'R&{I}': { Type: 'Custom::R' } }]`);
    expect(found.unresolved).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'LoopNotWrittenOut', cause, position: expect.objectContaining({ line: 4 }) })]));
  });

  test('loops that multiply are cut off', () => {
    const items = JSON.stringify(Array.from({ length: 100 }, (_, index) => `i${index}`));
    const nest = (depth: number): string => (depth === 0 ? `{ 'R\${I0}\${I1}\${I2}\${I3}': { Type: 'Custom::R' } }` : `{ 'Fn::ForEach::L${depth}': [I${depth - 1}, ${items}, ${nest(depth - 1)}] }`);
    const found = factsOf(`${LANGUAGE}\nResources: ${nest(4)}`);
    expect(found.unresolved.map(({ cause }) => cause)).toContain('TooManyCopies');
  });
});

test('deletion policies may be functions', () => {
  const found = factsOf(`
${LANGUAGE}
Parameters: { Env: { Type: String, AllowedValues: [dev, prod] } }
Conditions: { IsProd: !Equals [!Ref Env, prod] }
Resources: { B: { Type: 'AWS::S3::Bucket', DeletionPolicy: !If [IsProd, Retain, Delete], UpdateReplacePolicy: Retain } }`);
  expect(found.find('T', 'B').map(({ deletionPolicy, updateReplacePolicy }) => [deletionPolicy, updateReplacePolicy])).toEqual([['Delete', 'Retain'], ['Retain', 'Retain']]);
});

test('what SAM will make of its resources is unknown, and so is what it adds; the others are known', () => {
  const found = factsOf(`
Transform: [AWS::Serverless-2016-10-31]
Resources:
  F: { Type: 'AWS::Serverless::Function', Properties: { Handler: index.handler } }
  P: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: !Ref F, Role: !GetAtt FRole.Arn } }`);
  expect(found.find('T', 'F')[0]?.opaque).toEqual(expect.objectContaining({ code: 'ServerlessNotExpanded' }));
  expect(found.find('T', 'P')[0]?.opaque).toBeUndefined();
  expect(plain(found.find('T', 'P')[0]?.properties)).toEqual({ FunctionName: '⟦T.F.Ref~any⟧', Role: '?MadeByTransform' });
});

test('a macro may change everything', () => {
  const found = factsOf("Transform: [MyMacro]\nResources: { B: { Type: 'AWS::S3::Bucket' } }");
  expect(found.find('T', 'B')[0]?.opaque).toEqual({ code: 'MacroNotRun', macros: ['MyMacro'], template: 'T' });
  expect(found.unresolved.length).toBeGreaterThan(0);
});

test('an inclusion makes the map it stands in unknown', () => {
  const [resource] = factsOf("Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { A: 1, 'Fn::Transform': { Name: 'AWS::Include' } } } }").resources;
  expect(isUnknown(resource?.properties)).toBe(true);
});

test.each([
  ['a macro', "Transform: [Unheard]\nResources: { B: { Type: 'AWS::S3::Bucket' } }", 'MacroNotRun'],
  ['an inclusion on top', "Transform: [{ Name: 'AWS::Include', Parameters: { Location: s3://b/k } }]\nResources: { B: { Type: 'AWS::S3::Bucket' } }", 'InclusionNotRead'],
  ['an inclusion beside resources', "Resources: { B: { Type: 'AWS::S3::Bucket' }, 'Fn::Transform': { Name: 'AWS::Include' } }", 'InclusionNotRead'],
  ['a loop over what is not told', `${LANGUAGE}\nParameters: { Free: { Type: CommaDelimitedList } }\nResources: { 'Fn::ForEach::L': [I, !Ref Free, { 'R&{I}': { Type: 'Custom::R' } }] }`, 'LoopNotWrittenOut'],
])('after %s there may be resources that are not seen', (_, yaml, code) => {
  const found = factsOf(yaml);
  expect(found.incomplete).toEqual([expect.objectContaining({ code, template: 'T' })]);
  expect(found.unresolved).toEqual(expect.arrayContaining(found.incomplete));
});

test('what is written out leaves nothing unseen', () => {
  expect(factsOf(`${LANGUAGE}\nResources: { 'Fn::ForEach::L': [I, [a], { 'R&{I}': { Type: 'Custom::R' } }] }`).incomplete).toEqual([]);
});
