import { everyItem, isTrue, property, skip, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { isTemporary } from './databases';

export const dynamoDbTableDeletionProtected: Rule = {
  id: 'DynamoDbTableDeletionProtected',
  title: 'table that is kept cannot be deleted by one call',
  why: 'a slip, or an attacker with one permission, would end it',
  fix: 'set DeletionProtectionEnabled to true',
  severity: 'warning',
  controls: ['DAT-08', 'GOV-05'],
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  check: (table) => (isTemporary(table) || table.deletionPolicy === undefined
    ? skip('MeantToBeDeleted')
    : table.type === 'AWS::DynamoDB::Table'
    ? property(table, ['DeletionProtectionEnabled'], isTrue())
    : everyItem(table.properties, ['Replicas'], (item, path) => valueAt(item, ['DeletionProtectionEnabled'], isTrue(), path))),
};
