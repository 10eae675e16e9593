import type { Requirement, Selector } from '../requirement';
import { STATE_TABLE } from './names';

function there(id: string, title: string, resources: Selector, controls: readonly string[] = [id.split('.')[0] ?? id]): Requirement {
  return { id, controls, title, fix: 'put the resource back', question: { kind: 'exists', resources } };
}

/** What must be there: of what is missing, no rule can say that it is wrong. */
export const PRESENCE_PROMISES: readonly Requirement[] = [
  there('NET-07.flow-logs', 'the network has flow logs', { type: 'AWS::EC2::FlowLog', template: 'Network' }),
  there('NET-08.dns-firewall', 'name resolution of the network passes a firewall', { type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation', template: 'Network' }),
  there('NET-08.dns-log', 'name resolution of the network is logged', { type: 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', template: 'Network' }),
  there('NET-08.default-group', 'the default security group is closed', { type: 'Custom::ClosedDefaultSecurityGroup', template: 'Network' }),
  there('LOG-04.trail', 'the account has a trail', { type: 'AWS::CloudTrail::Trail', template: 'Foundation' }),
  there('LOG-05.alarms', 'alarms are sent to a topic', { type: 'AWS::SNS::Topic', path: 'Foundation/Trail/Alarms/*' }),
  there('API-03.acl', 'the API has a web ACL', { type: 'AWS::WAFv2::WebACLAssociation', template: 'Api' }),
  there('API-03.acl-log', 'the web ACL logs what it judges', { type: 'AWS::WAFv2::LoggingConfiguration', template: 'Api' }),
  there('API-01.authorizer', 'the API has an authorizer', { type: 'AWS::ApiGateway::Authorizer', template: 'Api' }),
  { id: 'DAT-13.state-key', controls: ['DAT-13'], title: 'budgets and approvals are encrypted under a customer key', fix: 'give the table the key of the class AUDIT', question: { kind: 'rules', rules: ['DynamoDbTableEncrypted', 'DynamoDbTableCustomerKey'], resources: STATE_TABLE } },
  there('AI-10.alarm', 'a tenant that uses unusually many tokens raises an alarm', { type: 'AWS::CloudWatch::Alarm', path: 'Inference/Gateway/TokenAnomalyAlarm/*' }, ['AI-10', 'LOG-05']),
  there('API-01.token-keys', 'the keys of the token issuer are taken over by schedule', { type: 'AWS::Events::Rule', path: 'Inference/TokenKeys/*' }),
  ...['TrainingData', 'Models', 'Vectors', 'Secrets', 'Audit', 'Logs'].map((name) => there(`DAT-13.${name.toLowerCase()}-key-exists`, `there is a key of its own for ${name}`, { type: 'AWS::KMS::Key', path: `Foundation/Keys/${name}/*` })),
  ...['Gateway', 'Inference'].map((name) => there(`IAM-10.${name.toLowerCase()}-rotation`, `the certificate of ${name.toLowerCase()} tasks is renewed by schedule`, { type: 'AWS::SecretsManager::RotationSchedule', path: `Secrets/Authority/${name}/*` }, ['IAM-10', 'DAT-13'])),
];
