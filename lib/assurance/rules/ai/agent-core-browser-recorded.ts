import { every, isTrue, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const agentCoreBrowserRecorded: Rule = {
  id: 'AgentCoreBrowserRecorded',
  title: 'what an agent does in a browser is recorded',
  why: 'nobody else sees which pages it opened and what it typed',
  fix: 'enable RecordingConfig with a bucket',
  severity: 'warning',
  controls: ['LOG-01', 'AI-07'],
  types: ['AWS::BedrockAgentCore::BrowserCustom'],
  check: (resource) => every([property(resource, ['RecordingConfig', 'Enabled'], isTrue()), property(resource, ['RecordingConfig', 'S3Location', 'Bucket'], PRESENT)]),
};
