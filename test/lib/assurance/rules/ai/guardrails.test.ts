import { aiRules } from '../../../../../lib/assurance/rules/ai';
import { ruleCases } from '../cases';
import { ruleNamed } from '../compute/rule-named';
import { GONE, OPEN, resources, variants, type Json } from '../compute/variants';

const rule = ruleNamed(aiRules);
const GUARDRAIL = 'AWS::Bedrock::Guardrail';
const beside = { Key: { Type: 'AWS::KMS::Key', Properties: {} } };
const filters: readonly Json[] = [...['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'].map((type) => ({ Type: type, InputStrength: 'HIGH', OutputStrength: 'HIGH' })), { Type: 'PROMPT_ATTACK', InputStrength: 'HIGH', OutputStrength: 'NONE' }];
const guardrail = {
  KmsKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] },
  ContentPolicyConfig: { FiltersConfig: filters },
  SensitiveInformationPolicyConfig: { PiiEntitiesConfig: [{ Type: 'EMAIL', Action: 'ANONYMIZE' }], RegexesConfig: [{ Name: 'id', Pattern: 'x', Action: 'BLOCK' }] },
  ContextualGroundingPolicyConfig: { FiltersConfig: [{ Type: 'GROUNDING', Threshold: 0.8 }, { Type: 'RELEVANCE', Threshold: 0.7 }] },
};

