import { computeRules } from '../../../../../lib/assurance/rules/compute';
import { ruleCases } from '../cases';
import { ruleNamed } from './rule-named';
import { GONE, resources, variants, type Json } from './variants';

const rule = ruleNamed(computeRules);
const FUNCTION = 'AWS::Lambda::Function';
const key = { Key: { Type: 'AWS::KMS::Key', Properties: {} } };
const keyArn: Json = { 'Fn::GetAtt': ['Key', 'Arn'] };

variants(rule('LambdaRuntimeSupported'), FUNCTION, { Runtime: 'nodejs24.x' }, {
  pass: [['Runtime', 'python3.13', 'java21', 'provided.al2023', 'dotnet10']],
  fail: [['Runtime', 'nodejs20.x', 'nodejs16.x', 'python3.7', 'python2.7', 'go1.x', 'java8', 'provided', 'dotnetcore3.1', 'ruby2.7', GONE]], unknown: ['Runtime', 'PackageType'],
  skip: [['PackageType', 'Image']],
});
ruleCases(rule('LambdaRuntimeSupported'), { pass: {}, fail: {}, unknown: { 'a runtime that came later': resources({ R: { Type: FUNCTION, Properties: { Runtime: 'nodejs99.x' } } }) } });
variants(rule('LambdaEnvironmentCustomerKey'), FUNCTION, { Environment: { Variables: { A: 'b' } }, KmsKeyArn: keyArn }, {
  fail: [['KmsKeyArn', GONE, 'alias/aws/lambda']], unknown: ['KmsKeyArn'], skip: [['Environment', GONE, { Variables: {} }]], beside: key,
});
variants(rule('LambdaReservedConcurrency'), FUNCTION, { ReservedConcurrentExecutions: 5 }, {
  pass: [['ReservedConcurrentExecutions', 0, '7']], fail: [['ReservedConcurrentExecutions', GONE]], unknown: [],
});
variants(rule('LambdaTracing'), FUNCTION, { TracingConfig: { Mode: 'Active' } }, {
  fail: [['TracingConfig', GONE], ['TracingConfig.Mode', 'PassThrough']], unknown: ['TracingConfig.Mode', 'TracingConfig'],
});
ruleCases(rule('LambdaTracing'), {
  pass: {}, fail: {}, unknown: {},
  skip: {
    'what custom resources call': resources({ R: { Type: FUNCTION, Properties: {} }, Custom: { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['R', 'Arn'] } } } }),
    'what rotates secrets': resources({ R: { Type: FUNCTION, Properties: {} }, Schedule: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { RotationLambdaARN: { 'Fn::GetAtt': ['R', 'Arn'] } } } }),
  },
});
variants(rule('LambdaNoPlainSecrets'), FUNCTION, { Environment: { Variables: { SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:x', SECRET_KIND: 'certificate', MAX_TOKENS: '5' } } }, {
  fail: [
    ['Environment.Variables.DB_PASSWORD', 'hunter2', '{{resolve:secretsmanager:db:SecretString:password}}'],
    ['Environment.Variables.ANY', 'AKIAIOSFODNN7EXAMPLE', 'xoxb-0123456789-abcdef', 'mysql://root:toor@db/x'],
  ],
  unknown: ['Environment', 'Environment.Variables', 'Environment.Variables.API_KEY'], skip: [['Environment', GONE]],
});
variants(rule('LambdaFailedEventsKept'), FUNCTION, { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-central-1:111122223333:dead' } }, {
  fail: [['DeadLetterConfig', GONE, {}]], unknown: ['DeadLetterConfig'],
});
variants(rule('LambdaFailedEventsKept'), FUNCTION, {}, {
  fail: [], unknown: [],
  beside: { Invoke: { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: { Ref: 'R' }, DestinationConfig: { OnFailure: { Destination: 'arn' } } } } },
});
variants(rule('LambdaLogGroupDeclared'), FUNCTION, { LoggingConfig: { LogGroup: 'group' } }, { fail: [['LoggingConfig', GONE, { LogFormat: 'JSON' }]], unknown: ['LoggingConfig'] });
variants(rule('LambdaLogGroupDeclared'), FUNCTION, {}, {
  fail: [], unknown: [], beside: { Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/aws/lambda/${R}' } } } },
});
variants(rule('LambdaRecursionStopped'), FUNCTION, { RecursiveLoop: 'Terminate' }, { pass: [['RecursiveLoop', GONE]], fail: [['RecursiveLoop', 'Allow']], unknown: ['RecursiveLoop'] });
variants(rule('LambdaFunctionUrlAuthenticated'), 'AWS::Lambda::Url', { AuthType: 'AWS_IAM' }, { fail: [['AuthType', 'NONE', GONE]], unknown: ['AuthType'] });
variants(rule('LambdaFunctionUrlOrigins'), 'AWS::Lambda::Url', { Cors: { AllowOrigins: ['https://app.example.com'] } }, {
  fail: [['Cors.AllowOrigins', ['*'], ['https://app.example.com', 'https://*']]], unknown: ['Cors.AllowOrigins', 'Cors.AllowOrigins.0'], skip: [['Cors', GONE]],
});
