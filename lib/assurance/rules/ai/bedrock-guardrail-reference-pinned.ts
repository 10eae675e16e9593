import { at, hasSymbol, type Value } from '../../template';
import { ofText } from '../compute/expectations';
import { everyPlace, type Path } from '../compute/places';
import { every, PRESENT, valueAt } from '../outcome';
import type { Outcome, Rule } from '../rule';

export const bedrockGuardrailReferencePinned: Rule = {
  id: 'BedrockGuardrailReferencePinned',
  title: 'agents and flows answer through a version of a guardrail',
  why: 'without a guardrail nothing judges what goes in and out; the working draft is whatever somebody tries out',
  fix: 'set GuardrailConfiguration with GuardrailIdentifier and a numbered GuardrailVersion',
  severity: 'error',
  controls: ['AI-01', 'IAM-05', 'AI-06'],
  types: ['AWS::Bedrock::Agent', 'AWS::Bedrock::Flow', 'AWS::Bedrock::EnforcedGuardrailConfiguration'],
  check: (resource) => {
    if (resource.type === 'AWS::Bedrock::EnforcedGuardrailConfiguration') return judge(resource.properties, []);
    if (resource.type === 'AWS::Bedrock::Agent') return judge(at(resource.properties, 'GuardrailConfiguration'), ['GuardrailConfiguration']);
    return everyPlace(resource, ['KnowledgeBase', 'Prompt'].map((kind) => ['Definition', 'Nodes', '*', 'Configuration', kind]), (node, path) => judge(at(node, 'GuardrailConfiguration'), [...path, 'GuardrailConfiguration']));
  },
};

function judge(value: Value | undefined, path: Path): Outcome {
  return every([valueAt(value, ['GuardrailIdentifier'], PRESENT, path), valueAt(value, ['GuardrailVersion'], NUMBERED, path)]);
}

const NUMBERED = ofText('a numbered version', (written) => (/^\d+$/.test(written) ? 'yes' : hasSymbol(written) ? 'yes' : 'no'));
