import { everyItem, isTrue, property, valueAt } from '../outcome';
import type { Rule } from '../rule';

export const dynamoDbTableRecoverable: Rule = {
  id: 'DynamoDbTableRecoverable',
  title: 'table can be set back to any second',
  why: 'what is poisoned or deleted can be had back',
  fix: 'set PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled to true',
  severity: 'error',
  controls: ['DAT-08', 'GOV-05'],
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  check: (table) => (table.type === 'AWS::DynamoDB::Table'
    ? property(table, ['PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'], isTrue())
    : everyItem(table.properties, ['Replicas'], (item, path) => valueAt(item, ['PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'], isTrue(), path))),
};
