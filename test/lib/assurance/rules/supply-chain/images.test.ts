import { supplyChainRules } from '../../../../../lib/assurance/rules/supply-chain';
import { ruleNamed } from '../compute/rule-named';
import { GONE, OPEN, variants, type Json } from '../compute/variants';

const rule = ruleNamed(supplyChainRules);
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const REGISTRY = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';
const image: Json = `${REGISTRY}/server@${DIGEST}`;
const symbolic: Json = { 'Fn::Sub': `\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/server@${DIGEST}` };
const byTag: Json = { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/server:1.0' };
const public_ = ['nginx', 'docker.io/library/nginx', 'public.ecr.aws/nginx/nginx', 'ghcr.io/org/server', 'nvcr.io/nvidia/pytorch', 'quay.io/org/server'].map((name) => `${name}@${DIGEST}`);

const containers: readonly (readonly [type: string, good: { readonly [key: string]: Json }, path: string])[] = [
  ['AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'a', Image: image }] }, 'ContainerDefinitions.0.Image'],
  ['AWS::Batch::JobDefinition', { ContainerProperties: { Image: image } }, 'ContainerProperties.Image'],
  ['AWS::Batch::JobDefinition', { EksProperties: { PodProperties: { Containers: [{ Image: image }] } } }, 'EksProperties.PodProperties.Containers.0.Image'],
  ['AWS::Lambda::Function', { Code: { ImageUri: image } }, 'Code.ImageUri'],
  ['AWS::SageMaker::Model', { PrimaryContainer: { Image: image } }, 'PrimaryContainer.Image'],
  ['AWS::SageMaker::Model', { Containers: [{ Image: image }] }, 'Containers.0.Image'],
  ['AWS::SageMaker::ProcessingJob', { AppSpecification: { ImageUri: image } }, 'AppSpecification.ImageUri'],
  ['AWS::BedrockAgentCore::Runtime', { AgentRuntimeArtifact: { ContainerConfiguration: { ContainerUri: image } } }, 'AgentRuntimeArtifact.ContainerConfiguration.ContainerUri'],
  ['AWS::CodeBuild::Project', { Environment: { Image: image } }, 'Environment.Image'],
];
for (const [type, good, path] of containers) {
  variants(rule('ContainerImageByDigest'), type, good, { fail: [[path, byTag]], unknown: [path] });
  variants(rule('ContainerImageFromPrivateRegistry'), type, good, { fail: [[path, 'nginx']], unknown: [path] });
}
for (const [type, good, path] of containers.slice(0, 1)) {
  variants(rule('ContainerImageByDigest'), type, good, {
    pass: [[path, symbolic, { 'Fn::Join': ['@', ['server', { Ref: 'AWS::StackName' }]] }]],
    fail: [[path, `${REGISTRY}/server:latest`, 'nginx', byTag, `${REGISTRY}/server@sha256:short`, `${REGISTRY}/server:sha256-${'a'.repeat(64)}`]], unknown: [path],
  });
  variants(rule('ContainerImageFromPrivateRegistry'), type, good, { pass: [[path, symbolic, byTag]], fail: [[path, ...public_]], unknown: [path] });
}
variants(rule('ContainerImageByDigest'), 'AWS::SageMaker::ModelPackage', { InferenceSpecification: { Containers: [{ Image: `${REGISTRY}/server:1`, ImageDigest: DIGEST }] } }, {
  fail: [['InferenceSpecification.Containers.0.ImageDigest', GONE]], unknown: ['InferenceSpecification'], skip: [['InferenceSpecification', GONE]],
});
variants(rule('ContainerImageByDigest'), 'AWS::CodeBuild::Project', { Environment: { Image: image } }, {
  fail: [['Environment.Image', 'aws/codebuild/standard:latest']], unknown: [],
  skip: [['Environment.Image', 'aws/codebuild/standard:7.0', 'aws/codebuild/amazonlinux2-x86_64-standard:5.0']],
});
variants(rule('ContainerImageFromPrivateRegistry'), 'AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Image: `registry.example.com/server@${DIGEST}`, RepositoryCredentials: { CredentialsParameter: 'arn' } }] }, {
  fail: [['ContainerDefinitions.0.RepositoryCredentials', GONE]], unknown: ['ContainerDefinitions'], skip: [['ContainerDefinitions', GONE]],
});
variants(rule('LambdaCodePinned'), 'AWS::Lambda::Function', { Code: { S3Bucket: 'b', S3Key: `${'a1'.repeat(32)}.zip` } }, {
  pass: [['Code', { S3Bucket: 'b', S3Key: 'x.zip', S3ObjectVersion: 'v1' }], ['Code.S3Key', `assets/${'0'.repeat(64)}`]],
  fail: [['Code.S3Key', 'function.zip', 'a1b2.zip', `${'a1'.repeat(40)}.zip`, GONE]], unknown: ['Code', 'Code.S3Key'], skip: [['Code', { ZipFile: 'x' }, { ImageUri: 'x' }]],
});
variants(rule('LambdaCodePinned'), 'AWS::Lambda::Function', { Code: { S3Bucket: 'b', S3Key: 'x.zip' }, CodeSigningConfigArn: OPEN }, { fail: [['CodeSigningConfigArn', GONE]], unknown: [] });
variants(rule('LambdaCodePinned'), 'AWS::Lambda::LayerVersion', { Content: { S3Bucket: 'b', S3Key: `${'a1'.repeat(32)}.zip` } }, {
  fail: [['Content.S3Key', 'layer.zip']], unknown: ['Content.S3Key'],
});
variants(rule('LambdaCodeSigningEnforced'), 'AWS::Lambda::CodeSigningConfig', { CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' } }, {
  fail: [['CodeSigningPolicies.UntrustedArtifactOnDeployment', 'Warn'], ['CodeSigningPolicies', GONE]], unknown: ['CodeSigningPolicies'],
});
const model = { PrimaryContainer: { Image: image, ModelDataUrl: 's3://models/llama/3/model.tar.gz' } };
variants(rule('SagemakerModelFromRegistry'), 'AWS::SageMaker::Model', model, {
  pass: [['PrimaryContainer.ImageConfig', { RepositoryAccessMode: 'Platform' }], ['PrimaryContainer.ModelDataUrl', GONE, { 'Fn::Sub': 's3://models-${AWS::Region}/llama/3' }]],
  fail: [
    ['PrimaryContainer.ModelDataUrl', 's3://models/llama/latest/model.tar.gz', 'https://huggingface.co/x'], ['PrimaryContainer.Image', 'registry.example.com/x'],
    ['PrimaryContainer.ModelDataSource', { S3DataSource: { S3Uri: 's3://models/latest' } }],
  ],
  unknown: ['PrimaryContainer.ModelDataUrl', 'PrimaryContainer'], skip: [['PrimaryContainer', GONE]],
});
variants(rule('SagemakerModelFromRegistry'), 'AWS::SageMaker::Model', { Containers: [{ Image: 'registry.example.com/x', ImageConfig: { RepositoryAccessMode: 'Vpc' } }] }, {
  fail: [['Containers.0.ImageConfig', GONE, { RepositoryAccessMode: 'Platform' }]], unknown: ['Containers.0.ImageConfig'],
});
