import { isTrue, property } from '../outcome';
import type { Rule } from '../rule';

export const dynamoDbTableEncrypted: Rule = {
  id: 'DynamoDbTableEncrypted',
  title: 'table encrypts with a key of KMS',
  why: 'prompts, sessions and registries rest in tables',
  fix: 'set SSESpecification.SSEEnabled to true',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  check: (table) => property(table, ['SSESpecification', 'SSEEnabled'], isTrue()),
};
