import { hasOpenPart, ofText } from '../compute/expectations';
import { everyPlace } from '../compute/places';
import { atMost, every, PASS, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreMemoryPerUser: Rule = {
  id: 'AgentCoreMemoryPerUser',
  title: 'memory of agents is kept apart by user, and for a limited time',
  why: 'what one person said must not come up in the answer to another',
  fix: 'put {actorId} into every namespace and set EventExpiryDuration to at most 90 days',
  severity: 'error',
  controls: ['AI-09'],
  types: ['AWS::BedrockAgentCore::Memory'],
  check: (resource) => every([
    property(resource, ['EventExpiryDuration'], atMost(90)),
    everyPlace(resource, ['Namespaces', 'NamespaceTemplates'].map((name) => ['MemoryStrategies', '*', '*', name, '*']), (namespace, path) => valueAt(namespace, [], BY_ACTOR, path), PASS),
  ]),
};

const BY_ACTOR = ofText('a namespace with {actorId}', (written) => (/\{(?:actorId|sessionId)\}/.test(written) ? 'yes' : hasOpenPart(written) ? 'unknown' : 'no'));
