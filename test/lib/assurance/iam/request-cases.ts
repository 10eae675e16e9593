import { decide } from '../../../../lib/assurance/iam/decide';
import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';
import type { RequestPrincipal } from '../../../../lib/assurance/iam/principal';
import type { AccessRequest, Decision, KmsGrant, PolicyInput, RequestPolicies } from '../../../../lib/assurance/iam/request';

/** One row of cases/evaluation.json. Statements: `+` Allow, `-` Deny; `*` everything, `other` another action, `@name` a principal, `!name` all but it; `?` unresolved. */
export interface EvaluationCase {
  readonly name: string;
  readonly who: string;
  readonly use?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly owner?: string;
  readonly context?: { readonly [key: string]: string | string[] };
  readonly identity?: readonly StatementText[];
  readonly identityMore?: readonly StatementText[];
  readonly boundary?: readonly StatementText[];
  readonly session?: readonly StatementText[];
  readonly policy?: readonly StatementText[];
  readonly endpoint?: readonly StatementText[];
  readonly scps?: readonly (readonly StatementText[])[];
  readonly rcps?: readonly (readonly StatementText[])[];
  readonly grants?: readonly Omit<KmsGrant, 'key'>[];
  readonly expect: Decision['kind'];
  readonly by?: readonly string[];
}

type StatementText = string | object;

const ACCOUNT = '111122223333';
const STRANGER = '444455556666';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`;
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

const WHO: { readonly [name: string]: RequestPrincipal } = {
  alice: { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/alice` },
  bob: { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/bob` },
  app: { kind: 'role-session', roleArn: `arn:aws:iam::${ACCOUNT}:role/app/App`, sessionName: 's1' },
  linked: { kind: 'role-session', roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`, sessionName: 's1' },
  fed: { kind: 'federated-user', arn: `arn:aws:sts::${ACCOUNT}:federated-user/fay`, userArn: `arn:aws:iam::${ACCOUNT}:user/alice` },
  root: { kind: 'root', account: ACCOUNT },
  stranger: { kind: 'role-session', roleArn: `arn:aws:iam::${STRANGER}:role/Theirs`, sessionName: 's1' },
  strangerRoot: { kind: 'root', account: STRANGER },
  sns: { kind: 'service', name: 'sns.amazonaws.com' },
  github: { kind: 'federated', provider: PROVIDER },
  anyone: { kind: 'anonymous' },
  symbolic: { kind: 'role-session', roleArn: '⟦S.App.Arn⟧', sessionName: 's1' },
};

const PRINCIPALS: { readonly [name: string]: unknown } = {
  everyone: '*',
  account: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  number: { AWS: ACCOUNT },
  alice: { AWS: `arn:aws:iam::${ACCOUNT}:user/alice` },
  bob: { AWS: [`arn:aws:iam::${ACCOUNT}:user/bob`, `arn:aws:iam::${ACCOUNT}:root`] },
  bobAlone: { AWS: `arn:aws:iam::${ACCOUNT}:user/bob` },
  app: { AWS: `arn:aws:iam::${ACCOUNT}:role/app/App` },
  appSession: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/App/s1` },
  otherSession: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/App/s2` },
  appRole: { AWS: [`arn:aws:iam::${ACCOUNT}:role/app/App`, ACCOUNT] },
  appChain: { AWS: [`arn:aws:sts::${ACCOUNT}:assumed-role/App/s1`, `arn:aws:iam::${ACCOUNT}:role/app/App`, ACCOUNT] },
  fed: { AWS: `arn:aws:sts::${ACCOUNT}:federated-user/fay` },
  sns: { Service: 'sns.amazonaws.com' },
  stranger: { AWS: `arn:aws:iam::${STRANGER}:role/Theirs` },
  strangerSession: { AWS: `arn:aws:sts::${STRANGER}:assumed-role/Theirs/s1` },
  strangerAccount: { AWS: STRANGER },
  symbolic: { AWS: '⟦S.App.Arn⟧' },
  otherSymbolic: { AWS: '⟦S.Other.Arn⟧' },
  symbolicAccount: { AWS: 'arn:⟦AWS::Partition⟧:iam::⟦AWS::AccountId⟧:root' },
};

