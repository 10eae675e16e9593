import { any } from '../../iam/trilean';
import { at } from '../../template';
import { names } from '../network/references';
import { decided } from '../outcome';
import type { Rule } from '../rule';

export const bedrockPromptVersioned: Rule = {
  id: 'BedrockPromptVersioned',
  title: 'prompts have a version that cannot change',
  why: 'whoever uses the draft is subject to every attempt at it',
  fix: 'add an AWS::Bedrock::PromptVersion and use its ARN',
  severity: 'warning',
  controls: ['AI-05'],
  types: ['AWS::Bedrock::Prompt'],
  check: (resource, context) => {
    const named = any(context.ofType('AWS::Bedrock::PromptVersion').map((version) => names(at(version.properties, 'PromptArn'), resource, context)));
    return decided(named, { because: [{ code: 'NoVersion' }] }, { code: 'VersionOfUnknownPrompt' });
  },
};
