import { stringsIn } from '../../template';
import { isOpen, unread } from '../compute/expectations';
import { places, type Path } from '../compute/places';
import { judgeCredentialText } from '../compute/plain-secrets';
import { every, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const bedrockPromptNoSecrets: Rule = {
  id: 'BedrockPromptNoSecrets',
  title: 'no credential stands in a prompt',
  why: 'a model repeats its instructions to whoever asks cleverly enough',
  fix: 'keep the credential with the tool that needs it',
  severity: 'error',
  controls: ['AI-05'],
  types: ['AWS::Bedrock::Prompt', 'AWS::Bedrock::Agent', 'AWS::Bedrock::Flow'],
  check: (resource) => every(TEXTS.flatMap((pattern) => places(resource.properties, pattern)).map(({ value, path }) => (unread(value) || stringsIn(value).some(isOpen)
    ? unknownOutcome({ code: 'PromptNotKnown', property: path.join('.') }) : every(stringsIn(value).map((each) => judgeCredentialText(each, path)))))),
};

/** What a model is told. */
const TEXTS: readonly Path[] = [
  ['Variants', '*', 'TemplateConfiguration'], ['Instruction'], ['PromptOverrideConfiguration', 'PromptConfigurations', '*', 'BasePromptTemplate'], ['AgentCollaborators', '*', 'CollaborationInstruction'],
  ['Definition', 'Nodes', '*', 'Configuration', 'Prompt', 'SourceConfiguration', 'Inline', 'TemplateConfiguration'], ['DefinitionString'],
];
