import { agentCoreInVpc } from '../../../../../lib/assurance/rules/network/agent-core-in-vpc';
import { clusterEndpointPrivate } from '../../../../../lib/assurance/rules/network/cluster-endpoint-private';
import { codeBuildInVpc } from '../../../../../lib/assurance/rules/network/code-build-in-vpc';
import { lambdaInVpc } from '../../../../../lib/assurance/rules/network/lambda-in-vpc';
import { sagemakerDomainVpcOnly } from '../../../../../lib/assurance/rules/network/sagemaker-domain-vpc-only';
import { sagemakerJobIsolated } from '../../../../../lib/assurance/rules/network/sagemaker-job-isolated';
import { sagemakerModelIsolated } from '../../../../../lib/assurance/rules/network/sagemaker-model-isolated';
import { sagemakerNotebookInVpc } from '../../../../../lib/assurance/rules/network/sagemaker-notebook-in-vpc';
import { ruleCases } from '../cases';
import { lines, open, resource } from './write';

const lambda = (properties = '{}'): string => resource('F', 'AWS::Lambda::Function', properties);
const custom = resource('X', 'Custom::Thing', '{ ServiceToken: !GetAtt F.Arn }');

ruleCases(lambdaInVpc, {
  pass: { 'private subnets': lambda('{ VpcConfig: { SubnetIds: [s], SecurityGroupIds: [g] } }') },
  fail: {
    'no VPC': lambda(), 'no subnets': lambda('{ VpcConfig: { SubnetIds: [] } }'),
    'a custom resource that something else calls too': lines(lambda(), custom, resource('P', 'AWS::Lambda::Permission', '{ FunctionName: !Ref F, Action: lambda:InvokeFunction, Principal: sns.amazonaws.com }')),
  },
  unknown: { 'subnets that nobody tells': open(lambda('{ VpcConfig: { SubnetIds: !Ref L } }')) },
  skip: { 'what only the deployment calls': lines(lambda(), custom) },
});

const model = (properties: string): string => resource('M', 'AWS::SageMaker::Model', properties);
ruleCases(sagemakerModelIsolated, {
  pass: { 'isolated in a VPC': model('{ EnableNetworkIsolation: true, VpcConfig: { Subnets: [s], SecurityGroupIds: [g] } }') },
  fail: { 'not isolated': model('{ VpcConfig: { Subnets: [s], SecurityGroupIds: [g] } }'), 'no VPC': model('{ EnableNetworkIsolation: true }') },
  unknown: { 'not told': open(model('{ EnableNetworkIsolation: !Ref P, VpcConfig: { Subnets: [s], SecurityGroupIds: [g] } }')) },
});

const NETWORK_CONFIG = '{ EnableNetworkIsolation: true, EnableInterContainerTrafficEncryption: true, VpcConfig: { Subnets: [s], SecurityGroupIds: [g] } }';
ruleCases(sagemakerJobIsolated, {
  pass: { 'a job': resource('J', 'AWS::SageMaker::ModelBiasJobDefinition', `{ NetworkConfig: ${NETWORK_CONFIG} }`), 'a schedule': resource('J', 'AWS::SageMaker::MonitoringSchedule', `{ MonitoringScheduleConfig: { MonitoringJobDefinition: { NetworkConfig: ${NETWORK_CONFIG} } } }`) },
  fail: { 'no network': resource('J', 'AWS::SageMaker::DataQualityJobDefinition', '{ JobResources: {} }'), 'traffic in the clear': resource('J', 'AWS::SageMaker::ModelQualityJobDefinition', '{ NetworkConfig: { EnableNetworkIsolation: true, VpcConfig: { Subnets: [s] } } }') },
  unknown: { 'not told': open(resource('J', 'AWS::SageMaker::ModelBiasJobDefinition', '{ NetworkConfig: { EnableNetworkIsolation: !Ref P, EnableInterContainerTrafficEncryption: true, VpcConfig: { Subnets: [s] } } }')) },
});

ruleCases(sagemakerNotebookInVpc, {
  pass: { 'no direct access': resource('N', 'AWS::SageMaker::NotebookInstance', '{ DirectInternetAccess: Disabled, SubnetId: s }') },
  fail: { 'nothing said': resource('N', 'AWS::SageMaker::NotebookInstance', '{ SubnetId: s }'), 'no subnet': resource('N', 'AWS::SageMaker::NotebookInstance', '{ DirectInternetAccess: Disabled }') },
  unknown: { 'not told': open(resource('N', 'AWS::SageMaker::NotebookInstance', '{ DirectInternetAccess: !Ref P, SubnetId: s }')) },
});

ruleCases(sagemakerDomainVpcOnly, {
  pass: { 'the VPC only': resource('D', 'AWS::SageMaker::Domain', '{ AppNetworkAccessType: VpcOnly }') },
  fail: { 'nothing said, which is the internet': resource('D', 'AWS::SageMaker::Domain', '{ VpcId: v }') },
  unknown: { 'not told': open(resource('D', 'AWS::SageMaker::Domain', '{ AppNetworkAccessType: !Ref P }')) },
});

const agent = (kind: string, mode: string): string => resource('A', `AWS::BedrockAgentCore::${kind}`, `{ NetworkConfiguration: { NetworkMode: ${mode} } }`);
ruleCases(agentCoreInVpc, {
  pass: { 'a runtime': agent('Runtime', 'VPC'), 'an interpreter in its sandbox': agent('CodeInterpreterCustom', 'SANDBOX') },
  fail: { 'a public runtime': agent('Runtime', 'PUBLIC'), 'a public browser': agent('BrowserCustom', 'PUBLIC'), 'nothing said': resource('A', 'AWS::BedrockAgentCore::Runtime') },
  unknown: { 'not told': open(agent('Runtime', '!Ref P')) },
});

ruleCases(codeBuildInVpc, {
  pass: { 'in the VPC': resource('P', 'AWS::CodeBuild::Project', '{ VpcConfig: { VpcId: v, Subnets: [s], SecurityGroupIds: [g] } }') },
  fail: { 'no VPC': resource('P', 'AWS::CodeBuild::Project') },
  unknown: { 'not told': open(resource('X', 'AWS::CodeBuild::Project', '{ VpcConfig: { VpcId: v, Subnets: !Ref L, SecurityGroupIds: [g] } }')) },
});

const cluster = (properties: string): string => resource('K', 'AWS::EKS::Cluster', `{ ResourcesVpcConfig: ${properties} }`);
ruleCases(clusterEndpointPrivate, {
  pass: { private: cluster('{ EndpointPublicAccess: false }'), 'named blocks': cluster('{ EndpointPublicAccess: true, PublicAccessCidrs: [203.0.113.0/24] }') },
  fail: { 'nothing said': cluster('{ SubnetIds: [s] }'), 'every block': cluster('{ PublicAccessCidrs: [0.0.0.0/0] }') },
  unknown: { 'not told': open(cluster('{ EndpointPublicAccess: !Ref P }')), 'blocks that nobody tells': open(cluster('{ PublicAccessCidrs: !Ref L }')) },
});
