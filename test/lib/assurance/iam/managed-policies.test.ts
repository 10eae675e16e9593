import { decide } from '../../../../lib/assurance/iam/decide';
import { AWS_MANAGED_POLICIES } from '../../../../lib/assurance/iam/aws-managed';
import { awsManagedPolicy } from '../../../../lib/assurance/iam/managed-policies';
import { actionsMatching } from '../../../../lib/assurance/iam/metadata';
import { parsePolicy } from '../../../../lib/assurance/iam/parse-policy';

const REQUEST = { principal: { kind: 'user', arn: 'arn:aws:iam::111122223333:user/alice' }, action: 's3:GetObject', resource: '*', context: new Map() } as const;
const PARTITION = '⟦AWS::Partition⟧';

test('is unknown where the document is not at hand', () => {
  const policy = awsManagedPolicy('arn:aws:iam::aws:policy/service-role/SomeRole');
  expect(policy).toMatchObject({ name: 'service-role/SomeRole' });
  expect(decide(REQUEST, { identity: policy === undefined ? [] : [policy] }).kind).toBe('unknown');
});

test('takes the document that is handed in', () => {
  const document = parsePolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'AdministratorAccess');
  const policy = awsManagedPolicy(`arn:${PARTITION}:iam::aws:policy/AdministratorAccess`, new Map([['AdministratorAccess', document]]));
  expect(decide(REQUEST, { identity: policy === undefined ? [] : [policy] }).decidedBy).toEqual([{ layer: 'identity', policy: 'AdministratorAccess', index: 0 }]);
});

test('leaves policies of an account alone', () => {
  expect(awsManagedPolicy('arn:aws:iam::111122223333:policy/Mine')).toBeUndefined();
});

test.each([...AWS_MANAGED_POLICIES].map(([name, policy]) => [name, policy] as const))('%s names actions that exist, and nobody', (_name, { statements }) => {
  const patterns = statements.flatMap(({ action }) => action.patterns).filter((pattern) => pattern !== '*');
  expect(patterns.filter((pattern) => actionsMatching(pattern).length === 0)).toEqual([]);
  expect(statements.filter(({ principal, resource, action }) => principal !== undefined || resource === undefined || action.not)).toEqual([]);
});

test('a function with the basic role writes its logs and does nothing else', () => {
  const policy = awsManagedPolicy('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', AWS_MANAGED_POLICIES);
  const kinds = ['logs:PutLogEvents', 's3:GetObject'].map((action) => decide({ ...REQUEST, action }, { identity: policy === undefined ? [] : [policy] }).kind);
  expect(kinds).toEqual(['allow', 'implicit-deny']);
});
