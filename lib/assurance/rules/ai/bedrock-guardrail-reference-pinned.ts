import { at, type Value } from '../../template';
import { everyPlace, type Path } from '../compute/places';
import { every, PRESENT, valueAt } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { versionMadeBy } from './versions';

export const bedrockGuardrailReferencePinned: Rule = {
  id: 'BedrockGuardrailReferencePinned',
  title: 'agents and flows answer through a version of a guardrail',
  why: 'without a guardrail nothing judges what goes in and out; the working draft is whatever somebody tries out',
  fix: 'set GuardrailConfiguration with GuardrailIdentifier and a numbered GuardrailVersion',
  severity: 'error',
  controls: ['AI-01', 'IAM-05', 'AI-06'],
  types: ['AWS::Bedrock::Agent', 'AWS::Bedrock::Flow', 'AWS::Bedrock::EnforcedGuardrailConfiguration'],
  check: (resource, context) => {
    if (resource.type === 'AWS::Bedrock::EnforcedGuardrailConfiguration') return judge(resource.properties, [], context);
    if (resource.type === 'AWS::Bedrock::Agent') return judge(at(resource.properties, 'GuardrailConfiguration'), ['GuardrailConfiguration'], context);
    return everyPlace(resource, ['KnowledgeBase', 'Prompt'].map((kind) => ['Definition', 'Nodes', '*', 'Configuration', kind]), (node, path) => judge(at(node, 'GuardrailConfiguration'), [...path, 'GuardrailConfiguration'], context));
  },
};

function judge(value: Value | undefined, path: Path, context: RuleContext): Outcome {
  return every([valueAt(value, ['GuardrailIdentifier'], PRESENT, path), valueAt(value, ['GuardrailVersion'], versionMadeBy('AWS::Bedrock::GuardrailVersion', context), path)]);
}
