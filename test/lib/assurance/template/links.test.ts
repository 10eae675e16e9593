import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { facts } from '../../../../lib/assurance/template/facts';
import { loadAssembly } from '../../../../lib/assurance/template/load';
import { parseTemplate } from '../../../../lib/assurance/template/template';
import { isUnknown } from '../../../../lib/assurance/template/value';
import { plain, problemsOf } from './resolved';

const EXPORTER = `
Parameters: { On: { Type: String, AllowedValues: ['yes', 'no'] } }
Conditions: { C: !Equals [!Ref On, 'yes'] }
Resources: { Bucket: { Type: 'AWS::S3::Bucket' } }
Outputs:
  Name: { Value: !Ref Bucket, Export: { Name: !Sub 'x-\${AWS::Region}' } }
  Maybe: { Value: !If [C, one, two], Export: { Name: maybe } }
  Rare: { Condition: C, Value: rare, Export: { Name: rare } }
`;
const probe = (value: string): string => `Resources: { Probe: { Type: 'Custom::Probe', Properties: { Value: ${value} } } }`;

function together(value: string, exporter = EXPORTER, regions: readonly [string, string] = ['eu-west-1', 'eu-west-1']): readonly unknown[] {
  const found = facts([parseTemplate(exporter, 'A.yaml', { stackName: 'stack-a', environment: { region: regions[0] } }), parseTemplate(probe(value), 'B.yaml', { environment: { region: regions[1] } })]);
  return found.find('B', 'Probe').map(({ properties }) => plain(isUnknown(properties) ? properties : properties['Value']));
}

test.each([
  ["!ImportValue x-eu-west-1", ['⟦A.Bucket.Ref⟧']],
  ["!ImportValue {'Fn::Sub': 'x-${AWS::Region}'}", ['⟦A.Bucket.Ref⟧']],
  ['!ImportValue maybe', ['one', 'two']],
  ['!ImportValue rare', ['rare', '⟦Fn::ImportValue(rare)~any⟧']],
  ['!ImportValue nowhere', ['⟦Fn::ImportValue(nowhere)~any⟧']],
  ["{ 'Fn::GetStackOutput': { StackName: stack-a, OutputName: Name } }", ['⟦A.Bucket.Ref⟧']],
  ["{ 'Fn::GetStackOutput': { StackName: stack-b, OutputName: Name } }", ['⟦Fn::GetStackOutput(stack-b.Name)~any⟧']],
])('%s', (value, expected) => expect(together(value)).toEqual(expected));

test('another region exports for itself', () => {
  expect(together('!ImportValue maybe', EXPORTER, ['us-east-1', 'eu-west-1'])).toEqual(['⟦Fn::ImportValue(maybe)~any⟧']);
});

test('a name that two templates export is ambiguous', () => {
  const found = facts([parseTemplate(EXPORTER, 'A.yaml'), parseTemplate(EXPORTER, 'C.yaml'), parseTemplate(probe('!ImportValue maybe'), 'B.yaml')]);
  expect(found.unresolved.map(({ code }) => code)).toEqual(['ImportAmbiguous']);
});

test('exports whose names are imported, in a circle, end as unknown', () => {
  const circle = (mine: string, theirs: string): string => `Resources: { R: { Type: 'Custom::R' } }\nOutputs: { O: { Value: v, Export: { Name: !ImportValue ${theirs} } }, P: { Value: !ImportValue ${theirs}, Export: { Name: ${mine} } } }`;
  const found = facts([parseTemplate(circle('a', 'b'), 'A.yaml'), parseTemplate(circle('b', 'a'), 'B.yaml')]);
  expect(found.unresolved.length).toBeGreaterThan(0);
});

describe('on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (file: string, content: unknown): void => writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  mkdirSync(join(folder, 'assembly-Stage'));
  write('Top.template.json', {
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Child: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'child.nested.template.json' }, Properties: { TemplateURL: 'https://x', Parameters: { Vpc: { Ref: 'Vpc' }, Names: 'a,b' } } },
      Away: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://y' } },
      Probe: { Type: 'Custom::Probe', Properties: { Group: { 'Fn::GetAtt': ['Child', 'Outputs.Group'] }, Away: { 'Fn::GetAtt': ['Away', 'Outputs.X'] } } },
    },
  });
  write('child.nested.template.json', {
    Parameters: { Vpc: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' } },
    Resources: { Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: { Ref: 'Vpc' }, Tags: { Ref: 'Names' } } } },
    Outputs: { Group: { Value: { Ref: 'Group' } } },
  });
  write('assembly-Stage/Deep.template.json', { Resources: { R: { Type: 'Custom::R' } } });
  write('assembly-Stage/manifest.json', { artifacts: { Deep: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile: 'Deep.template.json' } } } });
  write('Top.metadata.json', { '/Top/Network/Vpc': [{ type: 'aws:cdk:logicalId', data: 'Vpc' }] });
  write('manifest.json', { artifacts: {
    Tree: { type: 'cdk:tree' },
    Top: { type: 'aws:cloudformation:stack', environment: 'aws://111122223333/eu-west-1', properties: { templateFile: 'Top.template.json', stackName: 'top' }, additionalMetadataFile: 'Top.metadata.json' },
    Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } },
  } });
  const found = facts(loadAssembly(folder));

  test('stages and nested stacks come along, with their environment and paths', () => {
    expect(found.templates.map(({ name, stackName }) => [name, stackName])).toEqual([['Top', 'top'], ['Top/Child', undefined], ['Deep', 'Deep']]);
    expect(found.find('Top', 'Vpc')[0]?.path).toBe('Top/Network/Vpc');
  });

  test('values go into nested stacks and come out of them', () => {
    expect(plain(found.find('Top/Child', 'Group')[0]?.properties)).toEqual({ VpcId: '⟦Top.Vpc.Ref⟧', Tags: ['a', 'b'] });
    expect(plain(found.find('Top', 'Probe')[0]?.properties)).toEqual({ Group: '⟦Top/Child.Group.Ref⟧', Away: '⟦Top.Away.Outputs.X~any⟧' });
    expect(found.unresolved.map(({ code }) => code)).toEqual(['NestedTemplateNotGiven']);
  });

  test('single files are taken too, and two of one name are told apart', () => {
    const file = join(folder, 'Top.template.json');
    expect(loadAssembly([file, file]).map(({ name }) => name)).toEqual(['Top', 'Top~2']);
  });

  test.each([['assembly-Nowhere', 'FileNotFound'], ['..', 'NotAnAssembly']])('%s is refused as %s', (path, code) => {
    expect(problemsOf(() => loadAssembly(join(folder, path))).map((problem) => problem.code)).toEqual([code]);
  });

  test('a file of 50 MB is refused without being read', () => {
    const file = openSync(join(folder, 'large.json'), 'w');
    ftruncateSync(file, 50 * 1024 * 1024);
    closeSync(file);
    expect(problemsOf(() => loadAssembly(join(folder, 'large.json'))).map(({ code, where }) => [code, where])).toEqual([['TemplateTooLarge', join(folder, 'large.json')]]);
  });

  test('a template that nests itself is refused', () => {
    write('self.yaml', "Resources: { S: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: self.yaml } } }");
    expect(problemsOf(() => loadAssembly(join(folder, 'self.yaml'))).map(({ code }) => code)).toEqual(['NestedTooDeep']);
  });
});
