import { LIMITS } from '../../../../lib/assurance/template/source';
import { parseTemplate } from '../../../../lib/assurance/template/template';
import { facts, positionIn } from '../../../../lib/assurance/template/facts';
import { plain, problemsOf } from './resolved';

const R = "Resources: { R: { Type: 'Custom::R' } }";
const JSON_R = '{"Resources":{"R":{"Type":"Custom::R"}}}';

describe('what is refused, and where', () => {
  test.each<readonly [string, string, string, string, string]>([
    ['an empty file', '', 'T.yaml', 'NotATemplate', 'T.yaml:1:1'],
    ['a comment', '# nothing', 'T.yaml', 'NotATemplate', 'T.yaml:1:1'],
    ['a text', 'hello', 'T.yaml', 'NotATemplate', 'T.yaml:1:1'],
    ['another map', 'a: 1', 'T.yaml', 'NotATemplate', 'T.yaml:1:1'],
    ['a list', '[1]', 'T.json', 'NotATemplate', 'T.json:1:1'],
    ['Resources that are a list', 'Resources: [a]', 'T.yaml', 'NotATemplate', 'T.yaml:1:12'],
    ['Outputs that are a list', `${R}\nOutputs: [a]`, 'T.yaml', 'NotATemplate', 'T.yaml:2:10'],
    ['a resource without type', 'Resources:\n  R: { Properties: {} }', 'T.yaml', 'InvalidResource', 'T.yaml:2:3'],
    ['a resource that is a text', '{"Resources":{\n"R":"x"}}', 'T.json', 'InvalidResource', 'T.json:2:1'],
    ['truncated JSON', JSON_R.slice(0, -2), 'T.json', 'TruncatedJson', 'T.json:1:39'],
    ['a truncated text', '{"Resour', 'T.json', 'TruncatedJson', 'T.json:1:9'],
    ['an empty JSON file', '', 'T.json', 'TruncatedJson', 'T.json:1:1'],
    ['a trailing comma', '{"a":1,}', 'T.json', 'InvalidJson', 'T.json:1:8'],
    ['JSON with more behind it', `${JSON_R} x`, 'T.json', 'InvalidJson', `T.json:1:${JSON_R.length + 2}`],
    ['a raw line break in a text', '{"a":"\n"}', 'T.json', 'InvalidJson', 'T.json:1:7'],
    ['an unknown escape', '{"a":"\\x"}', 'T.json', 'InvalidJson', 'T.json:1:7'],
    ['a number with a leading zero', '{"a":01}', 'T.json', 'InvalidJson', 'T.json:1:7'],
    ['a key twice in JSON', '{"Resources":{"R":{},\n "R":{}}}', 'T.json', 'DuplicateKey', 'T.json:2:2'],
    ['a key twice in YAML', 'Resources:\n  R: { Type: a }\n  R: { Type: b }', 'T.yaml', 'DuplicateKey', 'T.yaml:3:3'],
    ['an unknown tag', `${R}\nx: !Foo 1`, 'T.yaml', 'UnknownTag', 'T.yaml:2:9'],
    ['bad indentation', 'Resources:\n  R:\n   Type: a\n  - x', 'T.yaml', 'InvalidYaml', 'T.yaml:4:1'],
    ['two documents', `${R}\n---\n${R}`, 'T.yaml', 'SeveralDocuments', 'T.yaml:2:1'],
    ['an alias without anchor', `${R}\nx: *a`, 'T.yaml', 'UnknownAlias', 'T.yaml:2:4'],
    ['an anchor within itself', `${R}\nx: &a [*a]`, 'T.yaml', 'AliasCycle', 'T.yaml:2:7'],
    ['a key that is a list', `${R}\n? [a]\n: b`, 'T.yaml', 'InvalidKey', 'T.yaml:2:3'],
    ['a merge of a text', `${R}\n<<: a`, 'T.yaml', 'InvalidMerge', 'T.yaml:2:5'],
    ['binary', '\u0000\u0001PK\u0003', 'T.yaml', 'NotATemplate', 'T.yaml:1:1'],
    ['resources in a circle', "Resources:\n  A: { Type: 'X::Y', DependsOn: B }\n  B: { Type: 'X::Y', Properties: { V: !Sub '${A.Arn}' } }", 'T.yaml', 'CircularReference', 'T.yaml:3:44'],
    ['a resource that needs itself', "Resources:\n  A: { Type: 'X::Y', Properties: { V: !GetAtt A.Arn } }", 'T.yaml', 'CircularReference', 'T.yaml:2:47'],
    ['conditions in a circle', `${R}\nConditions: { A: !Not [!Condition B], B: !Not [!Condition A] }`, 'T.yaml', 'CircularReference', 'T.yaml:2:59'],
  ])('%s', (_, text, file, code, where) => {
    expect(problemsOf(() => parseTemplate(text, file)).map((problem) => [problem.code, problem.where])).toEqual([[code, where]]);
  });
});

