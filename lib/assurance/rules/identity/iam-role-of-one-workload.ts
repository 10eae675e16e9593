import { fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { perhapsWorkloads, startedBy, workloadsOf } from './workloads';

export const iamRoleOfOneWorkload: Rule = {
  id: 'IamRoleOfOneWorkload',
  title: 'role is of one workload',
  why: 'what two workloads share, the weaker one gives away',
  fix: 'make a role for each',
  severity: 'error',
  controls: ['IAM-06'],
  types: ['AWS::IAM::Role'],
  check: (role, context) => {
    const workloads = workloadsOf(role, context);
    const shared = workloads.length > 1 ? [{ code: 'RoleShared', workloads: workloads.map(({ logicalId }) => logicalId) }] : [];
    const starts = startedBy(role, context);
    const mixed = workloads.length > 0 && starts.length > 0 ? [{ code: 'RoleOfTaskAndAgent', tasks: starts.map(({ logicalId }) => logicalId) }] : [];
    if (shared.length + mixed.length > 0) return fail({ because: [...shared, ...mixed] });
    const perhaps = perhapsWorkloads(context);
    if (perhaps.length > 0 && workloads.length + starts.length + perhaps.length > 1) return unknownOutcome({ code: 'RolesNotTold', workloads: perhaps.map(({ logicalId }) => logicalId) });
    return workloads.length === 0 && starts.length === 0 ? skip('NoWorkloadHere') : PASS;
  },
};
