import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, aws_ec2, aws_iam, aws_kms, aws_s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { posture } from '../../../../lib/assurance/jest';
import type { Requirement } from '../../../../lib/assurance/requirements';

interface Sample {
  readonly app: App;
  readonly stack: Stack;
}

/** A bucket that a role may read, and a server that the internet reaches. */
function sample(): Sample {
  const app = new App({ builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Sample', { env: { account: '111122223333', region: 'eu-central-1' } });
  const bucket = new aws_s3.Bucket(stack, 'Data', { encryptionKey: new aws_kms.Key(stack, 'Key', { enableKeyRotation: true }), enforceSSL: true });
  bucket.grantRead(new aws_iam.Role(stack, 'Reader', { assumedBy: new aws_iam.ServicePrincipal('ecs-tasks.amazonaws.com') }));
  const vpc = new aws_ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
  const gateway = new aws_ec2.CfnInternetGateway(stack, 'Igw');
  new aws_ec2.CfnVPCGatewayAttachment(stack, 'Attachment', { vpcId: vpc.ref, internetGatewayId: gateway.ref });
  const table = new aws_ec2.CfnRouteTable(stack, 'Table', { vpcId: vpc.ref });
  new aws_ec2.CfnRoute(stack, 'Route', { routeTableId: table.ref, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.ref });
  const subnet = new aws_ec2.CfnSubnet(stack, 'Subnet', { vpcId: vpc.ref, cidrBlock: '10.0.1.0/24' });
  new aws_ec2.CfnSubnetRouteTableAssociation(stack, 'Association', { subnetId: subnet.ref, routeTableId: table.ref });
  const group = (id: string, rules: aws_ec2.CfnSecurityGroup.IngressProperty[]) => new aws_ec2.CfnSecurityGroup(stack, id, { groupDescription: id, vpcId: vpc.ref, securityGroupIngress: rules });
  const server = (id: string, security: aws_ec2.CfnSecurityGroup) => new aws_ec2.CfnInstance(stack, id, {
    imageId: 'ami-1', networkInterfaces: [{ deviceIndex: '0', associatePublicIpAddress: true, subnetId: subnet.ref, groupSet: [security.attrGroupId] }],
  });
  server('Open', group('OpenGroup', [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '0.0.0.0/0' }]));
  server('Closed', group('ClosedGroup', [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '10.0.0.0/16' }]));
  return { app, stack };
}

