import { computeRules } from '../../../../../lib/assurance/rules/compute';
import { ruleCases } from '../cases';
import { ruleNamed } from './rule-named';
import { GONE, OPEN, resources, variants, type Json, type Properties } from './variants';

const rule = ruleNamed(computeRules);
const PROCESSING = 'AWS::SageMaker::ProcessingJob';
const SCHEDULE = 'AWS::SageMaker::MonitoringSchedule';
const MACHINE = 'AWS::StepFunctions::StateMachine';
const PIPELINE = 'AWS::SageMaker::Pipeline';
const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';
const DOMAIN = 'AWS::SageMaker::Domain';
const beside = { Key: { Type: 'AWS::KMS::Key', Properties: {} } };
const key: Json = { 'Fn::GetAtt': ['Key', 'Arn'] };

const processing = { ProcessingResources: { ClusterConfig: { VolumeKmsKeyId: key } }, ProcessingOutputConfig: { KmsKeyId: key } };
variants(rule('SagemakerJobVolumeKey'), PROCESSING, processing, {
  fail: [['ProcessingResources.ClusterConfig.VolumeKmsKeyId', GONE, 'alias/aws/ebs']], unknown: ['ProcessingResources', 'ProcessingResources.ClusterConfig.VolumeKmsKeyId'], beside,
});
variants(rule('SagemakerJobOutputKey'), PROCESSING, processing, {
  fail: [['ProcessingOutputConfig', GONE], ['ProcessingOutputConfig.KmsKeyId', GONE]], unknown: ['ProcessingOutputConfig'], beside,
});
for (const kind of ['DataQuality', 'ModelBias', 'ModelExplainability', 'ModelQuality']) {
  const good: Properties = { JobResources: { ClusterConfig: { VolumeKmsKeyId: key } }, [`${kind}JobOutputConfig`]: { KmsKeyId: key } };
  variants(rule('SagemakerJobVolumeKey'), `AWS::SageMaker::${kind}JobDefinition`, good, { fail: [['JobResources.ClusterConfig.VolumeKmsKeyId', GONE]], unknown: ['JobResources'], beside });
  variants(rule('SagemakerJobOutputKey'), `AWS::SageMaker::${kind}JobDefinition`, good, { fail: [[`${kind}JobOutputConfig.KmsKeyId`, GONE]], unknown: [`${kind}JobOutputConfig`], beside });
}
variants(rule('SagemakerJobVolumeKey'), SCHEDULE, { MonitoringScheduleConfig: { MonitoringJobDefinition: { MonitoringResources: { ClusterConfig: { VolumeKmsKeyId: key } } } } }, {
  fail: [['MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringResources', GONE]], unknown: ['MonitoringScheduleConfig.MonitoringJobDefinition'],
  skip: [['MonitoringScheduleConfig', { MonitoringJobDefinitionName: 'other' }]], beside,
});

