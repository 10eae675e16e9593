import { autoScalingGroupDeleter } from '../../../../lib/services/functions/auto-scaling-group-deleter/auto-scaling-group-deleter';

/** Errors as the service answers them. */
const fault = (name: string, message: string): Error => Object.assign(new Error(message), { name });
const GONE = fault('ValidationError', 'AutoScalingGroup name not found - AutoScalingGroup gpu-1 not found');
const BUSY = fault('ScalingActivityInProgressFault', 'You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.');

/** A service that gives these answers in turn, the last one for ever, and a clock that moves when one sleeps. */
function service(answers: readonly (Error | 'accepted')[]) {
  const calls: string[] = [];
  let time = 0;
  const logic = autoScalingGroupDeleter({
    forceDelete: async (name) => {
      const answer = answers[Math.min(calls.push(name), answers.length) - 1];
      if (answer instanceof Error) throw answer;
    },
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
    now: () => time,
  });
  return { logic, calls, time: () => time };
}

test('remembers the name on creation and touches nothing', async () => {
  const { logic, calls } = service(['accepted']);
  await expect(logic.create({ AutoScalingGroupName: 'gpu-1' })).resolves.toEqual({ physicalResourceId: 'gpu-1' });
  expect(calls).toEqual([]);
});

test('takes a new identity when the group is replaced, so that the old one is deleted', async () => {
  const { logic, calls } = service([GONE]);
  await expect(logic.update({ AutoScalingGroupName: 'gpu-2' }, { AutoScalingGroupName: 'gpu-1' }, 'gpu-1')).resolves.toEqual({ physicalResourceId: 'gpu-2' });
  await logic.delete({ AutoScalingGroupName: 'gpu-1' }, 'gpu-1');
  expect(calls).toEqual(['gpu-1']);
});

test('waits until the service no longer knows the group', async () => {
  const { logic, calls } = service(['accepted', 'accepted', BUSY, GONE]);
  await logic.delete({}, 'gpu-1');
  expect(calls).toEqual(['gpu-1', 'gpu-1', 'gpu-1', 'gpu-1']);
});

test.each(['AccessDenied', 'AccessDeniedException'])('takes %s after an accepted deletion for a group that is gone, since the permission names its id', async (name) => {
  const { logic, calls } = service(['accepted', fault(name, 'not authorized to perform autoscaling:DeleteAutoScalingGroup')]);
  await logic.delete({}, 'gpu-1');
  expect(calls).toHaveLength(2);
});

test('is done at once when the group is gone already', async () => {
  const { logic, calls, time } = service([GONE]);
  await logic.delete({}, 'gpu-1');
  expect(calls).toHaveLength(1);
  expect(time()).toBe(0);
});

test.each(['ResourceContentionFault', 'ThrottlingException', 'ResourceInUseFault'])('tries again after %s', async (name) => {
  const { logic, calls } = service([fault(name, 'later'), GONE]);
  await logic.delete({}, 'gpu-1');
  expect(calls).toHaveLength(2);
});

test.each([fault('AccessDenied', 'not authorized to perform autoscaling:DeleteAutoScalingGroup'), fault('ValidationError', "1 validation error detected: Value '' at 'autoScalingGroupName'")])('fails with what the service says: $message', async (error) => {
  const { logic } = service([error]);
  await expect(logic.delete({}, 'gpu-1')).rejects.toBe(error);
});

test('leaves a deletion that takes longer than the function to CloudFormation, and answers in time', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const { logic, time } = service(['accepted']);
  await logic.delete({}, 'gpu-1');
  expect(time()).toBeLessThan(15 * 60_000);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('gpu-1'));
  warn.mockRestore();
});

test('fails when it is not told the name', async () => {
  await expect(service([]).logic.create({})).rejects.toThrow('AutoScalingGroupName');
});
