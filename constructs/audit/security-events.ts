/** Something in the trail that somebody must look at. */
export interface SecurityEvent {
  /** Id in the construct tree and name of the metric. */
  readonly name: string;
  /** What happened, as the alarm says it. */
  readonly title: string;
  /** Filter pattern of CloudWatch Logs over CloudTrail's JSON. */
  readonly pattern: string;
  /** How many within five minutes raise the alarm. */
  readonly threshold: number;
}

const anyEvent = (...names: readonly string[]): string => names.map((name) => `($.eventName = ${name})`).join(' || ');

/** The alarms that the CIS AWS Foundations Benchmark asks for in its chapter on monitoring. */
export const SECURITY_EVENTS: readonly SecurityEvent[] = [
  { name: 'UnauthorizedCalls', title: 'API calls were refused', threshold: 10, pattern: '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }' },
  { name: 'SignInWithoutMfa', title: 'Someone signed in to the console without a second factor', threshold: 1, pattern: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }' },
  { name: 'RootUse', title: 'The root user was used', threshold: 1, pattern: '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }' },
  {
    name: 'IamPolicyChange', title: 'A policy of IAM was changed', threshold: 1,
    pattern: `{ ($.eventSource = "iam.amazonaws.com") && (${anyEvent('DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy')}) }`,
  },
  { name: 'TrailChange', title: 'A trail was changed or stopped', threshold: 1, pattern: `{ ${anyEvent('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging', 'PutEventSelectors')} }` },
  { name: 'SignInFailure', title: 'Signing in to the console failed repeatedly', threshold: 3, pattern: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }' },
  { name: 'KeyDisabled', title: 'A key was disabled, or scheduled for deletion, or its policy was changed', threshold: 1, pattern: `{ ($.eventSource = "kms.amazonaws.com") && (${anyEvent('DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy')}) }` },
  {
    name: 'BucketPolicyChange', title: 'The policy of a bucket was changed', threshold: 1,
    pattern: `{ ($.eventSource = "s3.amazonaws.com") && (${anyEvent('PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication')}) }`,
  },
  { name: 'ConfigChange', title: 'AWS Config was changed or stopped', threshold: 1, pattern: `{ ($.eventSource = "config.amazonaws.com") && (${anyEvent('StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder')}) }` },
  {
    name: 'SecurityGroupChange', title: 'A security group was changed', threshold: 1,
    pattern: `{ ${anyEvent('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'ModifySecurityGroupRules', 'CreateSecurityGroup', 'DeleteSecurityGroup')} }`,
  },
  { name: 'NetworkAclChange', title: 'A network ACL was changed', threshold: 1, pattern: `{ ${anyEvent('CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation')} }` },
  {
    name: 'GatewayChange', title: 'A way to the internet was made or changed', threshold: 1,
    pattern: `{ ${anyEvent('CreateCustomerGateway', 'DeleteCustomerGateway', 'CreateInternetGateway', 'AttachInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway', 'CreateNatGateway', 'CreateEgressOnlyInternetGateway')} }`,
  },
  { name: 'RouteChange', title: 'A route was changed', threshold: 1, pattern: `{ ($.eventSource = "ec2.amazonaws.com") && (${anyEvent('CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable')}) }` },
  {
    name: 'VpcChange', title: 'A VPC or its endpoints or peerings were changed', threshold: 1,
    pattern: `{ ${anyEvent('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'CreateVpcEndpoint', 'ModifyVpcEndpoint', 'DeleteVpcEndpoints')} }`,
  },
  {
    name: 'OrganizationChange', title: 'The organisation was changed', threshold: 1,
    pattern: `{ ($.eventSource = "organizations.amazonaws.com") && (${anyEvent('AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy', 'DeclineHandshake', 'DeleteOrganization', 'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization', 'LeaveOrganization', 'MoveAccount', 'RemoveAccountFromOrganization', 'UpdateOrganizationalUnit', 'UpdatePolicy')}) }`,
  },
];
