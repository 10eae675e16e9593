import { decide } from '../../../../lib/assurance/iam/decide';
import { explain } from '../../../../lib/assurance/iam/explain';
import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';
import type { WildcardReading } from '../../../../lib/assurance/iam/resource';
import conditions from './cases/conditions.json';
import evaluation from './cases/evaluation.json';
import matching from './cases/matching.json';
import { decideCase, type EvaluationCase } from './request-cases';

const ALICE = { kind: 'user', arn: 'arn:aws:iam::111122223333:user/alice' } as const;
const READ = { principal: ALICE, action: 's3:GetObject', resource: 'arn:aws:s3:::data/a.csv', context: new Map<string, string>() };

function policy(statements: readonly object[], version = '2012-10-17') {
  return parsePolicy({ Version: version, Statement: statements }, 'case');
}

type Context = { readonly [key: string]: string | string[] };

describe('conditions', () => {
  test.each(conditions as unknown as [string, object, Context, 'yes' | 'no' | 'unknown'][])('%s', (_name, Condition, context, expected) => {
    const request = { ...READ, context: new Map(Object.entries(context)) };
    const allow = decide(request, { identity: [policy([{ Effect: 'Allow', Action: '*', Resource: '*', Condition }])] });
    expect({ allow: allow.kind, explained: explain(allow) }).toMatchObject({ allow: { yes: 'allow', no: 'implicit-deny', unknown: 'unknown' }[expected] });
    const deny = decide(request, { identity: [policy([{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: '*', Resource: '*', Condition }])] });
    expect(deny.kind).toBe({ yes: 'deny', no: 'allow', unknown: 'unknown' }[expected]);
  });
});

interface MatchingRequest {
  readonly action?: string;
  readonly resource?: string;
  readonly version?: string;
  readonly account?: string;
  /** Another statement allows everything. */
  readonly also?: boolean;
  readonly wildcards?: WildcardReading;
}

describe('actions and resources', () => {
  test.each(matching as unknown as [string, object, MatchingRequest, string][])('%s', (_name, statement, { version, also, wildcards, account, ...asked }, expected) => {
    const statements = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...actionOf(statement), ...resourceOf(statement), ...statement }].map(clean);
    const everything = also === true ? [{ Effect: 'Allow', Action: '*', Resource: '*' }] : [];
    const principal = account === undefined ? ALICE : { ...ALICE, account };
    const decision = decide({ ...READ, ...asked, principal }, { identity: [policy([...statements, ...everything], version)] }, wildcards === undefined ? {} : { wildcards });
    expect(decision.kind).toBe(expected);
  });
});

function actionOf(statement: object): object {
  return 'NotAction' in statement ? { Action: undefined } : {};
}

function resourceOf(statement: object): object {
  return 'NotResource' in statement ? { Resource: undefined } : {};
}

function clean(statement: object): object {
  return JSON.parse(JSON.stringify(statement)) as object;
}

describe('evaluation', () => {
  test.each((evaluation as unknown as EvaluationCase[]).map((row): [string, EvaluationCase] => [row.name, row]))('%s', (_name, row) => {
    const decision = decideCase(row);
    expect({ kind: decision.kind, explained: explain(decision) }).toMatchObject({ kind: row.expect });
    if (row.by !== undefined) expect(decision.decidedBy.map(({ layer, index }) => `${layer}:${index}`)).toEqual(row.by);
  });
});

describe('explanation', () => {
  const deciding = policy([
    { Sid: 'ReadData', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' },
    { Sid: 'Write', Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
    { Sid: 'OtherBucket', Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::logs/*' },
    { Sid: 'TlsOnly', Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ]);

  test('names the statement that decided and why each other one did not apply', () => {
    const decision = decide({ ...READ, context: new Map([['aws:SecureTransport', 'true']]) }, { identity: [{ name: 'app-policy', policy: deciding }] });
    expect(decision.decidedBy).toEqual([{ layer: 'identity', policy: 'app-policy', index: 0, sid: 'ReadData' }]);
    expect(decision.layers[0]?.statements.map((statement) => statement.because.map((step) => step.code))).toEqual([[], ['ActionDiffers'], ['ResourceDiffers'], ['ConditionNotMet']]);
    expect(explain(decision)).toContain('Bool aws:SecureTransport wants false, the request has true');
    expect(explain(decision)).toContain('identity policy app-policy, statement 2 (OtherBucket) does not apply: arn:aws:s3:::data/a.csv is not among its resources arn:aws:s3:::logs/*');
    expect(decision.assumptions).toEqual(["arn:aws:s3:::data/a.csv belongs to the principal's account"]);
  });

  test('says which layer refuses', () => {
    const decision = decide(READ, { identity: [deciding], scps: [[deciding], []] });
    expect(decision.because).toEqual([{ code: 'NotAllowedBy', layer: 'scp', level: 1 }]);
    expect(explain(decision)).toContain('no scp policy of level 1 allows it');
  });

  test('says what could not be told', () => {
    const decision = decide(READ, { identity: [{ name: 'Managed', unresolved: { code: 'AwsManagedPolicyNotAtHand' } }] });
    expect(explain(decision)).toContain('the text of policy Managed is not at hand');
  });

  test('is data that survives JSON', () => {
    const decision = decide(READ, { identity: [deciding] });
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });
});
