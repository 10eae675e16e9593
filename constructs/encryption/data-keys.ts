import { Token, aws_kms as kms } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { PlatformError, throwProblems } from '../../lib/contract/platform-error';
import { AutoScalingRole } from './auto-scaling-role';
import { DataClass } from './data-class';
import { DataKey, type DataKeyOptions } from './data-key';
import { CLASS_USE } from './key-use';

/** One customer key for each class of data. */
export interface IDataKeys extends IConstruct {
  /** Service-linked role of EC2 Auto Scaling that the keys admit. @default - none */
  readonly autoScalingRoleArn?: string;
  /**
   * The key of a class. Grants on it end up in identity policies only.
   * @throws PlatformError when there is no key for the class
   */
  key(dataClass: DataClass): kms.IKey;
}

/** Properties of DataKeys. */
export interface DataKeysProps extends DataKeyOptions {
  /** The classes that get a key. @default - all */
  readonly classes?: DataClass[];
  /**
   * First part of the aliases: with `acme/dev` the key of the models has the alias `alias/acme/dev/models`. Aliases are unique in account and
   * Region, so two deployments there need two prefixes.
   * @default - no aliases; a key is told by its description
   */
  readonly aliasPrefix?: string;
}

/** Attributes of keys that exist already. */
export interface DataKeysAttributes {
  /** ARN of the key of each class, by the value of DataClass: `{ 'training-data': 'arn:aws:kms:…' }`. ARNs of keys, not of aliases. */
  readonly keyArns: { [dataClass: string]: string };
  /** Service-linked role of EC2 Auto Scaling that the keys admit. @default - none */
  readonly autoScalingRoleArn?: string;
}

/** One customer key for each class of data. */
export class DataKeys extends Construct implements IDataKeys {
  /**
   * Keys that exist already. Their policies are not changed: they must admit what the classes need.
   * @throws PlatformError when a class is unknown or an ARN is not that of a key
   */
  public static fromDataKeysAttributes(scope: Construct, id: string, attributes: DataKeysAttributes): IDataKeys {
    return new ImportedDataKeys(scope, id, attributes);
  }

  /** Service-linked role of EC2 Auto Scaling that the keys for volumes admit; give it to the group as `serviceLinkedRoleArn`. @default - no class encrypts volumes */
  public readonly autoScalingRoleArn?: string;
  private readonly keys = new Map<DataClass, DataKey>();

  constructor(scope: Construct, id: string, props: DataKeysProps = {}) {
    super(scope, id);
    const classes = [...new Set(props.classes ?? Object.values(DataClass))];
    const role = props.autoScalingRoleArn === undefined && classes.some((dataClass) => CLASS_USE[dataClass].volumes) ? new AutoScalingRole(this, 'AutoScalingRole') : undefined;
    this.autoScalingRoleArn = props.autoScalingRoleArn ?? role?.roleArn;
    for (const dataClass of classes) {
      const key = new DataKey(this, constructId(dataClass), {
        dataClass,
        rotationPeriod: props.rotationPeriod,
        pendingWindow: props.pendingWindow,
        removalPolicy: props.removalPolicy,
        administrators: props.administrators,
        autoScalingRoleArn: this.autoScalingRoleArn,
      });
      if (props.aliasPrefix !== undefined) key.addAlias(`${props.aliasPrefix}/${dataClass}`);
      this.keys.set(dataClass, key);
    }
    if (role !== undefined) this.giveTimeTo(role);
  }

  public key(dataClass: DataClass): kms.IKey {
    return this.keys.get(dataClass) ?? missing(this, dataClass, [...this.keys.keys()]);
  }

  /**
   * IAM takes some seconds to show a new role to KMS, which refuses a principal that it does not see, and CloudFormation does not try again.
   * It does wait for each key it makes: the keys that name the role follow one that does not, and that one follows the role.
   */
  private giveTimeTo(role: AutoScalingRole): void {
    const naming = [...this.keys.values()].filter(({ dataClass }) => CLASS_USE[dataClass].volumes || CLASS_USE[dataClass].notified);
    const between = [...this.keys.values()].find((key) => !naming.includes(key));
    if (between === undefined) return;
    between.node.addDependency(role);
    for (const key of naming) key.node.addDependency(between);
  }
}

class ImportedDataKeys extends Construct implements IDataKeys {
  public readonly autoScalingRoleArn?: string;
  private readonly keys = new Map<string, kms.IKey>();

  constructor(scope: Construct, id: string, attributes: DataKeysAttributes) {
    super(scope, id);
    this.autoScalingRoleArn = attributes.autoScalingRoleArn;
    const known = new Map(Object.values(DataClass).map((dataClass) => [String(dataClass), dataClass]));
    throwProblems(Object.entries(attributes.keyArns).flatMap(([name, arn]) => [
      ...(known.has(name) ? [] : [{ code: 'DataClassUnknown', what: 'a key must belong to a known class', got: name, where: this.node.path, fix: `use one of ${[...known.keys()].join(', ')}` }]),
      ...(Token.isUnresolved(arn) || /^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/.test(arn) ? [] : [{ code: 'DataKeyArnInvalid', what: 'the ARN must be that of a KMS key', got: arn, where: this.node.path, fix: 'write arn:<partition>:kms:<region>:<account>:key/<id>; an alias does not do, policies name keys' }]),
    ]));
    for (const [name, dataClass] of known) {
      const arn = attributes.keyArns[name];
      if (arn !== undefined) this.keys.set(name, kms.Key.fromKeyArn(this, constructId(dataClass), arn));
    }
  }

  public key(dataClass: DataClass): kms.IKey {
    return this.keys.get(dataClass) ?? missing(this, dataClass, [...this.keys.keys()]);
  }
}

function missing(keys: IConstruct, dataClass: DataClass, present: readonly string[]): never {
  throw new PlatformError([{ code: 'DataKeyMissing', what: 'there must be a key for the class', got: dataClass, where: keys.node.path, fix: `add it to the classes, which are ${present.join(', ') || 'none'}` }]);
}

/** `training-data` is the construct `TrainingData`. */
function constructId(dataClass: DataClass): string {
  return dataClass.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
