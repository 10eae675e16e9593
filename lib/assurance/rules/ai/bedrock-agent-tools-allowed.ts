import { at } from '../../template';
import { told } from '../compute/expectations';
import { everyPlace } from '../compute/places';
import { noneOf, PASS, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const bedrockAgentToolsAllowed: Rule = {
  id: 'BedrockAgentToolsAllowed',
  title: 'agents have no tools that run any command',
  why: 'with a shell or a code interpreter, whoever talks to the agent runs what he likes',
  fix: 'remove the action group, or use tools of your own that do one thing each',
  severity: 'warning',
  controls: ['AI-07'],
  types: ['AWS::Bedrock::Agent'],
  check: (resource) => everyPlace(resource, [['ActionGroups', '*']], (group, path) => (told(at(group, 'ActionGroupState')) === 'DISABLED' ? PASS
    : valueAt(group, ['ParentActionGroupSignature'], noneOf(['AMAZON.CodeInterpreter', 'ANTHROPIC.Bash', 'ANTHROPIC.Computer', 'ANTHROPIC.TextEditor']), path))),
};