/** What jest would show. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the assertion held');
}

const ENCRYPTED: Requirement = { id: 'own.no-plain-http', title: 'nobody reads without TLS', controls: ['DAT-02'], question: { kind: 'denied', principals: 'anyone', actions: ['s3:GetObject'], resources: { type: 'AWS::S3::Bucket', below: '*' }, when: { Bool: { 'aws:SecureTransport': 'false' } } } };
const UNREACHED: Requirement = { id: 'own.unreached', title: 'the internet reaches no server', controls: [], question: { kind: 'no-path', from: 'internet', to: { type: 'AWS::EC2::Instance' } } };

const { app, stack } = sample();

describe('toProve', () => {
  test('passes for what is proved', () => {
    expect(stack).toProve(ENCRYPTED);
  });

  test('fails with the path for what is refuted', () => {
    const message = failure(() => expect(stack).toProve(UNREACHED));
    expect(message).toContain('REFUTED own.unreached');
    expect(message).toMatch(/internet to Sample\.Open .*tcp .*:443/);
    expect(message).not.toContain('Sample.Closed');
  });

  test('fails when nothing matches: a promise about nothing is not kept', () => {
    expect(() => expect(stack).toProve({ ...UNREACHED, question: { kind: 'no-path', from: 'internet', to: { type: 'AWS::RDS::DBCluster' } } })).toThrow();
  });

  test('takes several requirements and needs them all', () => {
    expect(failure(() => expect(stack).toProve([ENCRYPTED, UNREACHED]))).toContain('own.unreached');
  });
});

describe('toAllow and toDeny', () => {
  const read = { principal: 'Sample/Reader', action: 's3:GetObject', resource: 'Sample/Data', below: 'a.csv', context: { 'aws:SecureTransport': 'true' } };

  test('decide requests of constructs by their paths', () => {
    expect(stack).toAllow(read);
    expect(stack).toDeny({ ...read, action: 's3:PutObject' });
    expect(stack).toDeny({ ...read, context: { 'aws:SecureTransport': 'false' } });
    expect(stack).toDeny({ ...read, principal: 'anonymous' });
  });

  test('tell which statement decided', () => {
    expect(failure(() => expect(stack).toAllow({ ...read, context: { 'aws:SecureTransport': 'false' } }))).toMatch(/Denied by a statement[\s\S]*resource policy/);
    expect(failure(() => expect(stack).toDeny(read))).toMatch(/Allowed[\s\S]*identity policy/);
  });

  test('neither holds for what cannot be told', () => {
    const unknown = new Stack(new App({ builtinCloudFormationValidation: false }), 'Unknown', { env: { account: '111122223333', region: 'eu-central-1' } });
    new aws_iam.CfnRole(unknown, 'Role', { assumeRolePolicyDocument: { Statement: [] }, managedPolicyArns: ['arn:aws:iam::aws:policy/NobodyKnowsThisPolicy'] });
    const request = { principal: 'Role', action: 's3:GetObject', resource: 'arn:aws:s3:::other/a' };
    expect(() => expect(unknown).toAllow(request)).toThrow(/Cannot be told/);
    expect(() => expect(unknown).toDeny(request)).toThrow(/Cannot be told/);
  });

  test('refuse names that mean nothing', () => {
    expect(() => expect(stack).toDeny({ ...read, principal: 'Sample/Nobody' })).toThrow(/NoSuchPrincipal/);
    expect(() => expect(stack).toDeny({ ...read, resource: 'Sample/Nothing' })).toThrow(/NoSuchResource/);
  });
});

describe('toHaveNoPath', () => {
  test('passes for a proof and fails with the path and what closes it', () => {
    expect(stack).toHaveNoPath('internet', 'Sample/Closed');
    expect(failure(() => expect(stack).toHaveNoPath('internet', 'Sample/Open'))).toMatch(/path from internet to Sample\/Open[\s\S]*OpenGroup/);
    expect(stack).not.toHaveNoPath('internet', 'Open');
  });

  test('fails for an end that is not there', () => {
    expect(() => expect(stack).toHaveNoPath('internet', 'Sample/Nothing')).toThrow(/Nothing/);
  });
});

describe('toPassPack', () => {
  test('fails with the rule, the resource and what to change', () => {
    const message = failure(() => expect(stack).toPassPack('data'));
    expect(message).toMatch(/REFUTED S3\w+[\s\S]*Sample\/Data\/Resource[\s\S]*to do:/);
  });

  test('passes a pack that finds nothing, and names the packs when asked for another', () => {
    expect(stack).toPassPack([]);
    expect(() => expect(stack).toPassPack('nope')).toThrow(/one of all, network, api/);
  });
});

describe('the subject', () => {
  const request = { principal: 'anonymous', action: 's3:GetObject', resource: '*' };

  test('may be a stack, an app, a template, a file or a cloud assembly', () => {
    const template = Template.fromStack(stack);
    const file = join(mkdtempSync(join(tmpdir(), 'subject-')), 'Own.template.json');
    writeFileSync(file, JSON.stringify(template.toJSON()));
    for (const subject of [stack, app, template, file, app.synth().directory]) expect(subject).toDeny(request);
  });

  test('is refused when it is none of them', () => {
    expect(() => expect({}).toDeny(request)).toThrow(/expected a Stack/);
    expect(() => expect('no/such/file.json').toDeny(request)).toThrow(/does not exist/);
  });
});

test('posture is a text for snapshots, the same at every call, without generated ids', () => {
  const text = posture(stack);
  expect(text).toBe(posture(sample().stack));
  expect(text).toMatch(/Sample\/Reader[\s\S]*s3:[^\n]*GetObject/);
  expect(text).not.toMatch(/[a-z][0-9A-F]{8}\b/);
});
