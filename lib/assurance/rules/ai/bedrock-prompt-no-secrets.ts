import { stringsIn } from '../../template';
import { places, type Path } from '../compute/places';
import { judgeCredentialText } from '../compute/plain-secrets';
import { every } from '../outcome';
import type { Rule } from '../rule';

export const bedrockPromptNoSecrets: Rule = {
  id: 'BedrockPromptNoSecrets',
  title: 'no credential stands in a prompt',
  why: 'a model repeats its instructions to whoever asks cleverly enough',
  fix: 'keep the credential with the tool that needs it',
  severity: 'error',
  controls: ['AI-05'],
  types: ['AWS::Bedrock::Prompt', 'AWS::Bedrock::Agent', 'AWS::Bedrock::Flow'],
  check: (resource) => every(TEXTS.flatMap((pattern) => places(resource.properties, pattern)).map(({ value, path }) => every(stringsIn(value).map((each) => judgeCredentialText(each, path))))),
};

const TEXTS: readonly Path[] = [['Variants'], ['Instruction'], ['PromptOverrideConfiguration'], ['Definition'], ['DefinitionString'], ['AgentCollaborators']];
