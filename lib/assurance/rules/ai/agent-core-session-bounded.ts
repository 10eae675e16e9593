import { atMost, every, property } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreSessionBounded: Rule = {
  id: 'AgentCoreSessionBounded',
  title: 'sessions of agents end',
  why: 'a session that lives for ever holds data, and runs up a bill',
  fix: 'set LifecycleConfiguration with IdleRuntimeSessionTimeout of at most 3600 and MaxLifetime of at most 28800 seconds',
  severity: 'warning',
  controls: ['AI-09', 'AI-10'],
  types: ['AWS::BedrockAgentCore::Runtime'],
  check: (resource) => every([
    property(resource, ['LifecycleConfiguration', 'IdleRuntimeSessionTimeout'], atMost(3600, 'yes')),
    property(resource, ['LifecycleConfiguration', 'MaxLifetime'], atMost(28800, 'yes')),
  ]),
};
