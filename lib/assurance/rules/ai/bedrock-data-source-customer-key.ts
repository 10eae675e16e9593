import { customerKey } from '../data/customer-key';
import { property } from '../outcome';
import type { Rule } from '../rule';

export const bedrockDataSourceCustomerKey: Rule = {
  id: 'BedrockDataSourceCustomerKey',
  title: 'what is read into a knowledge base is encrypted with a key of the account',
  why: 'pieces of every document lie in between while they are read',
  fix: 'set ServerSideEncryptionConfiguration.KmsKeyArn',
  severity: 'error',
  controls: ['DAT-07', 'AI-03'],
  types: ['AWS::Bedrock::DataSource'],
  check: (resource, context) => property(resource, ['ServerSideEncryptionConfiguration', 'KmsKeyArn'], customerKey(context)),
};
