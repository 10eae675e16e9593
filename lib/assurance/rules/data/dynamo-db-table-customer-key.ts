import { everyItem, valueAt } from '../outcome';
import type { Rule } from '../rule';
import { customerKey, keyAt } from './customer-key';

export const dynamoDbTableCustomerKey: Rule = {
  id: 'DynamoDbTableCustomerKey',
  title: 'table encrypts with a key of the customer',
  why: "only a key of one's own can be withdrawn, watched and kept from other accounts",
  fix: 'set KMSMasterKeyId to a key of yours, on a global table in each replica',
  severity: 'error',
  controls: ['DAT-08'],
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  check: (table, context) => (table.type === 'AWS::DynamoDB::Table'
    ? keyAt(table, context, 'SSESpecification', 'KMSMasterKeyId')
    : everyItem(table.properties, ['Replicas'], (item, path) => valueAt(item, ['SSESpecification', 'KMSMasterKeyId'], customerKey(context), path))),
};
