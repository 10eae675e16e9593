import { governanceRules } from '../../../../../lib/assurance/rules/governance';
import { judge, ruleCases } from '../cases';
import { ruleNamed } from '../compute/rule-named';
import { GONE, resources, variants, type Json } from '../compute/variants';

const rule = ruleNamed(governanceRules);
const tag = (key: string, value: Json = 'x'): Json => ({ Key: key, Value: value });
const beside = { Key: { Type: 'AWS::KMS::Key', Properties: {} } };
const key: Json = { 'Fn::GetAtt': ['Key', 'Arn'] };

const tagged = { Tags: [tag('owner'), tag('purpose'), tag('data-classification'), tag('risk-tier')] };
for (const type of ['AWS::S3::Bucket', 'AWS::Bedrock::Guardrail', 'AWS::ECS::Service', 'AWS::RDS::DBCluster']) {
  variants(rule('ResourceInventoryTags'), type, tagged, {
    pass: [['Tags', [tag('acme:Owner'), tag('Application'), tag('DataClass'), tag('Risk_Level')]], ['Tags.0.Value', { 'Fn::ImportValue': 'team' }]],
    fail: [['Tags', GONE, []], ['Tags.0', GONE], ['Tags.0.Value', ''], ['Tags.1', tag('name')], ['Tags.3', GONE]], unknown: ['Tags', 'Tags.0.Key'],
  });
}
variants(rule('ResourceInventoryTags'), 'AWS::Bedrock::Agent', { Tags: { owner: 'a', purpose: 'b', 'data-classification': 'c', 'risk-tier': 'd' } }, {
  fail: [['Tags.owner', GONE]], unknown: ['Tags'],
});
test('each missing aspect is a finding of its own', () => {
  const checks = judge(rule('ResourceInventoryTags'), resources({ R: { Type: 'AWS::S3::Bucket', Properties: { Tags: [tag('owner')] } } }));
  expect(checks.map(({ finding }) => finding)).toEqual(['purpose', 'data-class', 'risk-tier']);
});

variants(rule('EcsServicePropagatesTags'), 'AWS::ECS::Service', { PropagateTags: 'SERVICE' }, {
  pass: [['PropagateTags', 'TASK_DEFINITION']], fail: [['PropagateTags', 'NONE', GONE]], unknown: ['PropagateTags'],
});
variants(rule('AutoScalingGroupPropagatesTags'), 'AWS::AutoScaling::AutoScalingGroup', { Tags: [{ Key: 'owner', Value: 'a', PropagateAtLaunch: true }] }, {
  fail: [['Tags.0.PropagateAtLaunch', false, GONE]], unknown: ['Tags', 'Tags.0.PropagateAtLaunch'], skip: [['Tags', GONE]],
});
variants(rule('SagemakerDomainPropagatesTags'), 'AWS::SageMaker::Domain', { TagPropagation: 'ENABLED' }, { fail: [['TagPropagation', 'DISABLED', GONE]], unknown: ['TagPropagation'] });