variants(rule('BedrockGuardrailContentFilters'), GUARDRAIL, guardrail, {
  fail: [
    [
      'ContentPolicyConfig', GONE, {}], ['ContentPolicyConfig.FiltersConfig', [], GONE], ['ContentPolicyConfig.FiltersConfig.0',
      GONE], ['ContentPolicyConfig.FiltersConfig.0.InputStrength', 'MEDIUM', 'LOW', 'NONE', GONE], ['ContentPolicyConfig.FiltersConfig.4.OutputStrength', 'LOW',
    ],
    ['ContentPolicyConfig.FiltersConfig.1.InputAction', 'NONE'], ['ContentPolicyConfig.FiltersConfig.1.OutputEnabled', false],
  ],
  unknown: [
    'ContentPolicyConfig', 'ContentPolicyConfig.FiltersConfig', 'ContentPolicyConfig.FiltersConfig.0', 'ContentPolicyConfig.FiltersConfig.0.Type',
    'ContentPolicyConfig.FiltersConfig.0.InputStrength',
  ],
  beside,
});
variants(rule('BedrockGuardrailBlocksPromptAttack'), GUARDRAIL, guardrail, {
  fail: [
    ['ContentPolicyConfig.FiltersConfig.5', GONE], ['ContentPolicyConfig.FiltersConfig.5.InputStrength', 'MEDIUM', GONE],
    ['ContentPolicyConfig.FiltersConfig.5.InputAction', 'NONE'], ['ContentPolicyConfig.FiltersConfig.5.InputEnabled', false], ['ContentPolicyConfig', GONE],
  ],
  unknown: ['ContentPolicyConfig.FiltersConfig', 'ContentPolicyConfig.FiltersConfig.5.InputStrength'], beside,
});
variants(rule('BedrockGuardrailSensitiveInformation'), GUARDRAIL, guardrail, {
  pass: [['SensitiveInformationPolicyConfig.RegexesConfig', GONE], ['SensitiveInformationPolicyConfig.PiiEntitiesConfig', GONE]],
  fail: [
    [
      'SensitiveInformationPolicyConfig', GONE, {}], ['SensitiveInformationPolicyConfig.PiiEntitiesConfig.0.Action', 'NONE',
      GONE], ['SensitiveInformationPolicyConfig.PiiEntitiesConfig.0.InputAction', 'NONE'], ['SensitiveInformationPolicyConfig.PiiEntitiesConfig.0.OutputEnabled', false,
    ],
    ['SensitiveInformationPolicyConfig.RegexesConfig.0.Action', 'NONE'],
  ],
  unknown: ['SensitiveInformationPolicyConfig', 'SensitiveInformationPolicyConfig.PiiEntitiesConfig', 'SensitiveInformationPolicyConfig.PiiEntitiesConfig.0.Action'], beside,
});
variants(rule('BedrockGuardrailGrounding'), GUARDRAIL, guardrail, {
  fail: [
    ['ContextualGroundingPolicyConfig', GONE], ['ContextualGroundingPolicyConfig.FiltersConfig.1', GONE], ['ContextualGroundingPolicyConfig.FiltersConfig.0.Threshold', 0.5, 0],
    ['ContextualGroundingPolicyConfig.FiltersConfig.0.Action', 'NONE'], ['ContextualGroundingPolicyConfig.FiltersConfig.0.Enabled', false],
  ],
  unknown: ['ContextualGroundingPolicyConfig.FiltersConfig', 'ContextualGroundingPolicyConfig.FiltersConfig.0.Threshold'], beside,
});
variants(rule('BedrockGuardrailCustomerKey'), GUARDRAIL, guardrail, { fail: [['KmsKeyArn', GONE, 'alias/aws/bedrock']], unknown: ['KmsKeyArn'], beside });
variants(rule('BedrockGuardrailStaysInRegion'), GUARDRAIL, guardrail, { fail: [['CrossRegionConfig', { GuardrailProfileArn: 'arn' }]], unknown: ['CrossRegionConfig'], beside });
const versionOf = (identifier: Json): Json => ({ Type: 'AWS::Bedrock::GuardrailVersion', Properties: { GuardrailIdentifier: identifier } });
ruleCases(rule('BedrockGuardrailVersioned'), {
  pass: { 'a version by its id': resources({ G: { Type: GUARDRAIL, Properties: {} }, V: versionOf({ 'Fn::GetAtt': ['G', 'GuardrailId'] }) }), 'a version by reference': resources({ G: { Type: GUARDRAIL, Properties: {} }, V: versionOf({ Ref: 'G' }) }) },
  fail: { 'no version': resources({ G: { Type: GUARDRAIL, Properties: {} } }), 'a version of another': resources({ G: { Type: GUARDRAIL, Properties: {} }, V: versionOf({ Ref: 'H' }), H: { Type: GUARDRAIL, Properties: {} } }) },
  unknown: { 'a version of one elsewhere': resources({ G: { Type: GUARDRAIL, Properties: {} }, V: versionOf(OPEN) }) },
});
const by = { GuardrailIdentifier: 'abc', GuardrailVersion: '3' };
variants(rule('BedrockGuardrailReferencePinned'), 'AWS::Bedrock::Agent', { GuardrailConfiguration: by }, {
  pass: [['GuardrailConfiguration.GuardrailVersion', 3, { 'Fn::GetAtt': ['V', 'Version'] }]],
  fail: [['GuardrailConfiguration', GONE], ['GuardrailConfiguration.GuardrailVersion', 'DRAFT', GONE], ['GuardrailConfiguration.GuardrailIdentifier', GONE]],
  unknown: ['GuardrailConfiguration'],
  beside: { V: versionOf('abc') },
});
variants(rule('BedrockGuardrailReferencePinned'), 'AWS::Bedrock::Flow', { Definition: { Nodes: [{ Name: 'a', Configuration: { Prompt: { GuardrailConfiguration: by } } }] } }, {
  fail: [['Definition.Nodes.0.Configuration.Prompt.GuardrailConfiguration', GONE], ['Definition.Nodes.1', { Name: 'b', Configuration: { KnowledgeBase: {} } }]],
  unknown: ['Definition', 'Definition.Nodes.0.Configuration'], skip: [['Definition', GONE]],
});
const enforced = 'AWS::Bedrock::EnforcedGuardrailConfiguration';
variants(rule('BedrockGuardrailReferencePinned'), enforced, by, { fail: [['GuardrailVersion', 'DRAFT']], unknown: ['GuardrailVersion'] });
variants(rule('BedrockEnforcedGuardrailComplete'), enforced, by, {
  pass: [['ModelEnforcement', { IncludedModels: ['ALL'], ExcludedModels: ['NONE'] }], ['SelectiveContentGuarding', { Messages: 'COMPREHENSIVE' }]],
  fail: [['ModelEnforcement', { ExcludedModels: ['x'] }], ['SelectiveContentGuarding', { System: 'SELECTIVE' }]], unknown: ['ModelEnforcement', 'SelectiveContentGuarding'],
});
