import { aiRules } from '../../../../../lib/assurance/rules/ai';
import { ruleCases } from '../cases';
import { ruleNamed } from '../compute/rule-named';
import { GONE, OPEN, resources, variants, type Json } from '../compute/variants';

const rule = ruleNamed(aiRules);
const AGENT = 'AWS::Bedrock::Agent';
const FLOW = 'AWS::Bedrock::Flow';
const PROMPT = 'AWS::Bedrock::Prompt';
const SOURCE = 'AWS::Bedrock::DataSource';
const BASE = 'AWS::Bedrock::KnowledgeBase';
const beside = { Key: { Type: 'AWS::KMS::Key', Properties: {} } };
const key: Json = { 'Fn::GetAtt': ['Key', 'Arn'] };
const model = 'anthropic.claude-3-5-sonnet-20241022-v2:0';

const models: readonly (readonly [type: string, good: { readonly [key: string]: Json }, path: string])[] = [
  [AGENT, { FoundationModel: model }, 'FoundationModel'],
  [
    AGENT, { FoundationModel: model, PromptOverrideConfiguration: { PromptConfigurations: [{ FoundationModel: model }] } },
    'PromptOverrideConfiguration.PromptConfigurations.0.FoundationModel',
  ],
  [PROMPT, { Variants: [{ ModelId: model }] }, 'Variants.0.ModelId'],
  [
    FLOW, { Definition: { Nodes: [{ Configuration: { Prompt: { SourceConfiguration: { Inline: { ModelId: model } } } } }] } },
    'Definition.Nodes.0.Configuration.Prompt.SourceConfiguration.Inline.ModelId',
  ],
  [BASE, { KnowledgeBaseConfiguration: { VectorKnowledgeBaseConfiguration: { EmbeddingModelArn: model } } }, 'KnowledgeBaseConfiguration.VectorKnowledgeBaseConfiguration.EmbeddingModelArn'],
  ['AWS::Bedrock::ApplicationInferenceProfile', { ModelSource: { CopyFrom: model } }, 'ModelSource.CopyFrom'],
  ['AWS::Bedrock::IntelligentPromptRouter', { Models: [{ ModelArn: model }] }, 'Models.0.ModelArn'],
];
for (const [type, good, path] of models) {
  variants(rule('BedrockModelPinned'), type, good, { fail: [[path, 'amazon.titan']], unknown: [path] });
  variants(rule('BedrockModelStaysInGeography'), type, good, { fail: [[path, 'global.amazon.nova-2-lite-v1:0']], unknown: [path] });
}
for (const [type, good, path] of models.slice(0, 1)) {
  variants(rule('BedrockModelPinned'), type, good, {
    pass: [
      [path, 'amazon.titan-embed-text-v2:0', 'eu.anthropic.claude-sonnet-4-20250514-v1:0', { 'Fn::Sub': 'arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/amazon.nova-pro-v1:0' }, 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc'],
    ],
    fail: [[path, 'anthropic.claude-latest', 'amazon.titan', 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan']], unknown: [path],
  });
  variants(rule('BedrockModelStaysInGeography'), type, good, {
    pass: [[path, 'eu.anthropic.claude-sonnet-4-20250514-v1:0']],
    fail: [
      [path, 'global.anthropic.claude-sonnet-4-20250514-v1:0', { 'Fn::Sub': 'arn:aws:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/global.amazon.nova-2-lite-v1:0' }],
    ],
    unknown: [path],
  });
}
ruleCases(rule('BedrockModelPinned'), { pass: {}, fail: {}, unknown: { 'a model whose name is a parameter': resources({ R: { Type: AGENT, Properties: { FoundationModel: { 'Fn::Sub': ['arn:aws:bedrock:eu-central-1::foundation-model/${Model}', { Model: OPEN }] } } } }) }, skip: { 'an agent without a model': resources({ R: { Type: AGENT, Properties: {} } }) } });
for (const type of [AGENT, FLOW, PROMPT]) variants(rule('BedrockAgentCustomerKey'), type, { CustomerEncryptionKeyArn: key }, { fail: [['CustomerEncryptionKeyArn', GONE, 'alias/aws/bedrock']], unknown: ['CustomerEncryptionKeyArn'], beside });
variants(rule('BedrockAgentSessionBounded'), AGENT, { IdleSessionTTLInSeconds: 600, MemoryConfiguration: { StorageDays: 7 } }, {
  pass: [['IdleSessionTTLInSeconds', GONE], ['MemoryConfiguration', GONE]], fail: [['IdleSessionTTLInSeconds', 5400], ['MemoryConfiguration.StorageDays', 365]],
  unknown: ['IdleSessionTTLInSeconds', 'MemoryConfiguration'],
});

const group: Json & object = { ActionGroupName: 'tools', FunctionSchema: { Functions: [{ Name: 'get_order' }, { Name: 'cancel_order', RequireConfirmation: 'ENABLED' }] } };
const openApi = (confirmed: boolean): Json => JSON.stringify({ openapi: '3.0.0', paths: { '/orders': { get: {}, post: confirmed ? { 'x-requireConfirmation': 'ENABLED' } : {} } } });
variants(rule('BedrockAgentConfirmsActions'), AGENT, { ActionGroups: [group] }, {
  pass: [
    ['ActionGroups.0.ActionGroupState', 'DISABLED'],
    ['ActionGroups.0', { ApiSchema: { Payload: openApi(true) } }, { ...group, ActionGroupExecutor: { CustomControl: 'RETURN_CONTROL' } }],
  ],
  fail: [
    ['ActionGroups.0.FunctionSchema.Functions.1.RequireConfirmation', 'DISABLED', GONE], ['ActionGroups.0.FunctionSchema.Functions.0.Name', 'getaway', 'sendMail'],
    ['ActionGroups.0', { ApiSchema: { Payload: openApi(false) } }],
  ],
  unknown: ['ActionGroups', 'ActionGroups.0', 'ActionGroups.0.FunctionSchema.Functions', 'ActionGroups.0.ApiSchema'], skip: [['ActionGroups', GONE]],
});
ruleCases(rule('BedrockAgentConfirmsActions'), {
  pass: {}, fail: {},
  unknown: { 'a schema in a bucket': resources({ R: { Type: AGENT, Properties: { ActionGroups: [{ ApiSchema: { S3: { S3BucketName: 'b', S3ObjectKey: 'k' } } }] } } }), 'a schema in YAML': resources({ R: { Type: AGENT, Properties: { ActionGroups: [{ ApiSchema: { Payload: 'openapi: 3.0.0' } }] } } }) },
});
variants(rule('BedrockAgentToolsAllowed'), AGENT, { ActionGroups: [{ ParentActionGroupSignature: 'AMAZON.UserInput' }] }, {
  pass: [['ActionGroups.0', { ParentActionGroupSignature: 'AMAZON.CodeInterpreter', ActionGroupState: 'DISABLED' }]],
  fail: [['ActionGroups.0.ParentActionGroupSignature', 'AMAZON.CodeInterpreter', 'ANTHROPIC.Bash', 'ANTHROPIC.Computer']],
  unknown: ['ActionGroups', 'ActionGroups.0.ParentActionGroupSignature'], skip: [['ActionGroups', GONE]],
});
for (const [type, name] of [['AWS::Bedrock::AgentAlias', 'AgentVersion'], ['AWS::Bedrock::FlowAlias', 'FlowVersion']] as const) {
  variants(rule('BedrockAgentAliasPinned'), type, { RoutingConfiguration: [{ [name]: '3' }] }, {
    pass: [['RoutingConfiguration', GONE]], fail: [[`RoutingConfiguration.0.${name}`, 'DRAFT', GONE]], unknown: ['RoutingConfiguration', `RoutingConfiguration.0.${name}`],
  });
}
const alias = 'arn:aws:bedrock:eu-central-1:111122223333:agent-alias/AGENT/ALIAS';
variants(rule('BedrockAgentCallsPinned'), AGENT, { AgentCollaborators: [{ AgentDescriptor: { AliasArn: alias } }] }, {
  fail: [['AgentCollaborators.0.AgentDescriptor.AliasArn', alias.replace('/ALIAS', '/TSTALIASID')]],
  unknown: ['AgentCollaborators', 'AgentCollaborators.0.AgentDescriptor.AliasArn'], skip: [['AgentCollaborators', GONE]],
});
variants(rule('BedrockAgentCallsPinned'), FLOW, { Definition: { Nodes: [{ Configuration: { Agent: { AgentAliasArn: alias } } }] } }, {
  fail: [['Definition.Nodes.0.Configuration.Agent.AgentAliasArn', 'TSTALIASID']], unknown: ['Definition'],
});
const promptVersion = (prompt: Json): Json => ({ Type: 'AWS::Bedrock::PromptVersion', Properties: { PromptArn: prompt } });
ruleCases(rule('BedrockPromptVersioned'), {
  pass: { 'a version': resources({ P: { Type: PROMPT, Properties: {} }, V: promptVersion({ 'Fn::GetAtt': ['P', 'Arn'] }) }) },
  fail: { 'no version': resources({ P: { Type: PROMPT, Properties: {} } }) },
  unknown: { 'a version of one elsewhere': resources({ P: { Type: PROMPT, Properties: {} }, V: promptVersion(OPEN) }) },
});
variants(rule('BedrockPromptNoSecrets'), PROMPT, { Variants: [{ TemplateConfiguration: { Text: { Text: 'Answer {{question}}.' } } }] }, {
  fail: [['Variants.0.TemplateConfiguration.Text.Text', 'Use the key sk-live-0123456789abcdef0123.', 'Call https://bot:hunter2@api.example.com']], unknown: [],
});
variants(rule('BedrockPromptNoSecrets'), AGENT, { Instruction: 'You help with orders.' }, { fail: [['Instruction', 'Log in as AKIAIOSFODNN7EXAMPLE.']], unknown: [] });

variants(rule('BedrockDataSourceCustomerKey'), SOURCE, { ServerSideEncryptionConfiguration: { KmsKeyArn: key } }, {
  fail: [['ServerSideEncryptionConfiguration', GONE, {}]], unknown: ['ServerSideEncryptionConfiguration'], beside,
});
variants(rule('BedrockDataSourceErases'), SOURCE, { DataDeletionPolicy: 'DELETE' }, {
  pass: [['DataDeletionPolicy', GONE]], fail: [['DataDeletionPolicy', 'RETAIN']], unknown: ['DataDeletionPolicy'],
});
const web = { DataSourceConfiguration: { WebConfiguration: { CrawlerConfiguration: { Scope: 'HOST_ONLY' }, SourceConfiguration: { UrlConfiguration: { SeedUrls: [{ Url: 'https://docs.example.com' }] } } } } };
variants(rule('BedrockDataSourceTrusted'), SOURCE, web, {
  fail: [
    ['DataSourceConfiguration.WebConfiguration.CrawlerConfiguration.Scope', 'SUBDOMAINS'],
    ['DataSourceConfiguration.WebConfiguration.SourceConfiguration.UrlConfiguration.SeedUrls.0.Url', 'http://docs.example.com'],
    ['DataSourceConfiguration', { S3Configuration: { BucketArn: 'arn' } }],
  ],
  unknown: ['DataSourceConfiguration', 'DataSourceConfiguration.WebConfiguration.CrawlerConfiguration'],
});
variants(rule('BedrockKnowledgeBasePrivateStore'), BASE, { StorageConfiguration: { Type: 'OPENSEARCH_SERVERLESS' } }, {
  pass: [['StorageConfiguration', GONE, { Type: 'MONGO_DB_ATLAS', MongoDbAtlasConfiguration: { EndpointServiceName: 'com.amazonaws.vpce' } }]],
  fail: [['StorageConfiguration.Type', 'PINECONE', 'MONGO_DB_ATLAS', 'REDIS_ENTERPRISE_CLOUD']], unknown: ['StorageConfiguration.Type'],
});
for (const [type, name] of [['AWS::Bedrock::DataAutomationProject', 'KmsKeyId'], ['AWS::Bedrock::Session', 'EncryptionKeyArn'], ['AWS::BedrockAgentCore::Memory', 'EncryptionKeyArn'], ['AWS::BedrockAgentCore::Gateway', 'KmsKeyArn']] as const) {
  variants(rule('BedrockStoreCustomerKey'), type, { [name]: key }, { fail: [[name, GONE, 'alias/aws/bedrock']], unknown: [name], beside });
}
