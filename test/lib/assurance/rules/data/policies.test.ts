import { one } from './resources';
import { ruleTables } from './rule-table';

const OPEN = '!ImportValue x';
const bucketPolicy = (statements: string, ...others: readonly string[]): string => one(
  'AWS::S3::BucketPolicy',
  `Bucket: elsewhere, PolicyDocument: {Version: '2012-10-17', Statement: ${statements}}`,
  ...others,
);
const allow = (rest: string): string => `{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::elsewhere/*', ${rest}}`;
const everybody = (condition: string): string => bucketPolicy(allow(`Principal: '*', Condition: {${condition}}`));
const key = (statements: string): string => one('AWS::KMS::Key', `KeyPolicy: {Version: '2012-10-17', Statement: [${statements}]}`);
const permission = (rest: string): string => one('AWS::Lambda::Permission', `FunctionName: f, Action: 'lambda:InvokeFunction', ${rest}`);
const ROOT = "Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}";
const service = (name: string, condition: string): string => bucketPolicy(allow(`Principal: {Service: ${name}}${condition === '' ? '' : `, Condition: {${condition}}`}`));

ruleTables({
  ResourcePolicyNotPublic: {
    pass: {
      'the account itself': bucketPolicy(allow(ROOT)), 'a role of another account': bucketPolicy(allow("Principal: {AWS: 'arn:aws:iam::111122223333:role/reader'}")), 'one statement without list': bucketPolicy(allow('Principal: {Service: cloudtrail.amazonaws.com}')),
      'everybody of the organization': everybody('StringEquals: {aws:PrincipalOrgID: o-abc}'), 'everybody of the account': everybody("StringEquals: {'aws:PrincipalAccount': !Ref AWS::AccountId}"), 'everybody through an endpoint': everybody('StringEquals: {aws:SourceVpce: [vpce-1, vpce-2]}'),
      'everybody from an office': everybody("IpAddress: {aws:SourceIp: '203.0.113.0/24'}"), 'a role of any name in the account': everybody("ArnLike: {aws:PrincipalArn: 'arn:aws:iam::111122223333:role/*'}"), 'the key of the condition in another case': everybody('StringEquals: {AWS:PRINCIPALORGID: o-abc}'),
      'everybody, and a Deny for strangers': bucketPolicy(`[${allow("Principal: '*'")}, {Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: {StringNotEquals: {aws:PrincipalOrgID: o-abc}}}]`),
      'a Deny for everybody': bucketPolicy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*'}"),
      'a function that a service invokes': permission('Principal: s3.amazonaws.com, SourceAccount: !Ref AWS::AccountId'), 'a source that is not told': permission('Principal: sns.amazonaws.com, SourceArn: !GetAtt Missing.Arn'),
      'a file system for those who mount it': one(
        'AWS::EFS::FileSystem',
        "FileSystemPolicy: {Statement: {Effect: Allow, Principal: {AWS: '*'}, Action: 'elasticfilesystem:ClientMount', Resource: '*', Condition: {Bool: {elasticfilesystem:AccessedViaMountTarget: 'true'}}}}",
      ),
      'a repository without policy': one('AWS::ECR::Repository'), 'an API on the internet, whose methods decide': one(
        'AWS::ApiGateway::RestApi',
        "Policy: {Statement: {Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: '*'}}",
      ),
      'a queue for a topic of the account': one(
        'AWS::SQS::QueuePolicy',
        "Queues: [q], PolicyDocument: {Statement: {Effect: Allow, Principal: '*', Action: 'sqs:SendMessage', Resource: '*', Condition: {ArnEquals: {aws:SourceArn: 'arn:aws:sns:eu-west-1:111122223333:topic'}}}}",
      ),
    },
    fail: {
      'everybody': bucketPolicy(allow("Principal: '*'")), 'everybody with an account': bucketPolicy(allow("Principal: {AWS: '*'}")), 'everybody in a list': bucketPolicy(`[${allow(ROOT)}, ${allow("Principal: {AWS: ['arn:aws:iam::111122223333:root', '*']}")}]`),
      'everybody who says so': everybody("StringLike: {aws:Referer: 'https://example.com/*'}"), 'everybody but one account': everybody("StringNotEquals: {'aws:PrincipalAccount': '111122223333'}"), 'all but a role': bucketPolicy("{Effect: Allow, NotPrincipal: {AWS: 'arn:aws:iam::111122223333:role/x'}, Action: 's3:GetObject', Resource: '*'}"),
      'half of the internet': everybody("IpAddress: {aws:SourceIp: ['0.0.0.0/1', '203.0.113.0/24']}"), 'everybody, where the key may be absent': everybody('StringEqualsIfExists: {aws:PrincipalOrgID: o-abc}'), 'roles of a name in any account': everybody("ArnLike: {aws:PrincipalArn: 'arn:aws:iam::*:role/admin'}"),
      'any source': everybody("ArnLike: {aws:SourceArn: 'arn:aws:s3:::*'}"), 'a tag that anybody can give themselves': everybody('StringEquals: {aws:PrincipalTag/team: ml}'), 'a Deny that leaves out the strangers': bucketPolicy(`[${allow("Principal: '*'")}, {Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: '*'}]`),
      'a key for everybody': key("{Effect: Allow, Principal: '*', Action: 'kms:Decrypt', Resource: '*'}"), 'a wildcard within a name': bucketPolicy(allow("Principal: {AWS: 'arn:aws:iam::*:root'}")), 'a function for everybody': permission("Principal: '*'"),
      'a layer for everybody': one(
        'AWS::Lambda::LayerVersionPermission',
        "LayerVersionArn: l, Action: 'lambda:GetLayerVersion', Principal: '*'",
      ), 'a policy as text': one(
        'AWS::SQS::QueuePolicy',
        `Queues: [q], PolicyDocument: '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}}'`,
      ),
      'a private API for everybody': one(
        'AWS::ApiGateway::RestApi',
        "EndpointConfiguration: {Types: [PRIVATE]}, Policy: {Statement: {Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*'}}",
      ),
      'a domain for everybody': one(
        'AWS::OpenSearchService::Domain',
        "AccessPolicies: {Statement: [{Effect: Allow, Principal: {AWS: '*'}, Action: 'es:*', Resource: '*'}]}",
      ), 'an event bus of the older style': one('AWS::Events::EventBusPolicy', "StatementId: s, Action: 'events:PutEvents', Principal: '*'"),
      'one of two states': `Parameters: {M: {Type: String, AllowedValues: [a, b]}}\nConditions: {C: !Equals [!Ref M, a]}\nResources:\n  ${everybody("StringEquals: {aws:PrincipalOrgID: !If [C, o-abc, !Ref 'AWS::NoValue'], aws:UserAgent: x}")}`,
    },
    unknown: {
      'a principal from elsewhere': bucketPolicy(allow(`Principal: {AWS: ${OPEN}}`)), 'a document from elsewhere': one('AWS::S3::BucketPolicy', `Bucket: b, PolicyDocument: ${OPEN}`), 'no policy at all': bucketPolicy("[{Effect: Perhaps, Principal: '*'}]"),
    },
  },
  ResourcePolicyNamesPrincipals: {
    pass: {
      'a role': bucketPolicy(allow("Principal: {AWS: 'arn:aws:iam::111122223333:role/reader'}")),
      'a Deny for everybody': bucketPolicy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*'}"),
      'a key of the account': key(`{Effect: Allow, ${ROOT}, Action: 'kms:Decrypt', Resource: '*'}`),
      'a function for an account': permission("Principal: '111122223333'"),
      'a layer for an account': one('AWS::Lambda::LayerVersionPermission', "Action: 'lambda:GetLayerVersion', LayerVersionArn: l, Principal: '111122223333'"),
    },
    fail: {
      'everybody of the organization': everybody('StringEquals: {aws:PrincipalOrgID: o-abc}'),
      'a key for everybody of the account': key("{Effect: Allow, Principal: {AWS: '*'}, Action: 'kms:Decrypt', Resource: '*', Condition: {StringEquals: {kms:CallerAccount: !Ref AWS::AccountId}}}"),
      'a function for everybody': permission("Principal: '*', PrincipalOrgID: o-abc"),
      'a layer for everybody of the organization': one('AWS::Lambda::LayerVersionPermission', "Action: 'lambda:GetLayerVersion', LayerVersionArn: l, Principal: '*', OrganizationId: o-abc"),
      'a text that is no principal': bucketPolicy(allow("Principal: 'arn:aws:iam::*'")),
    },
    unknown: {
      'a principal from elsewhere': bucketPolicy(allow(`Principal: {AWS: ${OPEN}}`)),
      'an effect from elsewhere': bucketPolicy(`{Effect: ${OPEN}, Principal: '*', Action: 's3:*', Resource: '*'}`),
    },
  },
  ResourcePolicyNamesActions: {
    pass: {
      'named actions': bucketPolicy(allow(ROOT)),
      'a Deny of all': bucketPolicy("{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*'}"),
      'a family of actions': bucketPolicy(`{Effect: Allow, ${ROOT}, Action: ['s3:Get*', 's3:List*'], Resource: '*'}`),
    },
    fail: {
      'all of a service': bucketPolicy(`{Effect: Allow, ${ROOT}, Action: 's3:*', Resource: '*'}`),
      everything: bucketPolicy(`[{Effect: Allow, ${ROOT}, Action: ['s3:GetObject', '*'], Resource: '*'}]`),
      'a key that is left to the account': key(`{Effect: Allow, ${ROOT}, Action: 'kms:*', Resource: '*'}`),
    },
    unknown: { 'an action from elsewhere': bucketPolicy(`{Effect: Allow, ${ROOT}, Action: ${OPEN}, Resource: '*'}`) },
  },
  ResourcePolicyAllowsByName: {
    pass: {
      'names': bucketPolicy(allow(ROOT)),
      'a Deny by leaving out': bucketPolicy("{Effect: Deny, NotPrincipal: {AWS: 'arn:aws:iam::111122223333:root'}, NotAction: 's3:GetObject', NotResource: x}"),
    },
    fail: {
      'all principals but some': bucketPolicy("{Effect: Allow, NotPrincipal: {AWS: 'arn:aws:iam::111122223333:root'}, Action: 's3:GetObject', Resource: '*'}"),
      'all actions but some': bucketPolicy(`{Effect: Allow, ${ROOT}, NotAction: 's3:DeleteBucket', Resource: '*'}`),
      'all resources but some': bucketPolicy(`{Effect: Allow, ${ROOT}, Action: 's3:GetObject', NotResource: x}`),
    },
    unknown: {
      'statements from elsewhere': bucketPolicy(OPEN),
      'an effect from elsewhere': bucketPolicy(`{Effect: ${OPEN}, NotPrincipal: {AWS: x}, Action: 's3:GetObject', Resource: '*'}`),
    },
  },
  ResourcePolicyConfusedDeputySafe: {
    pass: {
      'a service for this account': service('s3.amazonaws.com', 'StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}'), 'a service for a trail of this account': service(
        'cloudtrail.amazonaws.com',
        "ArnLike: {aws:SourceArn: !Sub 'arn:aws:cloudtrail:*:${AWS::AccountId}:trail/*'}",
      ),
      'a service of the organization': service('config.amazonaws.com', 'StringEquals: {aws:SourceOrgID: o-abc}'), 'a key for log groups of this account': key("{Effect: Allow, Principal: {Service: logs.eu-west-1.amazonaws.com}, Action: 'kms:Decrypt', Resource: '*', Condition: {ArnLike: {'kms:EncryptionContext:aws:logs:arn': !Sub 'arn:aws:logs:eu-west-1:${AWS::AccountId}:*'}}}"),
      'a Deny for foreign sources': bucketPolicy(`[${allow('Principal: {Service: s3.amazonaws.com}')}, {Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: {StringNotEquals: {aws:SourceAccount: !Ref AWS::AccountId}}}]`), 'no service': bucketPolicy(allow(ROOT)),
    },
    fail: {
      'a service for anybody': service('s3.amazonaws.com', ''),
      'a service for any trail': service('cloudtrail.amazonaws.com', "ArnLike: {aws:SourceArn: 'arn:aws:cloudtrail:*:*:trail/*'}"),
      'a condition that says nothing of the source': service('s3.amazonaws.com', "Bool: {aws:SecureTransport: 'true'}"),
      'a function for anybody’s topics': permission('Principal: sns.amazonaws.com'),
    },
    unknown: {
      'a source from elsewhere': service('s3.amazonaws.com', `ArnLike: {aws:SourceArn: ${OPEN}}`),
      'a document from elsewhere': one('AWS::SQS::QueuePolicy', `Queues: [q], PolicyDocument: ${OPEN}`),
    },
  },
  SecretPolicyBlocksPublic: {
    pass: { 'a blocked policy': one('AWS::SecretsManager::ResourcePolicy', 'BlockPublicPolicy: true') },
    fail: { nothing: one('AWS::SecretsManager::ResourcePolicy'), 'a switch that is off': one('AWS::SecretsManager::ResourcePolicy', "BlockPublicPolicy: 'false'") },
    unknown: { 'a switch from elsewhere': one('AWS::SecretsManager::ResourcePolicy', `BlockPublicPolicy: ${OPEN}`) },
  },
});
