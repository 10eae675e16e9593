import { everyPlace } from '../compute/places';
import { noneOf, PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const bedrockAgentAliasPinned: Rule = {
  id: 'BedrockAgentAliasPinned',
  title: 'aliases of agents and flows route to a numbered version',
  why: 'the working draft is whatever somebody tries out',
  fix: 'name a version in RoutingConfiguration',
  severity: 'error',
  controls: ['AI-06'],
  types: ['AWS::Bedrock::AgentAlias', 'AWS::Bedrock::FlowAlias'],
  check: (resource) => everyPlace(resource, [['RoutingConfiguration', '*']], (route, path) => valueAt(route, [resource.type === 'AWS::Bedrock::FlowAlias' ? 'FlowVersion' : 'AgentVersion'], noneOf(['DRAFT'], 'no'), path), PASS),
};
