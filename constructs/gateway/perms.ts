/** What the gateway does with its state: reads, conditional writes, transactions of those, and queries of one partition. */
export const STATE_ACTIONS = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'];

/** DynamoDB opens the table's own key for each caller, to read and to write alike. */
export const STATE_KEY_ACTIONS = ['kms:Decrypt'];

/** Every action that reads or changes items. */
export const ITEM_ACTIONS = [
  'dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PartiQLDelete', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLUpdate', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:UpdateItem',
];
