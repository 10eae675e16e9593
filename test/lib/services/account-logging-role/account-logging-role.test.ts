import { accountLoggingRole } from '../../../../lib/services/functions/account-logging-role/account-logging-role';

const OURS = { RoleArn: 'arn:aws:iam::111122223333:role/ours' };

function account(present: string | undefined, refusals: readonly Error[] = []) {
  const state = { role: present, writes: 0, waits: 0 };
  const left = [...refusals];
  const logic = accountLoggingRole(
    {
      role: async () => state.role,
      setRole: async (roleArn) => {
        state.writes++;
        const refusal = left.shift();
        if (refusal !== undefined) throw refusal;
        state.role = roleArn;
      },
    },
    async () => void state.waits++,
  );
  return { logic, state };
}

function failure(name: string): Error {
  return Object.assign(new Error(name), { name });
}

test.each([undefined, ''])('sets the role in an account that has none (%p)', async (present) => {
  const { logic, state } = account(present);
  expect(await logic.create(OURS)).toEqual({ physicalResourceId: 'api-gateway-account', attributes: OURS });
  expect(state.role).toBe(OURS.RoleArn);
});

test('never replaces a role that other APIs of the account use', async () => {
  const { logic, state } = account('arn:aws:iam::111122223333:role/theirs');
  expect((await logic.create(OURS)).attributes).toEqual({ RoleArn: 'arn:aws:iam::111122223333:role/theirs' });
  expect((await logic.update(OURS, OURS, 'api-gateway-account')).attributes).toEqual({ RoleArn: 'arn:aws:iam::111122223333:role/theirs' });
  expect(state.writes).toBe(0);
});

test('waits until the new role is known', async () => {
  const { logic, state } = account(undefined, [failure('BadRequestException'), failure('TooManyRequestsException')]);
  await logic.create(OURS);
  expect(state).toEqual({ role: OURS.RoleArn, writes: 3, waits: 2 });
});

test('fails at once when it may not, and in the end when the role never works', async () => {
  await expect(account(undefined, [failure('AccessDeniedException')]).logic.create(OURS)).rejects.toThrow('AccessDeniedException');
  await expect(account(undefined, Array.from({ length: 20 }, () => failure('BadRequestException'))).logic.create(OURS)).rejects.toThrow('BadRequestException');
});

test('deleting leaves the setting as it is', async () => {
  const { logic, state } = account(OURS.RoleArn);
  await logic.delete(OURS, 'api-gateway-account');
  expect(state).toMatchObject({ role: OURS.RoleArn, writes: 0 });
});

test('fails when the role is not named', async () => {
  await expect(account(undefined).logic.create({})).rejects.toThrow('property RoleArn must be a non-empty string');
});
