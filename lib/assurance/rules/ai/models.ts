import type { Resource, Value } from '../../template';
import { ofText } from '../compute/expectations';
import { everyPlace, type Path } from '../compute/places';
import type { Expectation } from '../outcome';
import type { Outcome } from '../rule';

/** Where types of Bedrock name the model that answers. */
const MODELS: { readonly [type: string]: readonly Path[] } = {
  'AWS::Bedrock::Agent': [['FoundationModel'], ['PromptOverrideConfiguration', 'PromptConfigurations', '*', 'FoundationModel']],
  'AWS::Bedrock::Prompt': [['Variants', '*', 'ModelId']],
  'AWS::Bedrock::Flow': [['Definition', 'Nodes', '*', 'Configuration', 'KnowledgeBase', 'ModelId'], ['Definition', 'Nodes', '*', 'Configuration', 'Prompt', 'SourceConfiguration', 'Inline', 'ModelId']],
  'AWS::Bedrock::KnowledgeBase': [['KnowledgeBaseConfiguration', 'VectorKnowledgeBaseConfiguration', 'EmbeddingModelArn'], ['KnowledgeBaseConfiguration', 'ManagedKnowledgeBaseConfiguration', 'EmbeddingModelArn']],
  'AWS::Bedrock::DataSource': [['VectorIngestionConfiguration', 'ParsingConfiguration', 'BedrockFoundationModelConfiguration', 'ModelArn'],
    ['VectorIngestionConfiguration', 'ContextEnrichmentConfiguration', 'BedrockFoundationModelConfiguration', 'ModelArn']],
  'AWS::Bedrock::ApplicationInferenceProfile': [['ModelSource', 'CopyFrom']],
  'AWS::Bedrock::IntelligentPromptRouter': [['FallbackModel', 'ModelArn'], ['Models', '*', 'ModelArn']],
};

export const MODEL_TYPES: readonly string[] = Object.keys(MODELS);

export function everyModel(resource: Resource, judge: (model: Value, path: Path) => Outcome): Outcome {
  return everyPlace(resource, MODELS[resource.type] ?? [], judge);
}

/**
 * Ids of models end with a version (`…-v2:0`, `…-20241022-v1:0`); profiles and imported models have an id of their own, which is one version.
 * What names no version, or the newest, changes without anybody's doing.
 */
export const PINNED_MODEL: Expectation = ofText('the id of one version of a model', (written) => {
  if (/latest|\bdefault\b|\$LATEST|:draft\b/i.test(written)) return 'no';
  if (/:(?:application-inference-profile|imported-model|provisioned-model|custom-model|custom-model-deployment|prompt-router|default-prompt-router|endpoint|prompt)\//.test(written)) return 'yes';
  const name = written.replace(/^.*(?:foundation-model|inference-profile)\//, '').replace(/^(?:us|us-gov|eu|apac|ap|jp|au|ca|sa|global)\./, '');
  if (name.includes('\u27E6')) return 'unknown';
  return /\d/.test(name.replace(/^[a-z0-9-]+\./i, '')) ? 'yes' : 'no';
});

/** Profiles that send a request to any region of the world. */
export const IN_GEOGRAPHY: Expectation = ofText('a model that answers within one geography', (written) => (/(?:^|inference-profile\/)global\./.test(written) ? 'no' : 'yes'), 'yes');
