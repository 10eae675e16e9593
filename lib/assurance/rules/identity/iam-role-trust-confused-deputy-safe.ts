import { skip } from '../outcome';
import type { Rule } from '../rule';
import { documentAt } from './documents';
import { noDeputy } from './proofs';
import { startedBy, workloadsOf } from './workloads';

/** Services that tell on whose behalf they assume a role, by their documentation. */
const TELLS_SOURCE: ReadonlySet<string> = new Set([
  'bedrock.amazonaws.com', 'bedrock-agentcore.amazonaws.com', 'codebuild.amazonaws.com', 'ecs-tasks.amazonaws.com', 'firehose.amazonaws.com', 'glue.amazonaws.com', 'logs.amazonaws.com', 'monitoring.rds.amazonaws.com', 'pipes.amazonaws.com',
  'sagemaker.amazonaws.com', 'scheduler.amazonaws.com', 'states.amazonaws.com', 'transfer.amazonaws.com', 'vpc-flow-logs.amazonaws.com',
]);

export const iamRoleTrustConfusedDeputySafe: Rule = {
  id: 'IamRoleTrustConfusedDeputySafe',
  title: 'services assume the role only for this account',
  why: 'a service that acts for everybody does so for an attacker too, if trust does not ask on whose behalf',
  fix: 'add aws:SourceAccount, and aws:SourceArn where it is known, to the trust policy',
  severity: 'error',
  controls: ['IAM-07'],
  types: ['AWS::IAM::Role'],
  check: (role, context) => {
    const document = documentAt(role, 'AssumeRolePolicyDocument');
    if (document === undefined) return skip('NoTrustPolicy');
    // what starts a task assumes its role before there is a task to speak of
    const tells = (service: string): boolean => TELLS_SOURCE.has(service) && !(service === 'ecs-tasks.amazonaws.com' && workloadsOf(role, context).length === 0 && startedBy(role, context).length > 0);
    return noDeputy(role, context, document.input, (service) => ({ id: service, path: document.path, because: [{ code: 'ServiceActsForStrangers', service }] }), tells);
  },
};
