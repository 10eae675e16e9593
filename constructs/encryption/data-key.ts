import { Duration, RemovalPolicy, Token, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { throwProblems, type Problem } from '../../lib/contract/platform-error';
import type { DataClass } from './data-class';
import { keyPolicy } from './key-policy';
import { CLASS_USE } from './key-use';

/** What DataKey and DataKeys have in common. */
export interface DataKeyOptions {
  /** How often KMS makes new key material, 90 to 2560 days. Old material stays usable for decryption. @default Duration.days(365) */
  readonly rotationPeriod?: Duration;
  /** How long a deleted key can still be brought back, 7 to 30 days. @default Duration.days(30) */
  readonly pendingWindow?: Duration;
  /** What happens to the key when its stack goes. Data encrypted with a deleted key is lost. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * The only roles that may administer the key: change its policy, disable or delete it. The role that deploys the stack must be among them,
   * or KMS refuses the policy because its author would lock himself out.
   * @default - IAM policies of the account say who may
   */
  readonly administrators?: iam.IRole[];
  /**
   * ARN of the service-linked role of EC2 Auto Scaling that starts instances on volumes encrypted with the key; the group must use the same role.
   * The role must exist. Only the classes MODELS and TRAINING_DATA encrypt volumes; AUDIT encrypts the topics that groups notify.
   * @default - DataKey admits none, DataKeys makes one (AutoScalingRole)
   */
  readonly autoScalingRoleArn?: string;
}

/** Properties of a DataKey. */
export interface DataKeyProps extends DataKeyOptions {
  /** What the key protects. It decides through which services the key can be used. */
  readonly dataClass: DataClass;
  /**
   * More AWS services through which this account's principals may use the key, as in `kms:ViaService` without Region and suffix: `kinesis`.
   * @default - those of the class
   */
  readonly throughServices?: string[];
  /**
   * More AWS services that encrypt what they send in their own name on behalf of this account: `budgets` is `budgets.amazonaws.com`.
   * @default - those of the class
   */
  readonly senderServices?: string[];
}

/**
 * A customer key for one class of data. Its policy is complete when it is made: administration and use are apart, principals of this account use it
 * only through the services of the class and only as far as their own policies say, and no grant of another construct changes it.
 */
export class DataKey extends kms.Key {
  /** What the key protects. */
  public readonly dataClass: DataClass;
  /** Grants go to identity policies, with and without CDK's feature flag for default key policies. */
  protected override readonly trustAccountIdentities: boolean = true;

  /** @throws PlatformError when a period is out of range or a service is not a plain name */
  constructor(scope: Construct, id: string, props: DataKeyProps) {
    throwProblems(problems(props, `${scope.node.path}/${id}`));
    const use = CLASS_USE[props.dataClass];
    super(scope, id, {
      description: `Encrypts ${props.dataClass.replace('-', ' ')}`,
      enableKeyRotation: true,
      rotationPeriod: props.rotationPeriod ?? Duration.days(365),
      pendingWindow: props.pendingWindow ?? Duration.days(30),
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      policy: keyPolicy(scope, {
        use: { ...use, through: union(use.through, props.throughServices), senders: union(use.senders, props.senderServices) },
        administrators: props.administrators ?? [],
        autoScalingRoleArn: props.autoScalingRoleArn,
      }),
    });
    this.dataClass = props.dataClass;
  }

  /**
   * Never changes the policy: it is complete, and a statement from another stack would make the two depend on each other. What the statement
   * allows a role through a service (as `secret.grantRead(role)` asks) goes to the role's own policy. It also keeps out what `kms.Key` adds
   * by itself: the statement that gives the account every action on the key.
   * @throws PlatformError when the caller cannot do without the statement (`allowNoOp` is false)
   */
  public override addToResourcePolicy(statement: iam.PolicyStatement, allowNoOp?: boolean): iam.AddToResourcePolicyResult {
    for (const principal of statement.principals) {
      const added = identityBehind(principal)?.addToPrincipalPolicy(new iam.PolicyStatement({ actions: statement.actions, resources: [this.keyArn], conditions: statement.conditions }));
      if (added?.statementAdded === true) return { statementAdded: true, policyDependable: added.policyDependable };
    }
    if (allowNoOp === false) {
      throwProblems([{
        code: 'DataKeyPolicyComplete',
        what: 'the policy of a data key takes no further statement',
        got: statement.actions,
        where: this.node.path,
        fix: 'name the AWS service in senderServices or throughServices, or grant to a role',
      }]);
    }
    return { statementAdded: false };
  }
}

/** The principal inside a `kms.ViaServicePrincipal`, which offers no way to ask for it and drops identity statements. */
function identityBehind(principal: iam.IPrincipal): iam.IPrincipal | undefined {
  const base: unknown = Reflect.get(principal, 'basePrincipal');
  return isPrincipal(base) ? base : undefined;
}

function isPrincipal(value: unknown): value is iam.IPrincipal {
  return typeof value === 'object' && value !== null && 'addToPrincipalPolicy' in value && typeof value.addToPrincipalPolicy === 'function';
}

/** Problems of the options that every key shares. */
function problems(props: DataKeyProps, where: string): Problem[] {
  return [
    ...outside('rotationPeriod', props.rotationPeriod, 90, 2560, where),
    ...outside('pendingWindow', props.pendingWindow, 7, 30, where),
    ...[...(props.throughServices ?? []), ...(props.senderServices ?? [])]
      .filter((service) => !Token.isUnresolved(service) && (!/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(service) || service.includes('amazonaws')))
      .map((service) => ({ code: 'DataKeyServiceInvalid', what: 'a service must be a plain name in lower case, without Region and suffix', got: service, where, fix: "write 'kinesis', not 'kinesis.eu-west-1.amazonaws.com'" })),
  ];
}

function outside(name: string, value: Duration | undefined, least: number, most: number, where: string): Problem[] {
  if (value === undefined || value.isUnresolved() || (value.toDays({ integral: false }) >= least && value.toDays({ integral: false }) <= most)) return [];
  return [{ code: 'DataKeyPeriodOutOfRange', what: `'${name}' must be ${least} to ${most} days`, got: value.toHumanString(), where, fix: `choose a value between Duration.days(${least}) and Duration.days(${most})` }];
}

function union(given: readonly string[], more: readonly string[] = []): string[] {
  return [...new Set([...given, ...more])];
}