describe('hostile input costs no more than the limits', () => {
  const deep = (open: string, close: string): string => `${open.repeat(100_000)}${close.repeat(100_000)}`;
  const bomb = `${R}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]`).join('\n')}`;
  test.each<readonly [string, string, string, string]>([
    ['50 MB', ' '.repeat(50 * 1024 * 1024), 'T.json', 'TemplateTooLarge'],
    ['deep JSON lists', deep('[', ']'), 'T.json', 'TemplateTooDeep'],
    ['deep JSON maps', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'T.json', 'TemplateTooDeep'],
    ['deep YAML flow lists', deep('[', ']'), 'T.yaml', 'TemplateTooDeep'],
    ['deep YAML block lists', '- '.repeat(50_000), 'T.yaml', 'TemplateTooDeep'],
    ['deep YAML block maps', Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'T.yaml', 'TemplateTooDeep'],
    ['an alias bomb', bomb, 'T.yaml', 'TemplateTooLarge'],
    ['too many values', `{"Resources":[${'1,'.repeat(LIMITS.nodes)}1]}`, 'T.json', 'TemplateTooLarge'],
  ])('%s', (_, text, file, code) => {
    expect(problemsOf(() => parseTemplate(text, file)).map((problem) => problem.code)).toEqual([code]);
  });

  test('a key compared with every other would take minutes at this size', () => {
    const keys = Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(parseTemplate(`${R}\n${keys}`, 'T.yaml').root.kind).toBe('map');
  });

  test('texts that double at each link are cut off', () => {
    const links = Array.from({ length: 40 }, (_, index) => `  B${index}: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Sub '\${B${index + 1}}\${B${index + 1}}' } }`).join('\n');
    const found = facts([parseTemplate(`Resources:\n${links}\n  B40: { Type: 'AWS::S3::Bucket', Properties: { BucketName: long } }`, 'T.yaml')]);
    expect(found.unresolved.map(({ code }) => code)).toContain('TextTooLong');
  });

  test('a chain of references longer than the stack is cut off', () => {
    const links = Array.from({ length: 1_000 }, (_, index) => `  B${index}: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Ref B${index + 1} } }`).join('\n');
    const found = facts([parseTemplate(`Resources:\n${links}\n  B1000: { Type: 'AWS::S3::Bucket' }`, 'T.yaml')]);
    expect(found.unresolved.map(({ code }) => code)).toContain('TooDeep');
  });

  test('conditions that are long chains of deep expressions are cut off', () => {
    const links = Array.from({ length: 60 }, (_, index) => `  C${index}: ${'!Not ['.repeat(50)}!Condition C${index + 1}${']'.repeat(50)}`).join('\n');
    const found = facts([parseTemplate(`Conditions:\n${links}\n  C60: !Equals [a, a]\nResources: { R: { Type: 'X::Y', Condition: C0 } }`, 'T.yaml')]);
    expect(found.unresolved.map(({ code }) => code)).toContain('ConditionOpen');
  });

  test('names of the language are plain data', () => {
    const found = facts([parseTemplate('{"Resources":{"__proto__":{"Type":"X::Y","Properties":{"__proto__":{"a":1},"constructor":"c"}}}}', 'T.json')]);
    expect(found.resources.map(({ logicalId }) => logicalId)).toEqual(['__proto__']);
    expect(Object.prototype).not.toHaveProperty('a');
  });
});

describe('what is read', () => {
  const probe = (value: string): unknown => {
    const [found] = facts([parseTemplate(`Resources:\n  R:\n    Type: Custom::R\n    Properties:\n      V: ${value}\n`, 'T.yaml')]).resources;
    return plain(found?.properties);
  };

  test.each<readonly [string, unknown]>([
    ['{ <<: { a: 1, b: 2 }, b: 3 }', { a: 1, b: 3 }],
    ['{ <<: [{ a: 1 }, { a: 2, c: 3 }] }', { a: 1, c: 3 }],
    ['!!str 12', '12'],
    ['on', true],
    ['Off', false],
    ['0x1F', '0x1F'],
    ['1e3', '1e3'],
    ['12345678901234567890', '12345678901234567890'],
    ['|\n        a\n        b\n', 'a\nb\n'],
    ['>-\n        a\n        b\n', 'a b'],
  ])('%s', (value, expected) => expect(probe(value)).toEqual({ V: expected }));

  test('aliases are written out', () => {
    const [found] = facts([parseTemplate("x: &tags [a, !Ref AWS::Region]\nResources: { R: { Type: 'Custom::R', Properties: { V: *tags } } }", 'T.yaml')], { region: 'eu-west-1' }).resources;
    expect(found?.properties).toEqual({ V: ['a', 'eu-west-1'] });
  });

  test('a byte order mark and JSON in a file of another name', () => {
    expect(parseTemplate(`\uFEFF${JSON_R}`, 'T.template').root.kind).toBe('map');
  });

  test('JSON escapes, and numbers that would lose digits', () => {
    const [found] = facts([parseTemplate('{"Resources":{"R":{"Type":"Custom::R","Properties":{"V":["\\u00e9\\n\\/",1.50,12345678901234567890,-2]}}}}', 'T.json')]).resources;
    expect(found?.properties).toEqual({ V: ['é\n/', '1.50', '12345678901234567890', -2] });
  });

  test('a property knows where it is written', () => {
    const template = parseTemplate('Resources:\n  R:\n    Type: Custom::R\n    Properties:\n      A:\n        - b: 1\n', 'T.yaml');
    expect(positionIn(template, 'R', ['Properties', 'A', 0, 'b'])).toEqual({ file: 'T.yaml', line: 6, column: 14 });
    expect(facts([template]).resources[0]?.position).toEqual({ file: 'T.yaml', line: 2, column: 3 });
  });
});
