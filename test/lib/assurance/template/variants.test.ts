import { isUnknown } from '../../../../lib/assurance/template/value';
import { factsOf, plain } from './resolved';

const probe = (sections: string, value: string): readonly unknown[] => {
  const found = factsOf(`${sections}\nResources:\n  Probe:\n    Type: Custom::Probe\n    Properties:\n      Value: ${value}\n`, { accountId: '111122223333' });
  return found.find('T', 'Probe').map(({ properties }) => plain(isUnknown(properties) ? properties : properties['Value']));
};

test('a parameter with allowed values is gone through, and both branches are kept', () => {
  const sections = 'Parameters: { Env: { Type: String, AllowedValues: [dev, test, prod] } }\nConditions: { IsProd: !Equals [!Ref Env, prod] }';
  expect(probe(sections, '!If [IsProd, secure, weak]')).toEqual(['weak', 'secure']);
  expect(probe(sections, '[!Ref Env, !If [IsProd, secure, weak]]')).toEqual([['dev', 'weak'], ['test', 'weak'], ['prod', 'secure']]);
});

test('a default is joined by the values that conditions compare it with, and by any other', () => {
  const sections = "Parameters: { Key: { Type: String, Default: '' } }\nConditions: { HasKey: !Not [!Equals [!Ref Key, '']] }";
  expect(probe(sections, '!If [HasKey, !Ref Key, none]')).toEqual(['none', '⟦T.Key~any⟧']);
});

test('a default that no condition looks at is taken, and told as an assumption', () => {
  const found = factsOf("Parameters: { Cidr: { Type: String, Default: 10.0.0.0/8 } }\nResources: { Probe: { Type: 'Custom::Probe', Properties: { Value: !Ref Cidr } } }");
  expect(plain(found.find('T', 'Probe')[0]?.properties)).toEqual({ Value: '10.0.0.0/8' });
  expect(found.assumptions).toEqual([{ code: 'ParameterDefault', template: 'T', parameter: 'Cidr', value: '10.0.0.0/8' }]);
});

test('a parameter without value that chooses from a mapping is one of its keys', () => {
  const sections = 'Parameters: { Env: { Type: String } }\nMappings: { M: { dev: { size: s }, prod: { size: l } } }';
  expect(probe(sections, '!FindInMap [M, !Ref Env, size]')).toEqual(['s', 'l']);
});

test('a state in which the deployment fails is left out', () => {
  const sections = 'Parameters: { Env: { Type: String, AllowedValues: [dev, prod, gone] } }\nMappings: { M: { dev: { size: s }, prod: { size: l } } }';
  expect(probe(sections, '!FindInMap [M, !Ref Env, size]')).toEqual(['s', 'l']);
});

test('the same condition goes the same way everywhere', () => {
  const sections = 'Parameters: { A: { Type: String }, B: { Type: String } }\nConditions: { Same: !Equals [!Ref A, !Ref B], Other: !Not [!Condition Same] }';
  expect(probe(sections, '[!If [Same, 1, 0], !If [Other, 1, 0]]')).toEqual([[1, 0], [0, 1]]);
});

test('of an unknown region only what makes a difference is gone through', () => {
  const regions = ['us-east-1', 'us-east-2', 'eu-west-1', 'eu-central-1'].map((region) => `!Equals [!Ref AWS::Region, ${region}]`).join(', ');
  expect(probe(`Conditions: { Known: !Or [${regions}] }`, '!If [Known, yes, !Ref AWS::Region]')).toEqual([true, '⟦AWS::Region⟧']);
});

test.each([
  ["!And [!Equals [a, a], !Equals [b, c]]", false],
  ["!Or [!Equals [a, b], !Equals [b, b]]", true],
  ["!Not [!Equals [a, a]]", false],
  ["!Or [!Equals [!Ref Free, x], !Equals [b, b]]", undefined],
  ["!Equals [!Sub 'a-${Free}', 'b-1']", false],
  ["!Equals [!Sub 'a-${Free}', 'a-1']", undefined],
])('condition %s', (condition, expected) => {
  const outcomes = probe(`Parameters: { Free: { Type: String } }\nConditions: { C: ${condition} }`, "!If [C, 'true', 'false']");
  if (expected === undefined) expect(outcomes).toContain('true');
  else expect(outcomes).toEqual([String(expected)]);
});

test('a resource whose condition does not hold is not there; one that always is has no decisions', () => {
  const found = factsOf(`
Parameters: { On: { Type: String, AllowedValues: ['yes', 'no'] } }
Conditions: { C: !Equals [!Ref On, 'yes'] }
Resources:
  Sometimes: { Type: 'AWS::S3::Bucket', Condition: C }
  Always: { Type: 'AWS::S3::Bucket' }`);
  expect(found.find('T', 'Sometimes').map(({ when }) => when)).toEqual([[[{ name: 'T.On', value: 'yes' }]]]);
  expect(found.find('T', 'Always').map(({ when }) => when)).toEqual([[[]]]);
  expect(found.variants().map(({ resources, when }) => [when[0]?.[0]?.value, resources.map(({ logicalId }) => logicalId)])).toEqual([['yes', ['Sometimes', 'Always']], ['no', ['Always']]]);
});

describe('more than 64 states', () => {
  const names = Array.from({ length: 9 }, (_, index) => `P${index}`);
  const found = factsOf(`
Parameters:\n${names.map((name) => `  ${name}: { Type: String, AllowedValues: [a, b] }`).join('\n')}
Conditions:\n${names.map((name) => `  C${name}: !Equals [!Ref ${name}, a]`).join('\n')}
Resources:
  Probe: { Type: 'Custom::Probe', Properties: {${names.map((name) => ` V${name}: !If [C${name}, on, off]`).join(',')} } }
  Lone: { Type: 'Custom::Probe', Condition: CP8 }`);

  test('as many as fit are gone through and the others are unknown with their cause', () => {
    const forms = found.find('T', 'Probe');
    expect(forms).toHaveLength(64);
    expect(found.unresolved.map(({ code }) => code)).toEqual(expect.arrayContaining(['TooManyVariants']));
    expect(forms.every(({ properties }) => !isUnknown(properties) && isUnknown(properties['VP8']))).toBe(true);
  });

  test('a resource that depends on few of them is still told exactly', () => {
    expect(found.find('T', 'Lone').map(({ presence }) => presence)).toEqual(['present']);
  });

  test('in the states of the whole template its presence is unknown', () => {
    const variants = found.variants();
    expect(variants).toHaveLength(64);
    const lone = variants[0]?.resources.find(({ logicalId }) => logicalId === 'Lone');
    expect(isUnknown(lone?.presence)).toBe(true);
  });
});

test.each(['true', '{}', '[C]', '12'])('a condition that is written as %s leaves open whether the resource is there', (condition) => {
  const [odd] = factsOf(`Conditions: { C: !Equals [a, b] }\nResources: { R: { Type: 'AWS::S3::Bucket', Condition: ${condition} } }`).find('T', 'R');
  expect(plain(isUnknown(odd?.presence) ? odd.presence : odd?.presence)).toBe('?MalformedCondition');
});
