import { parsePolicy } from '../../../../../lib/assurance/iam/parse-policy';
import { prove } from '../../../../../lib/assurance/iam/prove';
import type { RequestPolicies } from '../../../../../lib/assurance/iam/request';
import conditions from '../cases/conditions.json';
import evaluation from '../cases/evaluation.json';
import { questionOf, type EvaluationCase } from '../request-cases';
import { regionAround } from './one-request';

/** What the prover says of the region that holds a request alone, by what the evaluator says of the request. */
const VERDICTS = { allow: 'refuted', deny: 'proved', 'implicit-deny': 'proved', unknown: 'unknown' } as const;

describe('the prover says of one request what the evaluator says of it', () => {
  test.each((evaluation as unknown as readonly EvaluationCase[]).map((row) => [row.name, row] as const))('%s', (_name, row) => {
    const { request, policies } = questionOf(row);
    expect(prove(regionAround(request), policies, { requests: 'any' })).toMatchObject({ kind: VERDICTS[row.expect] });
  });
});

/** A principal brings its own ARN and account along: these rows ask of them, and are asked of keys that it does not bring. */
const FREE = { 'aws:PrincipalArn': 'aws:SourceArn', 'aws:PrincipalAccount': 'aws:SourceAccount' };
const rows = JSON.parse(Object.entries(FREE).reduce((text, [bound, free]) => text.replaceAll(bound, free), JSON.stringify(conditions))) as [string, object, Context, 'yes' | 'no' | 'unknown'][];

type Context = { readonly [key: string]: string | string[] };

describe('a condition of every operator holds for the prover when it holds for the evaluator', () => {
  test.each(rows)('%s', (_name, Condition, context, expected) => {
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
    const policyOf = (...statements: object[]) => parsePolicy({ Version: '2012-10-17', Statement: statements }, 'case');
    const asked = policyOf({ ...everything, Condition }).statements.flatMap((statement) => statement.conditions);
    const request = { principal: { kind: 'user', arn: 'arn:aws:iam::111122223333:user/alice' }, action: 's3:GetObject', resource: 'arn:aws:s3:::data/a.csv', context: new Map(Object.entries(context)) } as const;
    const kindUnder = (policies: RequestPolicies) => prove(regionAround(request, asked), policies, { requests: 'any' }).kind;
    const allow = kindUnder({ identity: [policyOf({ ...everything, Condition })] });
    const deny = kindUnder({ identity: [policyOf(everything, { ...everything, Effect: 'Deny', Condition })] });
    expect({ allow, deny }).toEqual({ yes: { allow: 'refuted', deny: 'proved' }, no: { allow: 'proved', deny: 'refuted' }, unknown: { allow: 'unknown', deny: 'unknown' } }[expected]);
  });
});
