import type { Grant, Requirement, Selector } from '../requirement';
import { ACCOUNT, arn, byService, OF_ACCOUNT } from './grants';

const ROLE = 'AWS::IAM::Role';
const FIX = 'let the role trust its own service only, for resources of this account';
const ASSUME = ['sts:AssumeRole'];
const FROM_ECS = { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': arn('ecs', '*') } } as const;

interface Trust {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  readonly by: Grant;
  /** Not in every deployment. */
  readonly optional?: true;
}

const TRUSTS: readonly Trust[] = [
  { name: 'tasks', title: 'task roles are taken by ECS tasks of this account only', path: 'Inference/*/Task/Role/Resource', by: byService('ecs-tasks.amazonaws.com', ASSUME, FROM_ECS) },
  { name: 'task-starts', title: 'execution roles are taken by ECS only', path: 'Inference/*/Task/ExecutionRole/Resource', by: byService('ecs-tasks.amazonaws.com', ASSUME) },
  { name: 'renewals', title: 'roles that renew services are taken by schedules of this account only', path: 'Inference/Renew*/Role/Resource', by: byService('scheduler.amazonaws.com', ASSUME, OF_ACCOUNT) },
  { name: 'flow-logs', title: 'the role of the flow logs is taken by flow logs of this account only', path: 'Network/Network/FlowLogs/*', by: byService('vpc-flow-logs.amazonaws.com', ASSUME, { ...OF_ACCOUNT, ArnLike: { 'aws:SourceArn': arn('ec2', 'vpc-flow-log/*') } }) },
  { name: 'trail', title: 'the role of the trail is taken by CloudTrail only', path: 'Foundation/Trail/*', by: byService('cloudtrail.amazonaws.com', ASSUME) },
  { name: 'hosts', title: 'the role of the instances is taken by EC2 only', path: 'Inference/Capacity/HostRole/*', by: byService('ec2.amazonaws.com', ASSUME) },
  { name: 'canary', title: 'the role of canary deployments is taken by ECS only', path: 'Inference/Gateway/CanaryRole/*', by: byService('ecs.amazonaws.com', ASSUME), optional: true },
  { name: 'api-logs', title: 'the logging role of API Gateway is taken by API Gateway only', path: 'Api/Api/Logs/AccountRole/*', by: byService('apigateway.amazonaws.com', ASSUME) },
];

function taken({ name, title, by, optional }: Omit<Trust, 'path'>, resources: Selector): Requirement {
  return { id: `IAM-07.${name}`, controls: ['IAM-07'], title, fix: FIX, ...(optional === true ? { whenAbsent: 'not-applicable' } : {}), question: { kind: 'denied', principals: 'anyone', actions: ['sts:AssumeRole*', 'sts:SetSourceIdentity', 'sts:TagSession'], resources, unless: [by] } };
}

/** By whom roles are taken. */
export const TRUST_PROMISES: readonly Requirement[] = [
  ...TRUSTS.map((trust) => taken(trust, { type: ROLE, path: trust.path })),
  taken({ name: 'function-roles', title: 'every other role is taken by Lambda functions only', by: byService('lambda.amazonaws.com', ASSUME) }, { type: ROLE, not: { path: TRUSTS.map(({ path }) => path) } }),
];
