import type { Conditions, DeniedQuestion, Requirement, Selector } from './requirement';

const DATABASES: Selector = {
  type: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::Neptune::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain', 'AWS::ElastiCache::ReplicationGroup',
    'AWS::ElastiCache::CacheCluster', 'AWS::ElastiCache::ServerlessCache', 'AWS::MemoryDB::Cluster', 'AWS::Redshift::Cluster', 'AWS::EFS::MountTarget', 'AWS::FSx::FileSystem', 'AWS::MSK::Cluster'],
};
const ROLES: Selector = { type: ['AWS::IAM::Role', 'AWS::IAM::User'] };
const CLOSED = 'name the accounts, organizations or services that may use it, with a condition on the source of what services do';

/** Calls that neither a service makes on behalf of a resource, nor come through a VPC endpoint. */
const DIRECT: Conditions = { Null: { 'aws:SourceArn': 'true', 'aws:SourceAccount': 'true', 'aws:SourceVpc': 'true', 'aws:SourceVpce': 'true' } };

/** Services whose resources have policies of their own, with the types of these resources. */
const SHARED: readonly { readonly name: string; readonly what: string; readonly types: readonly string[]; readonly actions: readonly string[] }[] = [
  { name: 'buckets', what: 'bucket', types: ['AWS::S3::Bucket', 'AWS::S3::AccessPoint', 'AWS::S3Tables::TableBucket', 'AWS::S3Vectors::VectorBucket'], actions: ['s3:*', 's3tables:*', 's3vectors:*'] },
  { name: 'keys', what: 'key', types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'], actions: ['kms:*'] },
  { name: 'secrets', what: 'secret', types: ['AWS::SecretsManager::Secret'], actions: ['secretsmanager:*'] },
  { name: 'queues', what: 'queue', types: ['AWS::SQS::Queue'], actions: ['sqs:*'] },
  { name: 'topics', what: 'topic', types: ['AWS::SNS::Topic'], actions: ['sns:*'] },
  { name: 'functions', what: 'function', types: ['AWS::Lambda::Function'], actions: ['lambda:*'] },
  { name: 'repositories', what: 'image repository', types: ['AWS::ECR::Repository'], actions: ['ecr:*'] },
  { name: 'tables', what: 'table', types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], actions: ['dynamodb:*'] },
  { name: 'domains', what: 'search domain', types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'], actions: ['es:*'] },
  { name: 'file-systems', what: 'file system', types: ['AWS::EFS::FileSystem'], actions: ['elasticfilesystem:*'] },
  { name: 'buses', what: 'event bus', types: ['AWS::Events::EventBus'], actions: ['events:*'] },
  { name: 'vaults', what: 'backup vault', types: ['AWS::Backup::BackupVault'], actions: ['backup:*'] },
];

function promise(id: string, controls: readonly string[], title: string, fix: string, question: Requirement['question']): Requirement {
  return { id: `BASE.${id}`, controls, title, fix, whenAbsent: 'not-applicable', question };
}

function denied(question: Omit<DeniedQuestion, 'kind'>): DeniedQuestion {
  return { kind: 'denied', ...question };
}

/** What any deployment would promise, of whatever is in it. */
export const BASELINE: readonly Requirement[] = [
  promise('no-internet-to-data', ['NET-02', 'NET-08'], 'no packet gets from the internet to a database, cache, file system or search domain', 'put it into subnets without a route to an internet gateway, and name its callers in its security group', { kind: 'no-path', from: 'internet', to: DATABASES }),
  ...SHARED.map(({ name, what, types, actions }) => promise(`no-strangers-${name}`, ['DAT-04'], `no ${what} can be used by whoever its policy does not name`, CLOSED, denied({
    principals: 'strangers', except: [{ service: '*' }], actions, resources: { type: types }, when: { ...DIRECT, ...(name === 'keys' ? { StringNotEquals: { 'kms:CallerAccount': '${AWS::AccountId}' } } : {}) },
  }))),
  promise('no-strangers-roles', ['IAM-07', 'DAT-04'], 'no role is taken by whoever its trust policy does not name', 'name the principals that may take the role', denied({ principals: 'strangers', except: [{ service: '*' }], actions: ['sts:AssumeRole'], resources: { type: 'AWS::IAM::Role' }, when: DIRECT })),
  promise('no-administrators', ['IAM-03'], 'no role or user may do everything', 'list the actions and resources that it needs', denied({ principals: ROLES, actions: ['iam:CreateUser'], resources: { arns: ['*'] } })),
  promise('no-escalation', ['IAM-03'], 'no role or user can make itself more powerful', 'take the action away that the witness shows, or the trust of the role on the way', { kind: 'no-escalation', principals: ROLES }),
];