const MODEL = 'AWS::SageMaker::Model';
const PACKAGE = 'AWS::SageMaker::ModelPackage';
const card = (name: Json): Json => ({ Type: 'AWS::SageMaker::ModelCard', Properties: { Content: { ModelOverview: { ModelName: name } } } });
ruleCases(rule('SagemakerModelHasCard'), {
  pass: {
    'a model that a card names': resources({ M: { Type: MODEL, Properties: { ModelName: 'llama' } }, C: card('llama') }), 'a model that a card refers to': resources({ M: { Type: MODEL, Properties: {} }, C: card({ 'Fn::GetAtt': ['M', 'ModelName'] }) }),
    'a package with a card': resources({ P: { Type: PACKAGE, Properties: { ModelCard: { ModelCardContent: '{}', ModelCardStatus: 'Approved' } } } }),
  },
  fail: { 'a model alone': resources({ M: { Type: MODEL, Properties: { PrimaryContainer: { Image: 'x' } } } }), 'a card of another': resources({ M: { Type: MODEL, Properties: { ModelName: 'llama' } }, C: card('other') }), 'a package without a card': resources({ P: { Type: PACKAGE, Properties: {} } }) },
  unknown: { 'a model of a package elsewhere': resources({ M: { Type: MODEL, Properties: { PrimaryContainer: { ModelPackageName: 'arn:aws:sagemaker:eu-central-1:111122223333:model-package/x/1' } } } }) },
});
const content = { IntendedUses: { IntendedUses: 'support', PurposeOfModel: 'answers', RiskRating: 'Low' }, ModelOverview: { ModelOwner: 'team' } };
variants(rule('SagemakerModelCardComplete'), 'AWS::SageMaker::ModelCard', { Content: content, SecurityConfig: { KmsKeyId: key } }, {
  fail: [['Content.IntendedUses', GONE], ['Content.IntendedUses.RiskRating', 'Unknown', GONE], ['Content.ModelOverview.ModelOwner', GONE], ['SecurityConfig', GONE]],
  unknown: ['Content', 'SecurityConfig.KmsKeyId'], beside,
});
variants(rule('SagemakerPackageCustomerKey'), PACKAGE, { SecurityConfig: { KmsKeyId: key } }, { fail: [['SecurityConfig', GONE]], unknown: ['SecurityConfig'], beside });

variants(rule('ReplicaStaysInGeography'), 'AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'eu-central-1' }, { Region: 'eu-west-1' }] }, {
  fail: [['Replicas.1.Region', 'us-east-1', 'ap-south-1']], unknown: ['Replicas', 'Replicas.1.Region'], skip: [['Replicas', GONE]],
});
variants(rule('ReplicaStaysInGeography'), 'AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'us-east-1' }, { Region: 'us-west-2' }] }, {
  fail: [['Replicas.1.Region', 'us-gov-west-1']], unknown: [],
});
ruleCases(rule('ReplicaStaysInGeography'), {
  pass: {}, fail: {},
  unknown: { 'a secret of a stack whose region is open': resources({ S: { Type: 'AWS::SecretsManager::Secret', Properties: { ReplicaRegions: [{ Region: 'eu-west-1' }] } } }) },
  skip: { 'a secret without replicas': resources({ S: { Type: 'AWS::SecretsManager::Secret', Properties: {} } }) },
});
variants(rule('KeyStaysInRegion'), 'AWS::KMS::Key', {}, { pass: [['MultiRegion', false]], fail: [['MultiRegion', true]], unknown: ['MultiRegion'] });
ruleCases(rule('KeyStaysInRegion'), { pass: {}, fail: { 'a replica': resources({ R: { Type: 'AWS::KMS::ReplicaKey', Properties: {} } }) }, unknown: {} });

const files = { FileSystemType: 'LUSTRE', LustreConfiguration: { DeploymentType: 'PERSISTENT_2', AutomaticBackupRetentionDays: 30 } };
variants(rule('FsxBackedUp'), 'AWS::FSx::FileSystem', files, {
  fail: [['LustreConfiguration.AutomaticBackupRetentionDays', 0, GONE]], unknown: ['LustreConfiguration', 'LustreConfiguration.AutomaticBackupRetentionDays'],
  skip: [['LustreConfiguration', GONE, { DeploymentType: 'SCRATCH_2' }]],
});
variants(rule('FsxBackedUp'), 'AWS::FSx::FileSystem', { WindowsConfiguration: {} }, {
  fail: [], unknown: [], beside: { Plan: { Type: 'AWS::Backup::BackupSelection', Properties: { BackupSelection: { Resources: [{ Ref: 'R' }] } } } },
});
variants(rule('BackupPlanKeeps'), 'AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ RuleName: 'daily', Lifecycle: { DeleteAfterDays: 35 } }] } }, {
  pass: [['BackupPlan.BackupPlanRule.0.Lifecycle', GONE]], fail: [['BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays', 7], ['BackupPlan', GONE, {}]],
  unknown: ['BackupPlan', 'BackupPlan.BackupPlanRule.0.Lifecycle'],
});
