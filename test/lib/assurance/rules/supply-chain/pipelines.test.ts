import { supplyChainRules } from '../../../../../lib/assurance/rules/supply-chain';
import { ruleNamed } from '../compute/rule-named';
import { GONE, variants, type Json } from '../compute/variants';

const rule = ruleNamed(supplyChainRules);
const PIPELINE = 'AWS::CodePipeline::Pipeline';
const PROJECT = 'AWS::CodeBuild::Project';
const SERVICE = 'AWS::ECS::Service';

const action = (category: string): Json => ({ Name: category, ActionTypeId: { Category: category }, Configuration: { Owner: 'me' } });
const stages = { Stages: ['Source', 'Build', 'Approval', 'Deploy'].map((category): Json => ({ Name: category, Actions: [action(category)] })) };
variants(rule('CodePipelineManualApproval'), PIPELINE, stages, {
  pass: [['Stages', [{ Name: 'Test', Actions: [action('Deploy')] }, { Name: 'Prod', Actions: [action('Approval'), action('Deploy')] }]]],
  fail: [['Stages.2', GONE], ['Stages', [{ Actions: [action('Deploy')] }, { Actions: [action('Approval')] }]]],
  unknown: ['Stages', 'Stages.2.Actions.0.ActionTypeId', 'Stages.2.Actions.0.ActionTypeId.Category'], skip: [['Stages.3', GONE]],
});
variants(rule('CodePipelineNoPlainSecrets'), PIPELINE, stages, {
  fail: [
    ['Stages.0.Actions.0.Configuration.OAuthToken', 'ghp_0123456789abcdefghij0123456789abcdef', 'plain', '{{resolve:secretsmanager:token}}'],
    ['Variables', [{ Name: 'DB_PASSWORD', DefaultValue: 'hunter2' }]],
  ],
  unknown: ['Stages.0.Actions.0.Configuration.OAuthToken'],
});
const project = { Environment: { Image: 'x' }, Source: { Type: 'GITHUB', Location: 'https://github.com/org/repo.git' } };
variants(rule('CodeBuildNotPrivileged'), PROJECT, project, {
  pass: [['Environment.PrivilegedMode', false]], fail: [['Environment.PrivilegedMode', true]], unknown: ['Environment.PrivilegedMode'],
});
variants(rule('CodeBuildSourceNoCredentials'), PROJECT, project, {
  pass: [['Source.Location', GONE, 'bucket/key']],
  fail: [
    ['Source.Location', 'https://token@github.com/org/repo.git', 'https://user:pass@bitbucket.org/org/repo.git'],
    ['SecondarySources', [{ Type: 'GITHUB', Location: 'https://token@github.com/org/repo.git' }]],
  ],
  unknown: ['Source.Location', 'SecondarySources'],
});
variants(rule('CodeBuildTriggersFiltered'), PROJECT, project, {
  pass: [['Triggers', { Webhook: false }, { Webhook: true, FilterGroups: [[{ Type: 'ACTOR_ACCOUNT_ID', Pattern: '1' }]] }]],
  fail: [['Triggers', { Webhook: true }], ['Visibility', 'PUBLIC_READ'], ['Source.InsecureSsl', true]], unknown: ['Triggers', 'Visibility'],
});
variants(rule('CodeBuildTokenByReference'), 'AWS::CodeBuild::SourceCredential', { Token: '{{resolve:secretsmanager:github:SecretString:token}}' }, {
  pass: [['Token', 'arn:aws:codeconnections:eu-central-1:111122223333:connection/1']], fail: [['Token', 'plain', GONE]], unknown: ['Token'],
});
const group = { AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] }, AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'errors' }] } };
variants(rule('CodeDeployRollsBack'), 'AWS::CodeDeploy::DeploymentGroup', group, {
  fail: [
    ['AutoRollbackConfiguration', GONE], ['AutoRollbackConfiguration.Enabled', false], ['AutoRollbackConfiguration.Events', ['DEPLOYMENT_FAILURE'], GONE],
    ['AlarmConfiguration', GONE], ['AlarmConfiguration.Alarms', []], ['AlarmConfiguration.IgnorePollAlarmFailure', true],
  ],
  unknown: ['AutoRollbackConfiguration'],
});
const service = { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } } };
variants(rule('EcsServiceRollsBackFailure'), SERVICE, service, {
  fail: [
    ['DeploymentConfiguration', GONE], ['DeploymentConfiguration.DeploymentCircuitBreaker', GONE], ['DeploymentConfiguration.DeploymentCircuitBreaker.Rollback', false, GONE],
    ['DeploymentConfiguration.DeploymentCircuitBreaker.Enable', false],
  ],
  unknown: ['DeploymentConfiguration.DeploymentCircuitBreaker', 'DeploymentConfiguration.Strategy'],
  skip: [['DeploymentConfiguration.Strategy', 'CANARY'], ['DeploymentController', { Type: 'CODE_DEPLOY' }]],
});
variants(rule('EcsServiceRollsBackOnAlarm'), SERVICE, service, {
  fail: [
    ['DeploymentConfiguration', GONE], ['DeploymentConfiguration.Alarms', GONE], ['DeploymentConfiguration.Alarms.Rollback', false],
    ['DeploymentConfiguration.Alarms.Enable', false], ['DeploymentConfiguration.Alarms.AlarmNames', []],
  ],
  unknown: ['DeploymentConfiguration.Alarms', 'DeploymentController.Type'], skip: [['DeploymentController', { Type: 'EXTERNAL' }]],
});
const canary = { DeploymentConfiguration: { Strategy: 'CANARY', BakeTimeInMinutes: 10, CanaryConfiguration: { CanaryPercent: 10, CanaryBakeTimeInMinutes: 15 } } };
variants(rule('EcsServiceGradualDeployment'), SERVICE, canary, {
  fail: [['DeploymentConfiguration.BakeTimeInMinutes', 0, GONE], ['DeploymentConfiguration.CanaryConfiguration', GONE, { CanaryPercent: 90, CanaryBakeTimeInMinutes: 15 }]],
  unknown: ['DeploymentConfiguration.BakeTimeInMinutes', 'DeploymentConfiguration.Strategy'], skip: [['DeploymentConfiguration.Strategy', 'ROLLING', GONE]],
});
variants(rule('EcsServiceGradualDeployment'), SERVICE, { DeploymentConfiguration: { Strategy: 'LINEAR', BakeTimeInMinutes: 10, LinearConfiguration: { StepPercent: 20, StepBakeTimeInMinutes: 5 } } }, {
  pass: [['DeploymentConfiguration.Strategy', 'BLUE_GREEN']], fail: [['DeploymentConfiguration.LinearConfiguration', GONE, { StepPercent: 50, StepBakeTimeInMinutes: 5 }]],
  unknown: ['DeploymentConfiguration.LinearConfiguration'],
});
variants(rule('SagemakerEndpointRollsBack'), 'AWS::SageMaker::Endpoint', { DeploymentConfig: { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] } } }, {
  fail: [['DeploymentConfig', GONE], ['DeploymentConfig.AutoRollbackConfiguration.Alarms', []]], unknown: ['DeploymentConfig'],
});
