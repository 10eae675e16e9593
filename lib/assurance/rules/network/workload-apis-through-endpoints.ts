import { at, isUnknown, listOrOne, text, type Resource, type Value } from '../../template';
import type { Policy } from '../../iam/policy';
import type { PolicyInput } from '../../iam/request';
import type { Step } from '../../verdict';
import { fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { names, resourceOf, sameResource } from './references';
import { endpointsOfAction } from './service-endpoints';

interface Workload {
  readonly subnets: Value | undefined;
  readonly roles: readonly (Value | undefined)[];
}

export const workloadApisThroughEndpoints: Rule = {
  id: 'WorkloadApisThroughEndpoints',
  title: 'every AWS API that the workload may call has an endpoint in its VPC',
  why: 'a call without an endpoint leaves through the internet, past every endpoint policy, or fails once the VPC is closed',
  fix: 'add the endpoints, with private DNS, to the VPC of the workload, or take the actions away from its role',
  severity: 'warning',
  controls: ['NET-05'],
  types: ['AWS::ECS::Service', 'AWS::Lambda::Function'],
  check: (resource, context) => {
    const { subnets, roles } = workloadOf(resource, context);
    const placed = listOrOne(subnets);
    if (placed === undefined) return skip('NotInVpc');
    const vpc = isUnknown(placed) ? undefined : vpcOf(placed, context);
    if (vpc === undefined) return unknownOutcome({ code: 'VpcOutsideTemplates', subnets: isUnknown(placed) ? placed.name : placed.map((each) => text(each)) });
    return judge(roles, vpc, context);
  },
};

function workloadOf(resource: Resource, context: RuleContext): Workload {
  const { properties } = resource;
  if (resource.type === 'AWS::Lambda::Function') return { subnets: at(properties, 'VpcConfig', 'SubnetIds'), roles: [at(properties, 'Role')] };
  const task = resourceOf(at(properties, 'TaskDefinition'), context)?.properties;
  return { subnets: at(properties, 'NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets'), roles: task === undefined ? [] : [at(task, 'TaskRoleArn'), at(task, 'ExecutionRoleArn')] };
}

function vpcOf(subnets: readonly Value[], context: RuleContext): Resource | undefined {
  const [first] = subnets.flatMap((subnet) => resourceOf(subnet, context) ?? []);
  const vpc = resourceOf(at(first?.properties, 'VpcId'), context);
  return vpc?.type === 'AWS::EC2::VPC' ? vpc : undefined;
}

function judge(roles: Workload['roles'], vpc: Resource, context: RuleContext): Outcome {
  const access = context.access();
  const there = new Set(access.endpoints.filter(({ resource }) => names(at(resource.properties, 'VpcId'), vpc, context) === 'yes').map(({ service }) => service));
  const perhaps = access.endpoints.some(({ resource }) => names(at(resource.properties, 'VpcId'), vpc, context) === 'unknown');
  const doubts: Step[] = perhaps ? [{ code: 'EndpointOfUnknownVpc' }] : [];
  const missing = new Map<string, string>();
  for (const value of roles) {
    if (value === undefined) continue;
    const role = resourceOf(value, context);
    const holder = role === undefined ? undefined : access.holders.find(({ resource }) => sameResource(resource, role));
    if (holder === undefined) doubts.push({ code: 'RoleOutsideTemplates', role: text(value) });
    for (const input of holder?.identity ?? []) {
      const policy = policyOf(input);
      if (policy === undefined) doubts.push({ code: 'PolicyNotAtHand', policy: 'name' in input ? input.name : '' });
      const actions = policy === undefined ? [] : calledActions(policy);
      if (actions.some((action) => action.includes('~any\u27E7'))) doubts.push({ code: 'ActionsNotTold', policy: 'name' in input ? input.name : '' });
      for (const action of actions) for (const endpoint of endpointsOfAction(action)) if (!there.has(endpoint)) missing.set(endpoint, action);
    }
  }
  if (missing.size > 0 && !perhaps) return fail(...[...missing].map(([endpoint, action]) => ({ id: endpoint, because: [{ code: 'EndpointMissing', endpoint, action, vpc: `${vpc.template}.${vpc.logicalId}` }] })));
  return doubts.length > 0 ? unknownOutcome(...doubts) : PASS;
}

function policyOf(input: PolicyInput): Policy | undefined {
  return 'unresolved' in input ? undefined : 'policy' in input ? input.policy : input;
}

/** Actions that the workload calls itself: what only a service may do on its behalf needs no endpoint. */
function calledActions({ statements }: Policy): readonly string[] {
  return statements.filter(({ effect, action, conditions }) => effect === 'Allow' && !action.not && !conditions.some(({ key }) => key.toLowerCase() === 'kms:viaservice')).flatMap(({ action }) => action.patterns);
}
