import { KEY, one } from './resources';
import { ruleTables } from './rule-table';

ruleTables({
  SecretRotated: {
    pass: {
      'a function': one('AWS::SecretsManager::Secret', '', "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref A, RotationLambdaARN: 'arn:aws:lambda:eu-west-1:111122223333:function:f', RotationRules: {AutomaticallyAfterDays: 30}}}"),
      'a hosted function, by way of the attachment to a database': one('AWS::SecretsManager::Secret', '', "T: {Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: {SecretId: !Ref A}}", "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref T, HostedRotationLambda: {RotationType: PostgreSQLSingleUser}, RotationRules: {ScheduleExpression: rate(10 days)}}}"),
    },
    fail: {
      'no schedule': one('AWS::SecretsManager::Secret'), 'the schedule of another': one('AWS::SecretsManager::Secret', '', KEY, "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other-AbCdEf', RotationLambdaARN: x}}"),
      'a schedule without time': one('AWS::SecretsManager::Secret', '', "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref A, RotationLambdaARN: x}}"),
      'a schedule without function': one('AWS::SecretsManager::Secret', '', "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref A, RotationRules: {AutomaticallyAfterDays: 30}}}"),
    },
    unknown: { 'a schedule of a secret that is not told': one('AWS::SecretsManager::Secret', '', "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref Missing, RotationLambdaARN: x}}"), 'a function that is not told': one('AWS::SecretsManager::Secret', '', "R: {Type: 'AWS::SecretsManager::RotationSchedule', Properties: {SecretId: !Ref A, RotationLambdaARN: !Ref Missing, RotationRules: {AutomaticallyAfterDays: 30}}}") },
  },
});
