/** Types that hold, serve or make models and data: what an inventory of AI lists. */
export const INVENTORIED: readonly string[] = [
  'AWS::ApiGateway::RestApi', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::Batch::ComputeEnvironment', 'AWS::Batch::JobDefinition',
  'AWS::Bedrock::Agent', 'AWS::Bedrock::ApplicationInferenceProfile', 'AWS::Bedrock::DataAutomationProject', 'AWS::Bedrock::Flow', 'AWS::Bedrock::Guardrail', 'AWS::Bedrock::KnowledgeBase', 'AWS::Bedrock::Prompt',
  'AWS::BedrockAgentCore::BrowserCustom', 'AWS::BedrockAgentCore::CodeInterpreterCustom', 'AWS::BedrockAgentCore::Gateway', 'AWS::BedrockAgentCore::Memory', 'AWS::BedrockAgentCore::Runtime',
  'AWS::DynamoDB::Table', 'AWS::ECR::Repository', 'AWS::ECS::Cluster', 'AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::EFS::FileSystem', 'AWS::EKS::Cluster', 'AWS::FSx::FileSystem', 'AWS::Kendra::Index',
  'AWS::KMS::Key', 'AWS::Lambda::Function', 'AWS::Neptune::DBCluster', 'AWS::OpenSearchServerless::Collection', 'AWS::OpenSearchService::Domain', 'AWS::QBusiness::Application', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::S3::Bucket',
  'AWS::S3Vectors::VectorBucket', 'AWS::SageMaker::Domain', 'AWS::SageMaker::Endpoint', 'AWS::SageMaker::FeatureGroup', 'AWS::SageMaker::Model', 'AWS::SageMaker::ModelPackageGroup', 'AWS::SageMaker::NotebookInstance', 'AWS::SageMaker::Pipeline',
  'AWS::SecretsManager::Secret', 'AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::StepFunctions::StateMachine',
];
