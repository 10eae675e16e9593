import { resolved } from './resolved';

const SECTIONS = `
Parameters:
  Name: { Type: String, Default: blue }
  Free: { Type: String }
  Zones: { Type: CommaDelimitedList, Default: 'a, b,c' }
  FreeList: { Type: CommaDelimitedList }
  Ami: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/service/ami }
  SubnetIds: { Type: 'List<AWS::EC2::Subnet::Id>' }
  VpcId: { Type: 'AWS::EC2::VPC::Id' }
Mappings:
  Sizes:
    eu-central-1: { size: m5.large, zones: [x, y] }
    us-east-1: { size: m5.xlarge, zones: [x, y] }
Conditions:
  Here: !Equals [!Ref AWS::Region, eu-central-1]
  Elsewhere: !Not [{Condition: Here}]
Resources:
  Bucket: { Type: 'AWS::S3::Bucket' }
  Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Sub 'logs-\${AWS::AccountId}' } }
  Fn: { Type: 'AWS::Lambda::Function' }`;

const FREE = '⟦T.Free~any⟧';
const BUCKET = '⟦T.Bucket.Ref⟧';

const CASES: readonly (readonly [string, unknown])[] = [
  // Ref
  ['!Ref AWS::Region', 'eu-central-1'],
  ['!Ref AWS::Partition', 'aws'],
  ['!Ref AWS::URLSuffix', 'amazonaws.com'],
  ['!Ref AWS::StackName', '⟦T.AWS::StackName⟧'],
  ['!Select [1, !Split [/, !Ref AWS::StackId]]', '⟦T.AWS::StackName⟧'],
  ['!Select [0, !Split ["-", !Select [2, !Split [/, !Ref AWS::StackId]]]]', '⟦T.AWS::StackId.Uuid1⟧'],
  ['!Ref AWS::NotificationARNs', '?NotificationArns'],
  ['!Ref Name', 'blue'],
  ['!Ref Zones', ['a', 'b', 'c']],
  ['!Ref Free', FREE],
  ['!Ref VpcId', '⟦T.VpcId⟧'],
  ['!Ref FreeList', '?ParameterWithoutValue'],
  ['!Ref SubnetIds', '?ParameterWithoutValue'],
  ['!Ref Ami', '⟦T.Ami~any⟧'],
  ['!Ref Bucket', BUCKET],
  ['!Ref Named', 'logs-111122223333'],
  ['!Ref Nowhere', '?NoSuchReference'],
  ['{ Ref: [a] }', '?MalformedFunction'],
  ['[a, !Ref AWS::NoValue, b]', ['a', 'b']],
  ['{ a: 1, b: !Ref AWS::NoValue }', { a: 1 }],
  // Fn::GetAtt
  ['!GetAtt Bucket.Arn', `arn:aws:s3:::${BUCKET}`],
  ['!GetAtt [Named, Arn]', 'arn:aws:s3:::logs-111122223333'],
  ["{ 'Fn::GetAtt': Fn.Arn }", 'arn:aws:lambda:eu-central-1:111122223333:function:⟦T.Fn.Ref⟧'],
  ['!GetAtt [Bucket, !Ref Free]', '?AttributeUnknown'],
  ['!GetAtt Nowhere.Arn', '?NoSuchReference'],
  ['!GetAtt Bucket', '?MalformedFunction'],
  // Fn::Sub
  ["!Sub '${Name}-${AWS::Region}'", 'blue-eu-central-1'],
  ["!Sub ['${x}/${Bucket.Arn}', { x: !Ref Name }]", `blue/arn:aws:s3:::${BUCKET}`],
  ["!Sub '${!Literal} ${Free}'", `\${Literal} ${FREE}`],
  ["!Sub '$x ${Name'", '$x ${Name'],
  ["!Sub ['${Name}', { Name: shadow }]", 'shadow'],
  ["!Sub '${Zones}'", '⟦text(["a","b","c"])~any⟧'],
  // Fn::Join
  ["!Join ['-', [a, !Ref Name, 3, true]]", 'a-blue-3-true'],
  ["!Join [',', !Ref Zones]", 'a,b,c'],
  ["!Join [',', !Ref FreeList]", '⟦Fn::Join(",",T.FreeList)~any⟧'],
  ["!Join ['', ['{{resolve:', 'ssm:/key}}']]", '⟦resolve:ssm:/key~any⟧'],
  ["!Join [!Ref Name, [a]]", '?MalformedFunction'],
  // Fn::If and conditions
  ['!If [Here, a, b]', 'a'],
  ['!If [Elsewhere, a, b]', 'b'],
  ['[!If [Elsewhere, a, !Ref AWS::NoValue]]', []],
  ['!If [Missing, a, b]', '?NoSuchCondition'],
  ['!If [Here, a]', '?MalformedFunction'],
  // Fn::FindInMap
  ['!FindInMap [Sizes, !Ref AWS::Region, size]', 'm5.large'],
  ['!FindInMap [Sizes, us-east-1, zones]', ['x', 'y']],
  ['!FindInMap [Sizes, !Ref Free, zones]', ['x', 'y']],
  ["!FindInMap [Sizes, !Sub '${Bucket}', size]", '⟦Fn::FindInMap(Sizes,(T.Bucket.Ref),size)~any⟧'],
  ['!FindInMap [Sizes, nowhere, size]', '?NoSuchMapping'],
  ['!FindInMap [Sizes, nowhere, size, { DefaultValue: small }]', 'small'],
  // Fn::Select and Fn::Split
  ['!Select [1, [a, b]]', 'b'],
  ["!Select ['1', !Split [':', 'a:b:c']]", 'b'],
  ["!Select [5, !Split [':', !GetAtt Fn.Arn]]", 'function'],
  ["!Select [4, !Split [':', !GetAtt Fn.Arn]]", '111122223333'],
  ['!Select [9, [a, b]]', '?SelectOutOfRange'],
  ['!Select [0, !GetAZs \'\']', '⟦Fn::GetAZs(eu-central-1)[0]⟧'],
  ["!Split [',', !Ref Free]", '?ListOfUnknownLength'],
  ["!Select [0, !Split ['-', !Ref Bucket]]", '⟦Fn::Split(-,(T.Bucket.Ref))[0]~any⟧'],
  ["!Split ['/', !Sub 'x/${Bucket}/y']", ['x', BUCKET, 'y']],
  // others
  ['!Base64 hello', 'aGVsbG8='],
  ["!Base64 {'Fn::Sub': 'x ${Bucket}'}", '⟦Fn::Base64(x (T.Bucket.Ref))~any⟧'],
  ["!GetAZs us-east-1", '?AvailabilityZones'],
  ["!Cidr [10.0.0.0/16, 3, 8]", ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
  ["!Cidr ['2001:db8::/56', 2, 64]", ['2001:db8::/64', '2001:db8:0:1::/64']],
  ["!Cidr [10.0.0.0/30, 9, 8]", '?InvalidCidr'],
  ["!Cidr [!Ref Free, 3, 8]", '?CidrUnknown'],
  ['!ImportValue nowhere', '⟦Fn::ImportValue(nowhere)~any⟧'],
  ['!Length [a, b]', 2],
  ['!Length {Ref: Zones}', 3],
  ['!ToJsonString {a: [1, !Ref Name]}', '{"a":[1,"blue"]}'],
  ["!Transform {Name: 'AWS::Include', Parameters: {Location: 's3://x'}}", '?MadeByTransform'],
  ["{ 'Fn::Unheard': 1 }", '?UnknownFunction'],
  ["'{{resolve:secretsmanager:db:SecretString:password}}'", '⟦resolve:secretsmanager:db:SecretString:password~any⟧'],
  ["'forged ⟦T.Bucket.Ref⟧'", '?ReservedCharacter'],
  ["{ '⟦x⟧': 1 }", '?ReservedCharacter'],
  // scalars stay as they are written
  ['2012-10-17', '2012-10-17'],
  ['012345678901', '012345678901'],
  ['1.0', '1.0'],
  ['yes', true],
  ["'yes'", 'yes'],
  ['~', null],
];

test.each(CASES)('%s', (value, expected) => {
  expect(resolved(value, SECTIONS)).toEqual(expected);
});

test('pseudo parameters are symbols when nothing says where the stack goes', () => {
  expect(resolved("!Sub '${AWS::Partition}:${AWS::Region}:${AWS::AccountId}:${AWS::URLSuffix}'", SECTIONS, {})).toBe('⟦AWS::Partition⟧:⟦AWS::Region⟧:⟦AWS::AccountId⟧:⟦AWS::URLSuffix⟧');
});

test.each([['cn-north-1', 'aws-cn:amazonaws.com.cn'], ['us-gov-west-1', 'aws-us-gov:amazonaws.com'], ['eusc-de-east-1', '⟦AWS::Partition⟧:⟦AWS::URLSuffix⟧']])('the partition of %s', (region, expected) => {
  expect(resolved("!Sub '${AWS::Partition}:${AWS::URLSuffix}'", SECTIONS, { region })).toBe(expected);
});

test('given parameters come before defaults, and lists are cut', () => {
  const parameters = { T: { Name: 'red', Zones: 'z', Ami: 'ignored' } };
  expect(resolved('[!Ref Name, !Ref Zones, !Ref Ami]', SECTIONS, { parameters })).toEqual(['red', ['z'], '⟦T.Ami~any⟧']);
});
