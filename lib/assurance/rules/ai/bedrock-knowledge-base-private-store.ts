import { at } from '../../template';
import { told } from '../compute/expectations';
import { noneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const bedrockKnowledgeBasePrivateStore: Rule = {
  id: 'BedrockKnowledgeBasePrivateStore',
  title: 'vectors of a knowledge base stay in the account',
  why: 'a store at another company is reached over the internet and holds the text of every document',
  fix: 'use OpenSearch, Aurora, S3 Vectors or Neptune, or name an EndpointServiceName',
  severity: 'error',
  controls: ['NET-02', 'AI-03'],
  types: ['AWS::Bedrock::KnowledgeBase'],
  check: (resource) => {
    const kind = told(at(resource.properties, 'StorageConfiguration', 'Type'));
    if (kind === 'MONGO_DB_ATLAS') return property(resource, ['StorageConfiguration', 'MongoDbAtlasConfiguration', 'EndpointServiceName'], PRESENT);
    return property(resource, ['StorageConfiguration', 'Type'], noneOf(['PINECONE', 'REDIS_ENTERPRISE_CLOUD']));
  },
};
