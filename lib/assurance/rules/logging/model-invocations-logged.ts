import { isUnknown, stringsIn } from '../../template';
import { PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const modelInvocationsLogged: Rule = {
  id: 'ModelInvocationsLogged',
  title: 'invocations of models are logged',
  why: 'who asked which model what is asked for after every incident',
  fix: "set the account's model invocation logging, to a locked bucket or an encrypted log group",
  severity: 'error',
  controls: ['LOG-01'],
  types: [
    'AWS::Bedrock::Agent',
    'AWS::Bedrock::ApplicationInferenceProfile',
    'AWS::Bedrock::Flow',
    'AWS::Bedrock::Guardrail',
    'AWS::Bedrock::KnowledgeBase',
    'AWS::Bedrock::Prompt',
  ],
  check: (_, context) => {
    const calls = context.resources.filter(({ type }) => /^Custom::|^AWS::CloudFormation::CustomResource$|ModelInvocationLogging/.test(type));
    const set = calls.some((call) => /ModelInvocationLogging/.test(call.type) || (!isUnknown(call.properties) && stringsIn(call.properties).some((written) => /putModelInvocationLoggingConfiguration|loggingConfig/i.test(written))));
    // the setting is the account\'s: another stack may make it
    return set ? PASS : unknownOutcome({ code: 'SettingOfTheAccount', setting: 'model invocation logging' });
  },
};
