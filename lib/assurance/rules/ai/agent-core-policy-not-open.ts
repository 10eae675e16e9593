import { ofText } from '../compute/expectations';
import { everyPlace } from '../compute/places';
import { every, noneOf, property, trilean, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const agentCorePolicyNotOpen: Rule = {
  id: 'AgentCorePolicyNotOpen',
  title: 'policies of tools name who may do what',
  why: 'a permit without conditions allows every caller every tool',
  fix: 'name principal, action and resource in the permit',
  severity: 'error',
  controls: ['AI-07'],
  types: ['AWS::BedrockAgentCore::Policy'],
  check: (resource) => every([
    everyPlace(resource, [['Definition', 'Cedar', 'Statement'], ['Definition', 'Policy', 'Statement']], (statement, path) => valueAt(statement, [], NOT_OPEN, path)),
    property(resource, ['EnforcementMode'], noneOf(['LOG_ONLY'])), property(resource, ['ValidationMode'], noneOf(['IGNORE_ALL_FINDINGS'])),
  ]),
};

const NOT_OPEN = ofText('a permit that names something', (written) => trilean(!/\bpermit\s*\(\s*principal\s*,\s*action\s*,\s*resource(?:\s+is\s+[\w:]+)?\s*,?\s*\)\s*;/.test(written.replaceAll(/\/\/[^\n]*/g, ''))));
