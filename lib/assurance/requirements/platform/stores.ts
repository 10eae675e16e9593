import type { DeniedQuestion, Requirement, Selector } from '../requirement';
import { ACCOUNT, arn, byService, NO_SERVICE, of } from './grants';
import { STATE_TABLE } from './names';

const QUEUES: Selector = { type: 'AWS::SQS::Queue' };
const TOPICS: Selector = { type: 'AWS::SNS::Topic' };
const SECRETS: Selector = { type: 'AWS::SecretsManager::Secret' };
const IMAGES: Selector = { type: 'AWS::ECR::Repository' };
const FUNCTIONS: Selector = { type: 'AWS::Lambda::Function' };

function promise(id: string, title: string, fix: string, question: Omit<DeniedQuestion, 'kind'>): Requirement {
  return { id, controls: [id.split('.')[0] ?? id], title, fix, question: { kind: 'denied', ...question } };
}

const INVOKE = ['lambda:InvokeFunction'];
const DENY = 'put the statement that denies it back into the policy of the resource, for everybody';
const GRANTS = "take the statement away that grants it, or name the service and its source in its condition";
const PLAIN_HTTP = { Bool: { 'aws:SecureTransport': 'false' } } as const;

const DYNAMODB_ENDPOINT = of('Network/Network/GatewayEndpoints/DynamoDb/Resource', 'Ref');
const ITEMS = [
  'dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PartiQL*', 'dynamodb:PutItem',
  'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:UpdateItem',
];

/** What nobody gets of queues, topics, tables, secrets, image repositories and functions, but by permissions of their own in this account. */
export const STORE_PROMISES: readonly Requirement[] = [
  promise('DAT-02.queues', 'no queue answers plain HTTP', DENY, { principals: 'anyone', explicitly: true, actions: ['sqs:*'], resources: QUEUES, when: PLAIN_HTTP }),
  promise('DAT-04.queues', 'queue policies let rules of this account leave what they could not deliver, and nothing else', GRANTS, {
    principals: 'unprivileged', actions: ['sqs:*'], resources: QUEUES, unless: [byService('events.amazonaws.com', ['sqs:SendMessage'], { StringEquals: { 'aws:SourceAccount': ACCOUNT } })],
  }),
  promise('DAT-02.topics', 'nothing is published over plain HTTP', DENY, { principals: 'anyone', explicitly: true, actions: ['sns:Publish'], resources: TOPICS, when: PLAIN_HTTP }),
  promise('DAT-04.topics', 'topic policies let alarms of this account publish, and nothing else', GRANTS, {
    principals: 'unprivileged', actions: ['sns:*'], resources: TOPICS,
    unless: [byService('cloudwatch.amazonaws.com', ['sns:Publish'], { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': arn('cloudwatch', 'alarm:*') } })],
  }),
  promise('DAT-02.state', 'the table of budgets and approvals answers no plain HTTP', DENY, { principals: 'anyone', explicitly: true, actions: ['dynamodb:*'], resources: STATE_TABLE, when: PLAIN_HTTP }),
  promise('DAT-03.state', 'budgets and approvals are read and written through the VPC endpoint only', DENY, {
    principals: 'anyone', explicitly: true, actions: ITEMS, resources: STATE_TABLE, when: { StringNotEquals: { 'aws:SourceVpce': DYNAMODB_ENDPOINT }, ...NO_SERVICE },
  }),
  promise('DAT-04.state', 'the policy of the table of budgets and approvals grants nothing by itself', GRANTS, { principals: 'unprivileged', actions: ['dynamodb:*'], resources: STATE_TABLE }),
  promise('DAT-04.state-foreign', 'nobody of another account gets at budgets and approvals, even if something came to grant it', DENY, { principals: 'outsiders', explicitly: true, actions: ['dynamodb:*'], resources: STATE_TABLE, when: NO_SERVICE }),
  promise('DAT-02.secrets', 'no secret is read over plain HTTP', DENY, { principals: 'anyone', actions: ['secretsmanager:*'], resources: SECRETS, when: PLAIN_HTTP }),
  promise('DAT-04.secrets', 'secret policies grant nothing by themselves', GRANTS, { principals: 'unprivileged', actions: ['secretsmanager:*'], resources: SECRETS }),
  promise('DAT-04.secrets-foreign', 'nobody of another account gets at a secret, even if something came to grant it', DENY, {
    principals: 'outsiders', explicitly: true, actions: ['secretsmanager:*'], resources: SECRETS, when: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
  }),
  promise('SUP-01.images-foreign', 'nobody of another account gets at an image repository, even if something came to grant it', DENY, { principals: 'outsiders', explicitly: true, actions: ['ecr:*'], resources: IMAGES, when: NO_SERVICE }),
  promise('SUP-01.images', 'repository policies grant nothing by themselves', GRANTS, { principals: 'unprivileged', actions: ['ecr:*'], resources: IMAGES }),
  promise('IAM-07.functions', 'functions are invoked by services for resources of this account only', GRANTS, {
    principals: 'unprivileged', actions: ['lambda:*'], resources: FUNCTIONS, unless: [
      byService('secretsmanager.amazonaws.com', INVOKE, { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': arn('secretsmanager', 'secret:*') } }),
      byService('cognito-idp.amazonaws.com', INVOKE, { ArnLike: { 'aws:SourceArn': arn('cognito-idp', 'userpool/*') } }),
      byService('events.amazonaws.com', INVOKE, { ArnLike: { 'aws:SourceArn': of('Secrets/Authority/LoadBalancer/Renewal') } }),
      byService('events.amazonaws.com', INVOKE, { ArnLike: { 'aws:SourceArn': of('Inference/TokenKeys/Schedule') }, StringEquals: { 'aws:SourceAccount': ACCOUNT } }),
    ],
  }),
];
