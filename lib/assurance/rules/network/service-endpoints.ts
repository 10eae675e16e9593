/** Endpoints that calls of a service go through, by the prefix of its actions; services that are reached otherwise are not here. */
const ENDPOINTS: { readonly [prefix: string]: readonly string[] } = {
  s3: ['s3'], dynamodb: ['dynamodb'], kms: ['kms'], logs: ['logs'], secretsmanager: ['secretsmanager'], sqs: ['sqs'], sns: ['sns'], ssm: ['ssm'], sts: ['sts'], events: ['events'], states: ['states'], lambda: ['lambda'],
  cloudwatch: ['monitoring'], xray: ['xray'], kinesis: ['kinesis-streams'], firehose: ['kinesis-firehose'], 'rds-data': ['rds-data'], ssmmessages: ['ssmmessages'], ec2messages: ['ec2messages'], glue: ['glue'], athena: ['athena'],
  comprehend: ['comprehend'], textract: ['textract'], translate: ['translate'], rekognition: ['rekognition'], kendra: ['kendra'], aoss: [], elasticfilesystem: ['elasticfilesystem'], 'acm-pca': ['acm-pca'],
};

/** Services whose endpoint depends on what is asked of them. */
const BY_ACTION: { readonly [prefix: string]: readonly { readonly action: RegExp; readonly endpoints: readonly string[] }[] } = {
  ecr: [{ action: /^(?:getauthorizationtoken|describe|list)/, endpoints: ['ecr.api'] }, { action: /^(?:batch|getdownload|initiate|upload|complete|put)/, endpoints: ['ecr.api', 'ecr.dkr', 's3'] }],
  bedrock: [{ action: /^(?:invoke|converse|applyguardrail|countokens)/, endpoints: ['bedrock-runtime'] }, { action: /^retrieve/, endpoints: ['bedrock-agent-runtime'] }],
  sagemaker: [{ action: /^invokeendpoint/, endpoints: ['sagemaker.runtime'] }, { action: /^(?:create|describe|update|list|delete|stop|start)/, endpoints: ['sagemaker.api'] }],
};

/** Endpoints that an action needs; none where its service is not known. */
export function endpointsOfAction(action: string): readonly string[] {
  const [prefix = '', name = ''] = action.toLowerCase().split(':');
  return ENDPOINTS[prefix] ?? (BY_ACTION[prefix] ?? []).filter((each) => each.action.test(name)).flatMap(({ endpoints }) => endpoints);
}
