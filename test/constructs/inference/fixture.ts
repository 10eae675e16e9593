import { App, Stack, aws_ec2 as ec2, aws_ecr as ecr, aws_kms as kms, aws_s3 as s3, aws_secretsmanager as secretsmanager, type AppProps, type Environment } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Construct, type IDependable } from 'constructs';
import { PinnedImage, type GpuInferenceServiceProps } from '../../../constructs/inference';
import { SecurityGroupRole, SubnetTier, type IIsolatedNetwork } from '../../../constructs/network/isolated-network-base';

export const DIGEST = `sha256:${'ab'.repeat(32)}`;
export const OTHER_DIGEST = `sha256:${'cd'.repeat(32)}`;

/** A network as the interface promises it, without the resources that belong to the network's own tests. */
export class TestNetwork extends Construct implements IIsolatedNetwork {
  public readonly vpc: ec2.IVpc;
  public readonly endpointsReady: IDependable;
  private readonly groups: Record<string, ec2.ISecurityGroup> = {};

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      subnetConfiguration: Object.values(SubnetTier).map((name) => ({ name, subnetType: ec2.SubnetType.PRIVATE_ISOLATED })),
    });
    for (const role of Object.values(SecurityGroupRole)) this.groups[role] = new ec2.SecurityGroup(this, `Group${role}`, { vpc: this.vpc, allowAllOutbound: false });
    this.endpointsReady = this.vpc.addInterfaceEndpoint('EcsEndpoint', { service: ec2.InterfaceVpcEndpointAwsService.ECS });
  }

  public subnets(tier: SubnetTier): ec2.SubnetSelection {
    return this.vpc.selectSubnets({ subnetGroupName: tier });
  }

  public securityGroup(role: SecurityGroupRole): ec2.ISecurityGroup {
    const group = this.groups[role];
    if (group === undefined) throw new Error(role);
    return group;
  }
}

export interface World {
  readonly app: App;
  readonly shared: Stack;
  readonly stack: Stack;
  readonly network: TestNetwork;
  readonly repository: ecr.Repository;
  readonly required: GpuInferenceServiceProps;
}

/** What an inference service needs, in a stack of its own unless `oneStack`. */
export function world(options: { readonly env?: Environment; readonly oneStack?: boolean; readonly app?: AppProps; readonly stackName?: string } = {}): World {
  const app = new App(options.app);
  const env = options.env ?? { account: '111122223333', region: 'eu-west-1' };
  const shared = new Stack(app, 'Shared', { env });
  const stack = options.oneStack === true ? shared : new Stack(app, 'Inference', { env, stackName: options.stackName });
  const network = new TestNetwork(shared, 'Network');
  const repository = new ecr.Repository(shared, 'Repository');
  const key = new kms.Key(shared, 'ModelKey');
  const required: GpuInferenceServiceProps = {
    network,
    verifierImage: PinnedImage.fromDigest(repository, OTHER_DIGEST),
    serverImage: PinnedImage.fromDigest(repository, DIGEST),
    modelBucket: new s3.Bucket(shared, 'Models', { encryptionKey: key }),
    modelPrefix: 'models/llama/1',
    modelKey: key,
    signingKey: new kms.Key(shared, 'SigningKey', { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY }),
    tlsSecret: new secretsmanager.Secret(shared, 'Tls', { encryptionKey: new kms.Key(shared, 'SecretsKey') }),
    servedModelName: 'llama',
    logEncryptionKey: new kms.Key(shared, 'LogsKey'),
  };
  return { app, shared, stack, network, repository, required };
}

type Json = Record<string, unknown>;

/** Reads a path such as `Properties.LaunchTemplateData.UserData` from a template's part. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (part as Json | undefined)?.[name], value);
}

/** Properties of the only resource of a type. */
export function resourceOf(template: Template, type: string): Json {
  const found = Object.values(template.findResources(type));
  if (found.length !== 1) throw new Error(`${found.length} resources of ${type}`);
  return at(found[0], 'Properties') as Json;
}

/** The order that CloudFormation keeps: `DependsOn` and references. Deletion goes the other way. */
export function dependencies(template: Template): { idOf(type: string): string; direct(id: string): string[]; reach(id: string): string[] } {
  const resources = at(template.toJSON(), 'Resources') as Record<string, Json>;
  const direct = (id: string): string[] => {
    const text = JSON.stringify(resources[id]);
    return Object.keys(resources).filter((other) => other !== id && (text.includes(`{"Ref":"${other}"}`) || text.includes(`{"Fn::GetAtt":["${other}",`) || [resources[id]?.DependsOn].flat().includes(other)));
  };
  const reach = (id: string, seen: Set<string> = new Set()): string[] => {
    for (const next of direct(id)) if (!seen.has(next)) { seen.add(next); reach(next, seen); }
    return [...seen];
  };
  const idOf = (type: string): string => Object.keys(resources).find((id) => resources[id]?.Type === type) ?? `no ${type}`;
  return { idOf, direct, reach };
}
