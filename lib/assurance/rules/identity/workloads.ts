import { idOf } from '../../access/names';
import { at, isList, isMap, isUnknown, text, type Resource, type Value } from '../../template';
import { unread } from '../compute/expectations';
import type { RuleContext } from '../rule';

/** What runs as a role, by type: the property that names it. `*` is every item of a list. */
const RUNS_AS: { readonly [type: string]: readonly string[] } = {
  'AWS::Lambda::Function': ['Role'],
  'AWS::ECS::TaskDefinition': ['TaskRoleArn'],
  'AWS::SageMaker::NotebookInstance': ['RoleArn'],
  'AWS::SageMaker::Model': ['ExecutionRoleArn'],
  'AWS::SageMaker::Domain': ['DefaultUserSettings.ExecutionRole'],
  'AWS::StepFunctions::StateMachine': ['RoleArn'],
  'AWS::CodeBuild::Project': ['ServiceRole'],
  'AWS::CodePipeline::Pipeline': ['RoleArn'],
  'AWS::Glue::Job': ['Role'],
  'AWS::Bedrock::Agent': ['AgentResourceRoleArn'],
  'AWS::Bedrock::KnowledgeBase': ['RoleArn'],
  'AWS::Bedrock::Flow': ['ExecutionRoleArn'],
  'AWS::BedrockAgentCore::Runtime': ['RoleArn'],
  'AWS::BedrockAgentCore::Gateway': ['RoleArn'],
  'AWS::Batch::JobDefinition': ['ContainerProperties.JobRoleArn'],
  'AWS::AppRunner::Service': ['InstanceConfiguration.InstanceRoleArn'],
  'AWS::Scheduler::Schedule': ['Target.RoleArn'],
  'AWS::Pipes::Pipe': ['RoleArn'],
};
/** What starts a container as a role: it is the agent's, not the workload's. */
const STARTS_AS: { readonly [type: string]: string } = { 'AWS::ECS::TaskDefinition': 'ExecutionRoleArn', 'AWS::Batch::JobDefinition': 'ContainerProperties.ExecutionRoleArn' };

/** Workloads that run as the role. */
export function workloadsOf(role: Resource, context: RuleContext): readonly Resource[] {
  return Object.entries(RUNS_AS).flatMap(([type, paths]) => context.ofType(type).filter((workload) => paths.some((path) => names(workload, path, role, context))));
}

/** Workloads whose role is not told: it may be this one. */
export function perhapsWorkloads(context: RuleContext): readonly Resource[] {
  return Object.entries(RUNS_AS).flatMap(([type, paths]) => context.ofType(type).filter((workload) => paths.some((path) => unread(at(workload.properties, ...path.split('.'))))));
}

/** Tasks that the role starts. */
export function startedBy(role: Resource, context: RuleContext): readonly Resource[] {
  return Object.entries(STARTS_AS).flatMap(([type, path]) => context.ofType(type).filter((task) => names(task, path, role, context)));
}

function names(workload: Resource, path: string, role: Resource, { named }: RuleContext): boolean {
  const written = text(follow(workload.properties, path.split('.')));
  const found = typeof written === 'string' ? named(written) : undefined;
  return found !== undefined && idOf(found) === idOf(role);
}

function follow(value: Value | undefined, path: readonly string[]): Value | undefined {
  return isUnknown(value) || (!isMap(value) && !isList(value)) ? undefined : at(value, ...path);
}
