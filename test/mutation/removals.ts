import type { Mutant, TemplateJson } from './mutant';

/** Resources that are a control of another one: without them the template deploys, and the control is gone. */
const CONTROLS = /^AWS::(?:S3::BucketPolicy|SQS::QueuePolicy|SNS::TopicPolicy|SecretsManager::(?:ResourcePolicy|RotationSchedule)|WAFv2::(?:WebACLAssociation|LoggingConfiguration)|EC2::(?:FlowLog|NetworkAclEntry|SubnetNetworkAclAssociation)|CloudWatch::Alarm|Logs::MetricFilter|CloudTrail::Trail|Route53Resolver::(?:FirewallRuleGroupAssociation|ResolverQueryLoggingConfigAssociation)|ApiGateway::(?:GatewayResponse|UsagePlanKey)|SNS::Subscription|ECR::RegistryScanningConfiguration|Lambda::Permission)$/;

/** Takes a control away that nothing else in the template refers to. */
export function removalMutants(template: TemplateJson): readonly Mutant[] {
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
    if (!CONTROLS.test(resource.Type) || allows(resource)) return [];
    const { [logicalId]: _, ...rest } = template.Resources;
    const without: TemplateJson = { ...template, Resources: Object.fromEntries(Object.entries(rest).map(([id, each]) => [id, independent(each, logicalId)])) };
    return refersTo(without, logicalId) ? [] : [{ operator: 'remove', logicalId, type: resource.Type, change: 'resource removed', template: without }];
  });
}

/** An entry of a network ACL that allows: without it less gets through. */
function allows({ Type, Properties }: TemplateJson['Resources'][string]): boolean {
  return Type === 'AWS::EC2::NetworkAclEntry' && Properties?.RuleAction === 'allow';
}

function independent<T extends TemplateJson['Resources'][string]>(resource: T, logicalId: string): T {
  const { DependsOn } = resource;
  if (Array.isArray(DependsOn)) return { ...resource, DependsOn: DependsOn.filter((id) => id !== logicalId) };
  if (DependsOn !== logicalId) return resource;
  const { DependsOn: _, ...rest } = resource;
  return rest as T;
}

function refersTo(template: TemplateJson, logicalId: string): boolean {
  const text = JSON.stringify([template.Resources, template.Outputs ?? null]);
  return text.includes(`{"Ref":"${logicalId}"}`) || text.includes(`{"Fn::GetAtt":["${logicalId}"`) || text.includes(`\${${logicalId}`);
}
