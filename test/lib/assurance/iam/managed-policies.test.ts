import { decide } from '../../../../lib/assurance/iam/decide';
import { awsManagedPolicy } from '../../../../lib/assurance/iam/managed-policies';
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
