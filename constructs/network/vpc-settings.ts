import { Duration, Stack, aws_iam as iam, type CustomResource, type aws_kms as kms, type aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, finding } from '../core/acknowledge';
import { ServiceFunction } from '../core/service-function';
import { ServiceResource } from '../core/service-resource';
import type { GatewayService } from './traffic';

/** Properties of VpcSettings. */
export interface VpcSettingsProps {
  readonly logEncryptionKey?: kms.IKey;
  readonly logRetention?: logs.RetentionDays;
}

/**
 * Two things that CloudFormation cannot do: it gives no id of the prefix list behind a gateway endpoint, which security groups
 * must name, and it cannot take the rules out of the security group that each VPC is born with.
 */
export class VpcSettings extends Construct {
  private readonly handler: ServiceFunction;
  private readonly prefixLists = new Map<GatewayService, CustomResource>();
  private acknowledged = false;

  constructor(scope: Construct, id: string, props: VpcSettingsProps) {
    super(scope, id);
    this.handler = new ServiceFunction(this, 'Handler', {
      service: 'vpc-settings',
      description: 'Finds prefix lists of gateway endpoints and closes default security groups',
      timeout: Duration.minutes(3),
      logEncryptionKey: props.logEncryptionKey,
      logRetention: props.logRetention,
    });
  }

  /** Id of the prefix list that holds the service's addresses in this Region. */
  prefixListId(service: GatewayService): string {
    let resource = this.prefixLists.get(service);
    if (resource === undefined) {
      this.describe('ec2:DescribeManagedPrefixLists');
      resource = new ServiceResource(this, service === 's3' ? 'S3PrefixList' : 'DynamoDbPrefixList', {
        handler: this.handler,
        resourceType: 'Custom::ManagedPrefixList',
        properties: { Setting: 'ManagedPrefixList', Service: service, Region: Stack.of(this).region },
      });
      this.prefixLists.set(service, resource);
    }
    return resource.getAttString('PrefixListId');
  }

  /** Takes every rule out of a VPC's default security group, so that what is started without a group can talk to nobody. */
  closeDefaultSecurityGroup(groupId: string): void {
    this.describe('ec2:DescribeSecurityGroups');
    this.handler.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
      resources: [Stack.of(this).formatArn({ service: 'ec2', resource: 'security-group', resourceName: groupId })],
    }));
    new ServiceResource(this, 'ClosedDefaultSecurityGroup', {
      handler: this.handler,
      resourceType: 'Custom::ClosedDefaultSecurityGroup',
      properties: { Setting: 'ClosedDefaultSecurityGroup', SecurityGroupId: groupId },
    });
  }

  /** EC2's Describe actions know no resource, so `*` is the narrowest there is. */
  private describe(action: string): void {
    const { policyDependable } = this.handler.role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [action], resources: ['*'] }));
    if (policyDependable !== undefined && Construct.isConstruct(policyDependable) && !this.acknowledged) {
      this.acknowledged = true;
      acknowledge(policyDependable, {
        findings: [finding('AwsSolutions', 'IAM5[Resource::*]')],
        reason: 'EC2 Describe actions take no resource; the function reads prefix lists and rules, and may change the default security group alone',
        expires: '2027-11-30',
      });
    }
  }
}
