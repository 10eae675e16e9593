import { everyPlace } from '../compute/places';
import { PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { versionMadeBy } from './versions';

export const bedrockAgentAliasPinned: Rule = {
  id: 'BedrockAgentAliasPinned',
  title: 'aliases of agents and flows route to a numbered version',
  why: 'the working draft is whatever somebody tries out',
  fix: 'name a version in RoutingConfiguration',
  severity: 'error',
  controls: ['AI-06'],
  types: ['AWS::Bedrock::AgentAlias', 'AWS::Bedrock::FlowAlias'],
  check: (resource, context) => everyPlace(resource, [['RoutingConfiguration', '*']], (route, path) => (resource.type === 'AWS::Bedrock::FlowAlias'
    ? valueAt(route, ['FlowVersion'], versionMadeBy('AWS::Bedrock::FlowVersion', context), path) : valueAt(route, ['AgentVersion'], versionMadeBy('AWS::Bedrock::AgentVersion', context), path)), PASS),
};
