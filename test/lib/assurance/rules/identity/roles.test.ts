import { one } from '../data/resources';
import { ruleTables } from '../data/rule-table';

const OPEN = '!ImportValue x';
const ROLE = 'AWS::IAM::Role';
const role = (statements: string, ...others: readonly string[]): string => one(ROLE, `AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: ${statements}}`, ...others);
const trust = (principal: string, condition = ''): string => `{Effect: Allow, Principal: ${principal}, Action: 'sts:AssumeRole'${condition === '' ? '' : `, Condition: {${condition}}`}}`;
const service = (name: string, condition = ''): string => role(trust(`{Service: ${name}}`, condition));
const web = (condition: string): string => role(
  `{Effect: Allow, Principal: {Federated: !Sub 'arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com'}, Action: 'sts:AssumeRoleWithWebIdentity'${condition === '' ? '' : `,
  Condition: {${condition}}`}}`,
);
const SUB = "'token.actions.githubusercontent.com:sub'";
const OWN = 'StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}';
const LAMBDA = (id: string): string => `${id}: {Type: 'AWS::Lambda::Function', Properties: {Role: !GetAtt A.Arn}}`;
const TASK = (id: string, rest: string): string => `${id}: {Type: 'AWS::ECS::TaskDefinition', Properties: {${rest}}}`;
const PLAIN = role(trust('{Service: lambda.amazonaws.com}'));