const training = {
  VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] }, EnableNetworkIsolation: true, EnableInterContainerTrafficEncryption: true, ResourceConfig: { VolumeKmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1' },
  OutputDataConfig: { KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1' },
};
const state = (parameters: Json, resource = 'arn:aws:states:::sagemaker:createTrainingJob.sync'): Json => ({ StartAt: 'Train', States: { Train: { Type: 'Task', Resource: resource, Parameters: parameters, End: true } } });
const machine = (definition: Json): string => resources({ R: { Type: MACHINE, Properties: { DefinitionString: JSON.stringify(definition) } } });
const inBranch: Json = { States: { Both: { Type: 'Parallel', Branches: [state({ ...training, EnableNetworkIsolation: false })] } } };
ruleCases(rule('SagemakerWorkflowJobIsolated'), {
  pass: {
    'a state that says all': machine(state(training)), 'the same as an object': resources({ R: { Type: MACHINE, Properties: { Definition: state(training) } } }),
    'a step of a pipeline': resources({ R: { Type: PIPELINE, Properties: { PipelineDefinition: { PipelineDefinitionBody: JSON.stringify({ Steps: [{ Name: 'Train', Type: 'Training', Arguments: training }] }) } } } }),
    'text with symbols': resources({ R: { Type: MACHINE, Properties: { DefinitionString: { 'Fn::Sub': JSON.stringify(state({ ...training, RoleArn: 'arn:aws:iam::${AWS::AccountId}:role/train' })) } } } }),
    'tuning that says all': machine(state({ TrainingJobDefinition: training }, 'arn:aws:states:::sagemaker:createHyperParameterTuningJob')),
  },
  fail: {
    'a state without a network': machine(state({ ...training, VpcConfig: {} })), 'without security groups': machine(state({ ...training, VpcConfig: { Subnets: ['s'] } })), 'without isolation': machine(state({ ...training, EnableNetworkIsolation: false })),
    'plain traffic': machine(state({ ...training, EnableInterContainerTrafficEncryption: false })), 'a state within a branch': machine(inBranch), 'a processing job': machine(state({}, 'arn:aws:states:::sagemaker:createProcessingJob.sync')),
    'a step of a pipeline': resources({ R: { Type: PIPELINE, Properties: { PipelineDefinition: { PipelineDefinitionBody: JSON.stringify({ Steps: [{ Name: 'Train', Type: 'Processing', Arguments: {} }] }) } } } }),
  },
  unknown: {
    'a setting from the input': machine(state({ ...training, EnableNetworkIsolation: true, VpcConfig: { Subnets: ['s'], 'SecurityGroupIds.$': '$.groups' } })), 'an object from the input': machine(state({ ...training, VpcConfig: null, 'VpcConfig.$': '$.network' })),
    'an expression': machine(state({ ...training, EnableNetworkIsolation: '{% $isolated %}' })), 'a definition from elsewhere': resources({ R: { Type: MACHINE, Properties: { DefinitionString: OPEN } } }), 'a definition that is no JSON': resources({ R: { Type: MACHINE, Properties: { DefinitionString: '{' } } }),
  },
  skip: { 'a machine that trains nothing': machine({ States: { A: { Type: 'Pass' } } }), 'a definition in a bucket': resources({ R: { Type: MACHINE, Properties: { DefinitionS3Location: { Bucket: 'b' } } } }), 'transformation, whose model says it': machine(state({}, 'arn:aws:states:::sagemaker:createTransformJob')) },
});
ruleCases(rule('SagemakerJobVolumeKey'), {
  pass: { 'a state that names a key': machine(state(training)) },
  fail: { 'a state that names none': machine(state({ ...training, ResourceConfig: {} })), 'transformation without a key': machine(state({}, 'arn:aws:states:::sagemaker:createTransformJob')) },
  unknown: { 'a key from the input': machine(state({ ...training, ResourceConfig: { 'VolumeKmsKeyId.$': '$.key' } })) },
});

const notebook = { RootAccess: 'Disabled', KmsKeyId: key, InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '2' } };
variants(rule('SagemakerNotebookRootAccessOff'), NOTEBOOK, notebook, { fail: [['RootAccess', 'Enabled', GONE]], unknown: ['RootAccess'], beside });
variants(rule('SagemakerNotebookCustomerKey'), NOTEBOOK, notebook, {
  pass: [['KmsKeyId', 'arn:aws:kms:us-east-1:123456789012:key/1']], fail: [['KmsKeyId', GONE, 'alias/aws/ebs']], unknown: ['KmsKeyId'], beside,
});
variants(rule('SagemakerNotebookImdsv2Required'), NOTEBOOK, notebook, { pass: [['InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion', 2]], fail: [['InstanceMetadataServiceConfiguration', GONE], ['InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion', '1']],
  unknown: ['InstanceMetadataServiceConfiguration'], beside });
const domain = { KmsKeyId: key, AuthMode: 'SSO', DomainSettings: { ExecutionRoleIdentityConfig: 'USER_PROFILE_NAME' } };
variants(rule('SagemakerDomainCustomerKey'), DOMAIN, domain, { fail: [['KmsKeyId', GONE]], unknown: ['KmsKeyId'], beside });
variants(rule('SagemakerDomainSso'), DOMAIN, domain, { fail: [['AuthMode', 'IAM', GONE]], unknown: ['AuthMode'], beside });
variants(rule('SagemakerDomainUserIdentity'), DOMAIN, domain, {
  fail: [['DomainSettings', GONE], ['DomainSettings.ExecutionRoleIdentityConfig', 'DISABLED']], unknown: ['DomainSettings'], beside,
});
variants(rule('SagemakerDomainDockerOff'), DOMAIN, domain, {
  pass: [['DomainSettings.DockerSettings', { EnableDockerAccess: 'ENABLED', VpcOnlyTrustedAccounts: ['111122223333'] }]],
  fail: [['DomainSettings.DockerSettings', { EnableDockerAccess: 'ENABLED' }]], unknown: ['DomainSettings.DockerSettings'], beside,
});
for (const [type, name] of [[DOMAIN, 'DefaultUserSettings'], ['AWS::SageMaker::UserProfile', 'UserSettings']] as const) {
  variants(rule('SagemakerNotebookSharingEncrypted'), type, { [name]: { SharingSettings: { NotebookOutputOption: 'Allowed', S3KmsKeyId: key } } }, {
    pass: [[`${name}.SharingSettings`, { NotebookOutputOption: 'Disabled' }, {}]], fail: [[`${name}.SharingSettings.S3KmsKeyId`, GONE]],
    unknown: [`${name}.SharingSettings.S3KmsKeyId`], skip: [[name, GONE, {}]], beside,
  });
}
variants(rule('SagemakerClusterInVpc'), 'AWS::SageMaker::Cluster', { VpcConfig: { Subnets: ['s'], SecurityGroupIds: ['g'] } }, {
  fail: [['VpcConfig', GONE], ['VpcConfig.SecurityGroupIds', []]], unknown: ['VpcConfig'],
});
