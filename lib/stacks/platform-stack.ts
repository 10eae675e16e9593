import { Aspects, CfnOutput, Duration, RemovalPolicy, Stack, Tags, aws_iam as iam, aws_s3 as s3, type aws_logs as logs, type CfnResource, type IAspect } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { PlatformConfig } from '../config/schema';

/** A stack of the platform: named after it, in its region and zones, with its tags, boundary and role names. */
export abstract class PlatformStack extends Stack {
  protected readonly config: PlatformConfig;

  constructor(scope: Construct, name: string, description: string, config: PlatformConfig) {
    super(scope, name, {
      stackName: `${config.name}-${config.environment}-${kebab(name)}`,
      description,
      env: { account: config.account, region: config.region },
      terminationProtection: config.deletionProtection,
    });
    this.config = config;
    Tags.of(this).add('platform', config.name);
    Tags.of(this).add('environment', config.environment);
    Tags.of(this).add('owner', config.owner);
    for (const [key, value] of Object.entries(config.tags)) Tags.of(this).add(key, value);
    if (config.permissionsBoundary !== undefined) iam.PermissionsBoundary.of(this).apply(iam.ManagedPolicy.fromManagedPolicyArn(this, 'Boundary', this.boundaryArn(config.permissionsBoundary)));
    Aspects.of(this).add(new RoleNaming(config.roles.path, config.roles.prefix));
  }

  /** The configured zones; CDK's own property looks them up in the account. */
  public override get availabilityZones(): string[] {
    return [...this.config.availabilityZones];
  }

  /** What happens to data when the stack goes. */
  protected get removalPolicy(): RemovalPolicy {
    return this.config.removal === 'destroy' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
  }

  /** Roles that exist, by their ARNs; they are not changed. */
  protected importRoles(id: string, arns: readonly string[]): iam.IRole[] {
    return arns.map((arn, index) => iam.Role.fromRoleArn(this, `${id}${index + 1}`, arn, { mutable: false }));
  }

  /** A value that people need after the deployment. Names may hold hyphens here and are written without them. */
  protected output(name: string, value: string, description: string): void {
    new CfnOutput(this, name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()), { value, description });
  }

  private boundaryArn(arnOrName: string): string {
    return arnOrName.startsWith('arn:') ? arnOrName : this.formatArn({ service: 'iam', region: '', resource: 'policy', resourceName: arnOrName });
  }
}

/** Puts every role and managed policy under the configured path, and names roles where a prefix is required. */
class RoleNaming implements IAspect {
  constructor(private readonly path: string, private readonly prefix: string) {}

  public visit(node: IConstruct): void {
    if (iam.CfnRole.isCfnRole(node)) {
      node.path ??= this.path;
      if (this.prefix !== '') node.roleName ??= this.name(node);
    } else if (iam.CfnManagedPolicy.isCfnManagedPolicy(node)) {
      node.path ??= this.path;
    }
  }

  /** Role names are unique in the account and hold 64 characters; the logical id ends in a hash of the construct path, the stack name tells two deployments apart. */
  private name(role: CfnResource): string {
    const stack = Stack.of(role);
    const id = stack.getLogicalId(role);
    const room = 64 - this.prefix.length;
    const full = `${stack.stackName}-${id}`;
    return `${this.prefix}${full.length <= room ? full : full.slice(0, room - 33) + '-' + id.slice(-32)}`;
  }
}

/** Days of the configuration as the enumeration of CloudWatch Logs, whose members are the numbers of days. */
export function retention(days: number): logs.RetentionDays {
  return days;
}

/** A lock as the configuration writes it. */
export function objectLock(lock: { readonly mode: 'governance' | 'compliance'; readonly days: number }): s3.ObjectLockRetention {
  const days = Duration.days(lock.days);
  return lock.mode === 'compliance' ? s3.ObjectLockRetention.compliance(days) : s3.ObjectLockRetention.governance(days);
}

/** `TrainingData` is `training-data`. */
function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
