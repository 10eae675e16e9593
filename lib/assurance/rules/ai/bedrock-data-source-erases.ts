import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const bedrockDataSourceErases: Rule = {
  id: 'BedrockDataSourceErases',
  title: 'what is deleted from a source is deleted from the knowledge base',
  why: 'otherwise answers quote documents that somebody had a right to have erased',
  fix: 'set DataDeletionPolicy to DELETE',
  severity: 'warning',
  controls: ['DAT-12'],
  types: ['AWS::Bedrock::DataSource'],
  check: (resource) => property(resource, ['DataDeletionPolicy'], oneOf(['DELETE'], 'yes')),
};
