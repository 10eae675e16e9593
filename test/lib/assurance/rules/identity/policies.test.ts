import { propertyTables } from '../data/property-table';
import { one } from '../data/resources';
import { ruleTables } from '../data/rule-table';

const OPEN = '!ImportValue x';
const policy = (statements: string, type = 'AWS::IAM::ManagedPolicy'): string => one(type, `PolicyDocument: {Version: '2012-10-17', Statement: ${statements}}`);
const allow = (action: string, resource: string, condition = ''): string => `{Effect: Allow, Action: ${action}, Resource: ${resource}${condition === '' ? '' : `, Condition: {${condition}}`}}`;
const inline = (statements: string, type = 'AWS::IAM::Role'): string => one(type, `Policies: [{PolicyName: p, PolicyDocument: {Statement: ${statements}}}]`);
const ROLE = "'arn:aws:iam::111122223333:role/worker'";

ruleTables({
  IamPolicyWithoutAdministration: {
    pass: {
      'all of one service': policy(allow("'s3:*'", "'*'")),
      'everything on one bucket': policy(allow("'*'", "'arn:aws:s3:::b'")),
      'a Deny of everything': policy("{Effect: Deny, Action: '*', Resource: '*'}"),
      'a role without policies': one('AWS::IAM::Role'),
    },
    fail: {
      'everything on everything': policy(allow("'*'", "'*'")),
      'in lists': policy(`[${allow("['s3:Get*', '*']", "['arn:aws:s3:::b', '*']")}]`),
      'in a role': inline(allow("'*:*'", "'*'")),
      'in a group': inline(allow("'*'", "'*'"), 'AWS::IAM::Group'),
      'in a permission set, as text': one('AWS::SSO::PermissionSet', `InlinePolicy: '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'`),
      'under a condition': policy(allow("'*'", "'*'", "StringEquals: {aws:RequestedRegion: eu-west-1}")),
    },
    unknown: {
      'actions from elsewhere': policy(allow(OPEN, "'*'")),
      'an effect from elsewhere': policy(`{Effect: ${OPEN}, Action: '*', Resource: '*'}`),
      'a document from elsewhere': one('AWS::IAM::Policy', `PolicyDocument: ${OPEN}`),
      'statements from elsewhere': policy(`[${OPEN}]`),
      'policies from elsewhere': one('AWS::IAM::Role', 'Policies: !Ref Missing'),
    },
  },
  IamPolicyNamesActions: {
    pass: { 'named actions': policy(allow("['s3:GetObject', 's3:List*']", "'*'")), 'a Deny': policy("{Effect: Deny, Action: 's3:*', Resource: '*'}") },
    fail: {
      'all of a service': policy(allow("'s3:*'", "'arn:aws:s3:::b'")),
      everything: inline(allow("['*']", ROLE)),
      'a policy of a role': policy(allow("'kms:*'", "'*'"), 'AWS::IAM::RolePolicy'),
    },
    unknown: { 'actions from elsewhere': policy(allow(`[${OPEN}]`, "'*'")) },
  },
  IamPolicyNamesResources: {
    pass: {
      'named resources': policy(allow("'s3:GetObject'", "'arn:aws:s3:::b/*'")),
      'actions on no resource': policy(allow("['ecr:GetAuthorizationToken', 'sts:GetCallerIdentity', 's3:ListAllMyBuckets']", "'*'")),
      'listings of EC2': policy(allow("'ec2:DescribeInstances'", "'*'")),
      'a tag instead': policy(allow("'ec2:StartInstances'", "'*'", 'StringEquals: {aws:ResourceTag/team: ml}')),
      'a key of the service': policy(allow("'kms:Decrypt'", "'*'", 'StringEquals: {kms:ViaService: s3.eu-west-1.amazonaws.com}')),
      'an ARN that another resource returns': policy(allow("'secretsmanager:GetSecretValue'", '!GetAtt Maker.SecretArn'), 'AWS::IAM::Policy').concat("\nMaker: {Type: 'Custom::Maker', Properties: {}}"),
    },
    fail: {
      'an action that takes one': policy(allow("'s3:GetObject'", "'*'")),
      'among others': policy(allow("['sts:GetCallerIdentity', 'dynamodb:GetItem']", "['*']")),
      'a family': policy(allow("'secretsmanager:Get*'", "'*'")),
      'an action that nobody knows': policy(allow("'new:Thing'", "'*'")),
      'everything in an account': policy(allow("'sqs:SendMessage'", "'arn:aws:sqs:*:*:*'")),
      'a condition on who asks': policy(allow("'s3:GetObject'", "'*'", 'StringEquals: {aws:PrincipalTag/team: ml}')),
    },
    unknown: { 'resources from elsewhere': policy(allow("'s3:GetObject'", OPEN)) },
  },
  IamPolicyAllowsByName: {
    pass: { names: policy(allow("'s3:GetObject'", "'*'")), 'a Deny by leaving out': policy("{Effect: Deny, NotAction: 'iam:*', Resource: '*'}") },
    fail: {
      'all actions but some': policy("{Effect: Allow, NotAction: 'iam:*', Resource: '*'}"),
      'all resources but some': inline("[{Effect: Allow, Action: 's3:GetObject', NotResource: x}]"),
      'a document that IAM would refuse': policy('{Effect: Allow, NotAction: {AWS: x}}'),
    },
    unknown: { 'an effect from elsewhere': policy(`{Effect: ${OPEN}, NotAction: 'iam:*', Resource: '*'}`) },
  },
  IamPassRoleScoped: {
    pass: {
      'a role': policy(allow("'iam:PassRole'", ROLE)),
      'a service': policy(allow("'iam:PassRole'", "'*'", 'StringEquals: {iam:PassedToService: ecs-tasks.amazonaws.com}')),
      'roles of a name': policy(allow("'iam:PassRole'", "'arn:aws:iam::111122223333:role/app-*'")),
      'a Deny': policy("{Effect: Deny, Action: 'iam:PassRole', Resource: '*'}"),
      'another action': policy(allow("'iam:GetRole'", "'*'")),
    },
    fail: {
      'any role': policy(allow("'iam:PassRole'", "'*'")),
      'any role of the account': policy(allow("'iam:PassRole'", "!Sub 'arn:aws:iam::${AWS::AccountId}:role/*'")),
      'by a wildcard': policy(allow("['iam:*']", "'*'")),
      'in another case': inline(allow("'IAM:passrole'", "'*'")),
      'all services but one': policy(allow("'iam:PassRole'", "'*'", 'StringNotEquals: {iam:PassedToService: ec2.amazonaws.com}')),
    },
    unknown: { 'roles from elsewhere': policy(allow("'iam:PassRole'", OPEN)) },
  },
  IamPolicyWithoutEscalation: {
    pass: {
      'reading of roles': policy(allow("'iam:Get*'", "'*'")),
      'one role': policy(allow("'iam:PutRolePolicy'", ROLE)),
      'roles that carry a boundary': policy(allow("'iam:AttachRolePolicy'", "'*'", "StringEquals: {iam:PermissionsBoundary: 'arn:aws:iam::111122223333:policy/b'}")),
    },
    fail: {
      'policies of any role': policy(allow("'iam:PutRolePolicy'", "'*'")),
      'trust of any role of the account': policy(allow("'iam:UpdateAssumeRolePolicy'", "'arn:aws:iam::111122223333:role/*'")),
      'by a wildcard': policy(allow("'iam:Create*'", "'*'")),
      'removal of boundaries': policy(allow("'iam:DeleteRolePermissionsBoundary'", "'*'")),
      'any managed policy': policy(allow("'iam:CreatePolicyVersion'", "'arn:aws:iam::111122223333:policy/*'")),
    },
    unknown: { 'roles from elsewhere': policy(allow("'iam:PutRolePolicy'", OPEN)), 'actions from elsewhere': policy(allow(OPEN, "'*'")), 'one of the actions from elsewhere': policy(allow(`['s3:GetObject', ${OPEN}]`, "'*'")) },
  },
  IamPolicyCannotDestroyKeys: {
    pass: { 'use of keys': policy(allow("['kms:Decrypt', 'kms:GenerateDataKey*']", "'*'")), 'a Deny': policy("{Effect: Deny, Action: 'kms:ScheduleKeyDeletion', Resource: '*'}") },
    fail: {
      'deletion of one key': policy(allow("'kms:ScheduleKeyDeletion'", "'arn:aws:kms:eu-west-1:111122223333:key/1'")),
      'all of KMS': policy(allow("'kms:*'", "'*'")),
      'by a wildcard': inline(allow("'kms:Disable*'", "'*'")),
    },
    unknown: { 'an effect from elsewhere': policy(`{Effect: ${OPEN}, Action: 'kms:DisableKey', Resource: '*'}`), 'actions from elsewhere': policy(allow(OPEN, "'*'")) },
  },
  IamManagedPolicyNotFullAccess: {
    pass: {
      'a policy of AWS for one task': one('AWS::IAM::Role', "ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']"),
      none: one('AWS::IAM::Role'),
      'a policy of one’s own that is called so': one('AWS::IAM::Role', "ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/FullAccess']"),
    },
    fail: {
      administration: one('AWS::IAM::Role', "ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']"),
      'power users': one('AWS::IAM::User', "ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/PowerUserAccess']"),
      'one service': one('AWS::IAM::Group', "ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSageMakerFullAccess', 'arn:aws:iam::aws:policy/ReadOnlyAccess']"),
      'a permission set': one('AWS::SSO::PermissionSet', "ManagedPolicies: ['arn:aws:iam::aws:policy/AmazonBedrockFullAccess']"),
    },
    unknown: {
      'a policy from elsewhere': one('AWS::IAM::Role', `ManagedPolicyArns: [${OPEN}]`),
      'policies from elsewhere': one('AWS::IAM::Role', 'ManagedPolicyArns: !Ref Missing'),
    },
  },
  IamUserAbsent: { fail: { 'a user': one('AWS::IAM::User') }, unknown: { 'a user that may not be there': "A: {Type: 'AWS::IAM::User', Condition: Nowhere}" } },
  IamAccessKeyAbsent: {
    fail: { 'a key': one('AWS::IAM::AccessKey', 'UserName: u'), 'a key of a service': one('AWS::IAM::ServiceSpecificCredential') },
    unknown: { 'a key that may not be there': "A: {Type: 'AWS::IAM::AccessKey', Condition: Nowhere, Properties: {UserName: u}}" },
  },
});

