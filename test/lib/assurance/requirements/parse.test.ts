import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { PlatformError, type Problem } from '../../../../lib/contract/platform-error';
import { parseRequirements, type Requirement } from '../../../../lib/assurance/requirements';
import { REQUIREMENTS_SCHEMA } from '../../../../lib/assurance/requirements/shapes';

const SCHEMA_FILE = resolve(__dirname, '../../../../config/requirements.schema.json');
const QUESTIONS: readonly unknown[] = [
  { kind: 'no-path', from: 'internet', to: { type: 'AWS::RDS::DBCluster' }, ports: 'tcp 443, udp, tcp 8000-9000', through: 'workloads', by: 'egress-rules' },
  { kind: 'no-path', from: { cidr: '10.0.0.0/8' }, to: { service: 'kms' } },
  { kind: 'only-through', from: 'internet', to: { logicalId: 'Model' }, through: { path: 'Inference/Gateway/*' } },
  { kind: 'reaches-only', from: { logicalId: 'Model' }, to: [{ service: 's3' }, 'internet', { tags: { tier: 'gateway' } }] },
  { kind: 'reached-only-by', to: { type: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'] }, from: [{ logicalId: 'Gateway' }] },
  {
    kind: 'denied', principals: 'anyone', except: [{ arn: 'arn:aws:iam::*:role/deploy' }, { service: 'logs.amazonaws.com' }, { path: 'Ops/*' }], actions: ['s3:PutObject'], resources: { type: 'AWS::S3::Bucket', below: '/*' },
    when: { Bool: { 'aws:SecureTransport': false }, StringNotEquals: { 'aws:SourceVpce': ['${Net/S3.Ref}', 'vpce-1'] } }, explicitly: true, unless: [{ actions: ['s3:*'], resources: ['arn:aws:s3:::x'], when: { Bool: { a: 'true' } }, principals: [{ service: 'x.amazonaws.com' }] }],
  },
  { kind: 'denied', principals: { type: 'AWS::IAM::Role', not: { path: 'Ops/*' } }, actions: { not: ['s3:Get*', '*'] }, resources: { notArns: ['arn:aws:s3:::x/*'] }, chained: true, via: 'endpoint' },
  { kind: 'denied', principals: 'holders', actions: ['*'], resources: { type: 'AWS::S3::Bucket', below: '' } },
  { kind: 'no-escalation', principals: { type: 'AWS::IAM::Role' } },
  { kind: 'allowed', principals: { logicalId: 'Gateway' }, actions: ['s3:GetObject'], resources: { arns: ['*'] }, context: { 'aws:x': 1 }, via: 'endpoint' },
  { kind: 'exists', resources: { type: 'AWS::CloudTrail::Trail' } },
  { kind: 'none', resources: { type: 'AWS::EC2::InternetGateway' } },
  { kind: 'rules', rules: ['BucketVersioned'], resources: { template: 'Data' } },
];

function file(...questions: readonly unknown[]): { readonly version: number; readonly requirements: readonly unknown[] } {
  return { version: 1, requirements: questions.map((question, index) => ({ id: `R-${String(index)}`, title: 'holds', controls: ['DAT-01'], question })) };
}

function problemsOf(text: string, name = 'own.yaml'): readonly Problem[] {
  try {
    parseRequirements(text, name);
  } catch (error) {
    if (PlatformError.isPlatformError(error)) return error.problems;
    throw error;
  }
  return [];
}

describe('parseRequirements', () => {
  test('reads every kind of question, from JSON and from YAML alike', () => {
    const json = parseRequirements(JSON.stringify(file(...QUESTIONS)), 'own.json');
    expect(json.map(({ question }) => question.kind)).toEqual(QUESTIONS.map((question) => (question as { kind: string }).kind));
    expect(parseRequirements(JSON.stringify(file(...QUESTIONS)), 'own.yaml')).toEqual(json);
    const [denied] = json.filter(({ question }) => question.kind === 'denied');
    expect(denied?.question).toMatchObject({ when: { Bool: { 'aws:SecureTransport': 'false' } }, explicitly: true });
  });

  test('reads YAML as people write it', () => {
    const [only] = parseRequirements("version: 1\nrequirements:\n  - id: own.tls\n    title: no plain HTTP\n    severity: warning\n    whenAbsent: not-applicable\n    question:\n      kind: denied\n      principals: anyone\n      actions: ['s3:*']\n      resources: { type: AWS::S3::Bucket }\n      when:\n        Bool: { aws:SecureTransport: false }\n", 'own.yaml');
    expect(only).toEqual<Requirement>({
      id: 'own.tls', title: 'no plain HTTP', controls: [], severity: 'warning', whenAbsent: 'not-applicable',
      question: { kind: 'denied', principals: 'anyone', actions: ['s3:*'], resources: { type: 'AWS::S3::Bucket' }, when: { Bool: { 'aws:SecureTransport': 'false' } } },
    });
  });

  test('tells every problem at once, with its place and what to write', () => {
    const problems = problemsOf(`version: 2
requirements:
  - id: "bad id"
    title: ""
    owner: me
    question: { kind: no-path, from: intranet, to: {}, ports: tcp 99999 }
  - id: same
    title: t
    question: { kind: nothing }
  - id: same
    title: t
    question: { kind: denied, principals: everyone, actions: [GetObject], resources: { typ: x }, when: { Equals: { a: b } } }
`);
    expect(problems.map(({ code, where }) => `${code} ${where ?? ''}`)).toEqual([
      'VersionNotSupported own.yaml:1:10', 'UnknownKey own.yaml:5:5', 'TextNotAccepted own.yaml:3:9', 'TextExpected own.yaml:4:12', 'TextNotAccepted own.yaml:6:38', 'SelectorEmpty own.yaml:6:52', 'TextNotAccepted own.yaml:6:63',
      'QuestionKindUnknown own.yaml:9:23', 'TextNotAccepted own.yaml:12:43', 'TextNotAccepted own.yaml:12:63', 'SelectorEmpty own.yaml:12:86', 'NameNotAccepted own.yaml:12:106', 'RequirementIdTwice own.yaml:10:9',
    ]);
    for (const { fix, what } of problems) expect([fix, what]).not.toContain('');
  });

  test.each([
    ['a file that ends too early', '{"version":1,"requirements":[', 'own.json', 'TruncatedJson'],
    ['a key that is written twice', '{"version":1,"version":1,"requirements":[]}', 'own.json', 'DuplicateKey'],
    ['a key that is written twice in YAML', 'version: 1\nversion: 1\n', 'own.yaml', 'DuplicateKey'],
    ['nothing', '', 'own.yaml', 'RequirementsEmpty'],
    ['comments alone', '# nothing\n\n# here', 'own.yaml', 'RequirementsEmpty'],
    ['a list', '- a', 'own.yaml', 'MapExpected'],
    ['no requirement', 'version: 1\nrequirements: []', 'own.yaml', 'ListExpected'],
    ['two documents', 'version: 1\n---\nversion: 1', 'own.yaml', 'SeveralDocuments'],
    ['a file of megabytes', 'x'.repeat(2_000_000), 'own.yaml', 'RequirementsTooLarge'],
    ['nesting without end', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, 'own.json', 'TemplateTooDeep'],
    ['a YAML bomb', `a: &a [x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(8).fill(`*${'abcdefg'[index] ?? ''}`).join(',')}]`).join('\n')}`, 'own.yaml', 'TemplateTooLarge'],
    ['a template', 'Resources: {}', 'own.yaml', 'UnknownKey'],
  ])('refuses %s', (_, text, name, code) => {
    expect(problemsOf(text, name).map((problem) => problem.code)).toContain(code);
  });
});

describe('config/requirements.schema.json', () => {
  const validate = new Ajv2020({ strict: false }).compile(REQUIREMENTS_SCHEMA);

  test('is the schema of the parser', () => {
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(REQUIREMENTS_SCHEMA)));
  });

  test('accepts what the parser accepts', () => {
    expect([validate(file(...QUESTIONS)), validate.errors]).toEqual([true, null]);
  });

  test('refuses what the parser refuses, and nothing else, when members of questions are taken away, renamed or replaced', () => {
    const changes = fc.record({ index: fc.nat(QUESTIONS.length - 1), path: fc.array(fc.nat(6), { maxLength: 4 }), change: fc.constantFrom('remove', 'rename', 'number', 'empty list', 'empty map', 'nonsense') });
    fc.assert(fc.property(changes, ({ index, path, change }) => {
      const document = JSON.parse(JSON.stringify(file(broken(QUESTIONS[index], path, change)))) as unknown;
      expect([document, validate(document)]).toEqual([document, problemsOf(JSON.stringify(document), 'own.json').length === 0]);
    }), { numRuns: 400, seed: 7 });
  });
});

/** The value with something below it changed: the path picks members by their position. */
function broken(value: unknown, [step, ...rest]: readonly number[], change: string): unknown {
  if (Array.isArray(value) && value.length > 0 && step !== undefined) return value.map((item: unknown, index) => (index === step % value.length ? broken(item, rest, change) : item));
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && step !== undefined) {
    const entries = Object.entries(value as { readonly [key: string]: unknown });
    return Object.fromEntries(entries.flatMap(([key, item], index): [string, unknown][] => {
      if (index !== step % entries.length) return [[key, item]];
      if (rest.length > 0) return [[key, broken(item, rest, change)]];
      return change === 'remove' ? [] : change === 'rename' ? [[`${key}s`, item]] : [[key, replacement(change)]];
    }));
  }
  return replacement(change);
}

function replacement(change: string): unknown {
  return change === 'number' ? 5 : change === 'empty list' ? [] : change === 'empty map' ? {} : 'nonsense';
}
