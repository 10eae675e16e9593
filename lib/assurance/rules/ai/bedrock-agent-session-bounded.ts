import { at } from '../../template';
import { atMost, every, PASS, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const bedrockAgentSessionBounded: Rule = {
  id: 'BedrockAgentSessionBounded',
  title: 'sessions of an agent end soon, and what it remembers is forgotten',
  why: 'a session that stays open mixes what different people said',
  fix: 'set IdleSessionTTLInSeconds to at most 3600 and MemoryConfiguration.StorageDays to at most 30',
  severity: 'warning',
  controls: ['AI-09'],
  types: ['AWS::Bedrock::Agent'],
  check: (resource) => every([
    property(resource, ['IdleSessionTTLInSeconds'], atMost(3600, 'yes')),
    PRESENT.accepts(at(resource.properties, 'MemoryConfiguration')) === 'no' ? PASS : property(resource, ['MemoryConfiguration', 'StorageDays'], atMost(30, 'yes')),
  ]),
};