propertyTables({
  IamPolicyAttachedToRoles: {
    type: 'AWS::IAM::Policy',
    good: ['Roles: [r]'],
    bad: ['Users: [u]', 'Users: [!Ref U, v], Roles: [r]'],
    open: ['Users: !Ref Missing'],
    fail: { 'a policy of a user': one('AWS::IAM::UserPolicy', 'UserName: u') },
  },
  IamIdentityWithoutInlinePolicies: {
    type: 'AWS::IAM::Role',
    good: ['', 'Policies: []'],
    bad: ['Policies: [{PolicyName: p, PolicyDocument: {Statement: []}}]'],
    open: ['Policies: !Ref Missing'],
  },
  IamUserWithoutPolicies: {
    type: 'AWS::IAM::User',
    good: ['Groups: [g]'],
    bad: ['Policies: [{PolicyName: p, PolicyDocument: {Statement: []}}]', "ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess']"],
    open: ['Policies: !Ref Missing'],
  },
  IamUserReplacesPassword: {
    type: 'AWS::IAM::User',
    good: ['LoginProfile: {PasswordResetRequired: true}'],
    bad: ['LoginProfile: {Password: x}', 'LoginProfile: {PasswordResetRequired: false}'],
    skip: { 'a user without login': one('AWS::IAM::User') },
  },
  IamRoleSessionShort: { type: 'AWS::IAM::Role', good: ['MaxSessionDuration: 3600', ''], bad: ['MaxSessionDuration: 43200'] },
  LambdaPermissionInvokesOnly: {
    type: 'AWS::Lambda::Permission',
    good: ["Action: 'lambda:InvokeFunction'", "Action: 'lambda:InvokeFunctionUrl'"],
    bad: ["Action: 'lambda:*'", '', "Action: 'lambda:GetFunction'"],
    open: [`Action: ${OPEN}`],
  },
  LambdaPermissionNamesSource: {
    type: 'AWS::Lambda::Permission', good: [
      "Principal: sns.amazonaws.com, SourceArn: 'arn:aws:sns:eu-west-1:111122223333:t'",
      'Principal: s3.amazonaws.com, SourceAccount: !Ref AWS::AccountId',
      'Principal: events.amazonaws.com, PrincipalOrgID: o-abc',
    ], bad: ['Principal: sns.amazonaws.com', "Principal: s3.amazonaws.com, SourceArn: 'arn:aws:s3:::b'"],
    open: ['Principal: !Ref Missing', 'Principal: sns.amazonaws.com, SourceArn: !Ref Missing'], skip: { 'an account': one('AWS::Lambda::Permission', "Principal: '111122223333'") },
  },
});
