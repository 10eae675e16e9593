import { ofText } from '../compute/expectations';
import { everyPlace } from '../compute/places';
import { trilean, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const bedrockAgentCallsPinned: Rule = {
  id: 'BedrockAgentCallsPinned',
  title: 'other agents are called by an alias that routes to a version',
  why: 'the test alias runs the working draft',
  fix: 'name an alias of one\'s own instead of TSTALIASID',
  severity: 'error',
  controls: ['AI-06'],
  types: ['AWS::Bedrock::Agent', 'AWS::Bedrock::Flow'],
  check: (resource) => everyPlace(resource, [['AgentCollaborators', '*', 'AgentDescriptor', 'AliasArn'], ['Definition', 'Nodes', '*', 'Configuration', 'Agent', 'AgentAliasArn']],
    (alias, path) => valueAt(alias, [], NOT_A_DRAFT, path)),
};

const NOT_A_DRAFT = ofText('an alias that is not for tests', (written) => trilean(!/TSTALIASID|DRAFT/.test(written)));