const USES: { readonly [name: string]: { readonly action: string; readonly resource: string } } = {
  object: { action: 's3:GetObject', resource: 'arn:aws:s3:::data/a.csv' },
  key: { action: 'kms:Decrypt', resource: KEY },
  symbolKey: { action: 'kms:Decrypt', resource: '⟦S.Key.Arn⟧' },
  role: { action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/Target` },
  web: { action: 'sts:AssumeRoleWithWebIdentity', resource: `arn:aws:iam::${ACCOUNT}:role/Target` },
};

export function decideCase(row: EvaluationCase): Decision {
  const { request, policies } = questionOf(row);
  return decide(request, policies);
}

/** What a row asks, in the types of the deciders. */
export function questionOf(row: EvaluationCase): { readonly request: AccessRequest; readonly policies: RequestPolicies } {
  const use = { ...USES[row.use ?? 'object'], ...(row.action === undefined ? {} : { action: row.action }), ...(row.resource === undefined ? {} : { resource: row.resource }) };
  const principal = WHO[row.who];
  if (principal === undefined || use.action === undefined || use.resource === undefined) throw new Error(`unknown name in case ${row.name}`);
  const request = { principal, action: use.action, resource: use.resource, context: new Map(Object.entries(row.context ?? {})) };
  return { request: { ...request, ...(row.owner === undefined ? {} : { resourceAccount: row.owner }) }, policies: policiesOf(row) };
}

function policiesOf(row: EvaluationCase): RequestPolicies {
  const owner = row.use === 'symbolKey' || row.who === 'symbolic' ? {} : { ownerAccount: ACCOUNT };
  return {
    identity: [...(row.identity === undefined ? [] : [policy(row.identity)]), ...(row.identityMore === undefined ? [] : [policy(row.identityMore)])],
    ...(row.boundary === undefined ? {} : { permissionsBoundary: policy(row.boundary) }),
    ...(row.session === undefined ? {} : { session: [policy(row.session)] }),
    ...(row.policy === undefined ? {} : { resource: { policy: policy(row.policy), ...owner } }),
    ...(row.endpoint === undefined ? {} : { endpoint: policy(row.endpoint) }),
    ...(row.scps === undefined ? {} : { scps: row.scps.map((level) => (level.length === 0 ? [] : [policy(level)])) }),
    ...(row.rcps === undefined ? {} : { rcps: row.rcps.map((level) => [policy(level)]) }),
    ...(row.grants === undefined ? {} : { kmsGrants: row.grants.map((grant) => ({ ...grant, key: KEY })) }),
  };
}

function policy(statements: readonly StatementText[]): PolicyInput {
  if (statements.includes('?')) return { name: 'p', unresolved: { code: 'NotResolved' } };
  return { name: 'p', policy: parsePolicy({ Version: '2012-10-17', Statement: statements.map(statement) }, 'case') };
}

function statement(text: StatementText): object {
  if (typeof text === 'object') return text;
  const Effect = text.startsWith('+') ? 'Allow' : 'Deny';
  const name = text.slice(2);
  if (text.slice(1) === 'other') return { Effect, Action: 'dynamodb:PutItem', Resource: '*' };
  if (text.slice(1) === '*') return { Effect, Action: '*', Resource: '*' };
  const all = { Effect, Action: '*', Resource: '*' };
  if (name === 'everyoneIfApp') return { ...all, Principal: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/app/App` } } };
  const principal = PRINCIPALS[name];
  if (principal === undefined) throw new Error(`unknown principal ${name}`);
  return text[1] === '!' ? { ...all, NotPrincipal: principal } : { ...all, Principal: principal };
}