ruleTables({
  IamRoleTrustNotPublic: {
    pass: {
      'a service': PLAIN,
      'another account': role(trust("{AWS: 'arn:aws:iam::111122223333:root'}")),
      'everybody of the organization': role(trust("{AWS: '*'}", 'StringEquals: {aws:PrincipalOrgID: o-abc}')),
      'a Deny for everybody': role("{Effect: Deny, Principal: '*', Action: 'sts:AssumeRole'}"),
    },
    fail: {
      'everybody': role(trust("{AWS: '*'}")),
      'everybody, in short': role(`[${trust("'*'")}]`),
      'everybody with an id that they share': role(trust("'*'", 'Bool: {aws:MultiFactorAuthPresent: true}')),
      'all but one': role("{Effect: Allow, NotPrincipal: {AWS: 'arn:aws:iam::111122223333:root'}, Action: 'sts:AssumeRole'}"),
      'no trust policy': one(ROLE),
    },
    unknown: { 'a principal from elsewhere': role(trust(`{AWS: ${OPEN}}`)), 'a document from elsewhere': one(ROLE, `AssumeRolePolicyDocument: ${OPEN}`) },
  },
  IamRoleTrustNamesActions: {
    pass: {
      'assumption': PLAIN,
      'assumption with tags': role("{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: ['sts:AssumeRole', 'sts:TagSession']}"),
    }, fail: {
      'all of STS': role("{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:*'}"),
      everything: role("[{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: ['*']}]"),
      'a document that IAM would refuse': role("{Effect: Allow, Principal: {codebuild.amazonaws.com: null}, Action: 's3:*'}"),
    },
    unknown: { 'actions from elsewhere': role(`{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: ${OPEN}}`) },
  },
  IamRoleTrustsByName: {
    pass: { names: PLAIN, 'a Deny by leaving out': role("{Effect: Deny, NotPrincipal: {AWS: x}, Action: 'sts:AssumeRole'}") }, fail: {
      'all but one': role("{Effect: Allow, NotPrincipal: {AWS: x}, Action: 'sts:AssumeRole'}"),
      'all actions but one': role('{Effect: Allow, NotAction: {AWS: [x]}}'),
    }, unknown: { 'statements from elsewhere': role(OPEN) },
  },
  IamRoleTrustConfusedDeputySafe: {
    pass: {
      'a service for this account': service('scheduler.amazonaws.com', OWN), 'a service for resources of this account': service(
        'vpc-flow-logs.amazonaws.com',
        "ArnLike: {aws:SourceArn: !Sub 'arn:aws:ec2:eu-west-1:${AWS::AccountId}:vpc-flow-log/*'}",
      ), 'a service that does not tell': PLAIN,
      'a role that starts tasks': role(trust('{Service: ecs-tasks.amazonaws.com}'), TASK('T', 'ExecutionRoleArn: !GetAtt A.Arn')), 'a service for another account that is named': service('scheduler.amazonaws.com', "StringEquals: {aws:SourceAccount: '111122223333'}"),
    },
    fail: {
      'a service for anybody': service('scheduler.amazonaws.com'),
      'one of two services': role(trust('{Service: [lambda.amazonaws.com, states.amazonaws.com]}')),
      'a role of tasks': role(trust('{Service: ecs-tasks.amazonaws.com}'), TASK('T', 'TaskRoleArn: !GetAtt A.Arn')),
      'any source': service('bedrock.amazonaws.com', "ArnLike: {aws:SourceArn: 'arn:aws:bedrock:*:*:agent/*'}"),
    },
    unknown: { 'a source from elsewhere': service('scheduler.amazonaws.com', `ArnLike: {aws:SourceArn: ${OPEN}}`) }, skip: { 'a role without trust': one(ROLE) },
  },
  IamRoleForeignTrustTied: {
    pass: {
      'no account': PLAIN,
      'an id that the other knows': role(trust("{AWS: '111122223333'}", 'StringEquals: {sts:ExternalId: abc}')),
      'the own account': role(trust("{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}")),
      'a role of another account': role(trust("{AWS: 'arn:aws:iam::111122223333:role/deploy'}")),
      'a session that is named': role(trust("{AWS: 'arn:aws:iam::111122223333:root'}", "ArnLike: {aws:PrincipalArn: 'arn:aws:iam::111122223333:role/x'}")),
    },
    fail: {},
    unknown: {
      'an account that may be one’s own': role(trust("{AWS: 'arn:aws:iam::111122223333:root'}")),
      'a principal that is not told': role(trust(OPEN)),
      'an account that is not told': role(trust(`{AWS: !Sub ['arn:aws:iam::\${Account}:root', {Account: ${OPEN}}]}`)),
      'one of several that is not told': role(trust(`{AWS: ['arn:aws:iam::111122223333:role/deploy', ${OPEN}]}`)),
      'a tie that may be absent': role(trust("{AWS: '111122223333'}", 'StringEqualsIfExists: {sts:ExternalId: abc}')),
    },
  },
  IamRoleFederationBound: {
    pass: {
      'one branch': web(`StringEquals: {${SUB}: 'repo:me/app:ref:refs/heads/main'}`),
      'one repository': web(`StringLike: {${SUB}: 'repo:me/app:*'}`),
      'no provider': PLAIN,
      'a provider of SAML': role("{Effect: Allow, Principal: {Federated: 'arn:aws:iam::111122223333:saml-provider/idp'}, Action: 'sts:AssumeRoleWithSAML'}"),
    },
    fail: {
      'any subject': web(''),
      'an audience only': web("StringEquals: {'token.actions.githubusercontent.com:aud': sts.amazonaws.com}"),
      'every repository': web(`StringLike: {${SUB}: 'repo:*'}`),
      'every repository of an owner': web(`StringLike: {${SUB}: 'repo:me/*:*'}`),
      'where the subject may be absent': web(`StringEqualsIfExists: {${SUB}: 'repo:me/app:ref:refs/heads/main'}`),
      'one of several that is everybody': web(`StringLike: {${SUB}: ['repo:me/app:*', '*']}`),
    },
    unknown: { 'statements from elsewhere': role(OPEN), 'a principal that is not told': role(trust(OPEN)), 'a provider that is not told': role(trust(`{Federated: ${OPEN}}`)) },
  },
  IamRoleBoundary: {
    pass: { 'a role with one': one(ROLE, 'PermissionsBoundary: b') }, fail: { 'a role without, beside one with': one(ROLE, '', "B: {Type: 'AWS::IAM::Role', Properties: {PermissionsBoundary: b}}") }, unknown: { 'a reference to nothing': one(ROLE, 'PermissionsBoundary: !Ref Missing') }, skip: { 'roles of which none has one': one(ROLE) },
  },
  IamRoleOfOneWorkload: {
    pass: {
      'one function': `${PLAIN}\n${LAMBDA('F')}`,
      'one task': `${PLAIN}\n${TASK('T', 'TaskRoleArn: !GetAtt A.Arn')}`,
      'an agent that starts several tasks': [PLAIN, TASK('T', 'ExecutionRoleArn: !GetAtt A.Arn'), TASK('U', 'ExecutionRoleArn: !GetAtt A.Arn')].join('\n'),
    },
    fail: {
      'two functions': [PLAIN, LAMBDA('F'), LAMBDA('G')].join('\n'),
      'a function and a task': [PLAIN, LAMBDA('F'), TASK('T', 'TaskRoleArn: !GetAtt A.Arn')].join('\n'),
      'a task and the agent that starts it': `${PLAIN}\n${TASK('T', 'TaskRoleArn: !GetAtt A.Arn, ExecutionRoleArn: !GetAtt A.Arn')}`,
    },
    skip: { 'a role that nothing runs as': PLAIN },
  },
});
