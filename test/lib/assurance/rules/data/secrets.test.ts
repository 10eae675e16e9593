import { KEY, one } from './resources';
import { ruleTables } from './rule-table';

const DATABASE = 'AWS::RDS::DBInstance';
const FROM_STORE = "'{{resolve:secretsmanager:db:SecretString:password}}'";
const withParameter = (parameter: string): string => `Parameters: {P: {${parameter}}}\nResources:\n  ${one(DATABASE, 'MasterUserPassword: !Ref P')}`;

ruleTables({
  SecretRotated: {
    pass: {
      'a function': one(
        'AWS::SecretsManager::Secret',
        '',
        "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref A, RotationLambdaARN: 'arn:aws:lambda:eu-west-1:111122223333:function:f', RotationRules: {AutomaticallyAfterDays: 30}}}",
      ),
      'a hosted function, by way of the attachment to a database': one(
        'AWS::SecretsManager::Secret',
        '',
        "T: {Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: {SecretId: !Ref A}}",
        "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref T, HostedRotationLambda: {RotationType: PostgreSQLSingleUser}, RotationRules: {ScheduleExpression: rate(10 days)}}}",
      ),
    },
    fail: {
      'no schedule': one('AWS::SecretsManager::Secret'), 'the schedule of another': one(
        'AWS::SecretsManager::Secret',
        '',
        KEY,
        "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other-AbCdEf', RotationLambdaARN: x}}",
      ),
      'a schedule without time': one('AWS::SecretsManager::Secret', '', "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref A, RotationLambdaARN: x}}"),
      'a schedule without function': one(
        'AWS::SecretsManager::Secret',
        '',
        "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref A, RotationRules: {AutomaticallyAfterDays: 30}}}",
      ),
    },
    unknown: {
      'a schedule of a secret that is not told': one(
        'AWS::SecretsManager::Secret',
        '',
        "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref Missing, RotationLambdaARN: x}}",
      ),
      'a function that is not told': one(
        'AWS::SecretsManager::Secret',
        '',
        "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref A, RotationLambdaARN: !Ref Missing, RotationRules: {AutomaticallyAfterDays: 30}}}",
      ),
    },
  },
});

ruleTables({
  PasswordPropertyByReference: {
    pass: {
      'a secret that CloudFormation reads': one(DATABASE, `MasterUserPassword: ${FROM_STORE}`), 'a secure parameter': one(DATABASE, "MasterUserPassword: '{{resolve:ssm-secure:db:1}}'"), 'a password that the service manages': one(DATABASE, 'ManageMasterUserPassword: true'),
      'a parameter that hides what is typed in': withParameter("Type: String, NoEcho: 'true'"),
      'a reference in the middle of a function': one(DATABASE, "MasterUserPassword: !Sub '{{resolve:secretsmanager:${AWS::StackName}:SecretString:p}}'"), 'users of a broker': one('AWS::AmazonMQ::Broker', `Users: [{Username: a, Password: ${FROM_STORE}}]`), 'a secret that is generated': one('AWS::SecretsManager::Secret', 'GenerateSecretString: {}'),
    },
    fail: {
      'plain text': one(DATABASE, 'MasterUserPassword: hunter2'), 'plain text that is put together': one(DATABASE, "MasterUserPassword: !Join ['', [hun, ter2]]"), 'a parameter that shows what is typed in': withParameter('Type: String'),
      'the default of a parameter': withParameter('Type: String, NoEcho: true, Default: hunter2'), 'a plain parameter of the store': one(DATABASE, "MasterUserPassword: '{{resolve:ssm:db}}'"),
      'one of several users': one('AWS::AmazonMQ::Broker', `Users: [{Username: a, Password: ${FROM_STORE}}, {Username: b, Password: hunter2}]`), 'a secret whose text stands in the template': one('AWS::SecretsManager::Secret', 'SecretString: hunter2'), 'a token of a cache': one('AWS::ElastiCache::ReplicationGroup', 'AuthToken: hunter2hunter2'),
      'a login': one('AWS::IAM::User', 'LoginProfile: {Password: hunter2}'), 'a destination of a stream': one('AWS::KinesisFirehose::DeliveryStream', 'SplunkDestinationConfiguration: {HECToken: hunter2}'), 'one of two states': `Parameters: {M: {Type: String, AllowedValues: [a, b]}}\nConditions: {C: !Equals [!Ref M, a]}\nResources:\n  ${one(DATABASE, `MasterUserPassword: !If [C, ${FROM_STORE}, hunter2]`)}`,
    },
    unknown: { 'an import': one(DATABASE, 'MasterUserPassword: !ImportValue p'), 'a reference to nothing': one(DATABASE, 'MasterUserPassword: !Ref Missing') },
  },
});
