import type { IpPermission } from '@aws-sdk/client-ec2';
import { vpcSettings, type ManagedPrefixList, type SecurityGroupRules, type VpcApi } from '../../../../lib/services/functions/vpc-settings/vpc-settings';

const FROM_ITSELF: IpPermission = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-1', UserId: '111122223333' }] };
const EVERYTHING_OUT: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** A security group and AWS's prefix lists, as EC2 would keep them. */
class FakeEc2 implements VpcApi {
  readonly calls: string[] = [];
  constructor(private state: SecurityGroupRules, private readonly lists: ManagedPrefixList[] = [], private readonly obeys = true) {}

  async managedPrefixLists(): Promise<ManagedPrefixList[]> {
    return this.lists;
  }
  async rules(): Promise<SecurityGroupRules> {
    return this.state;
  }
  async revokeIngress(groupId: string, rules: IpPermission[]): Promise<void> {
    this.calls.push(`ingress ${groupId} ${rules.length}`);
    if (this.obeys) this.state = { ...this.state, ingress: [] };
  }
  async revokeEgress(groupId: string, rules: IpPermission[]): Promise<void> {
    this.calls.push(`egress ${groupId} ${rules.length}`);
    if (this.obeys) this.state = { ...this.state, egress: [] };
  }
}

const BORN: SecurityGroupRules = { ingress: [FROM_ITSELF], egress: [EVERYTHING_OUT] };
const CLOSE = { Setting: 'ClosedDefaultSecurityGroup', SecurityGroupId: 'sg-1' };

describe('closing the default security group', () => {
  test('revokes every rule both ways', async () => {
    const ec2 = new FakeEc2(BORN);
    await expect(vpcSettings(ec2).create(CLOSE)).resolves.toEqual({ physicalResourceId: 'closed/sg-1' });
    expect(ec2.calls).toEqual(['ingress sg-1 1', 'egress sg-1 1']);
  });

  test('is safe to repeat: nothing is revoked twice', async () => {
    const ec2 = new FakeEc2({ ingress: [], egress: [] });
    await vpcSettings(ec2).update(CLOSE, CLOSE, 'closed/sg-1');
    expect(ec2.calls).toEqual([]);
  });

  test('fails when the rules are still there afterwards', async () => {
    await expect(vpcSettings(new FakeEc2(BORN, [], false)).create(CLOSE)).rejects.toThrow('sg-1 still has 1 ingress and 1 egress rules');
  });

  test('restores nothing on delete', async () => {
    const ec2 = new FakeEc2(BORN);
    await vpcSettings(ec2).delete(CLOSE, 'closed/sg-1');
    expect(ec2.calls).toEqual([]);
  });
});

describe('finding a prefix list', () => {
  const lists = (prefix: string, region: string): ManagedPrefixList[] => [
    { id: 'pl-express', name: `${prefix}.${region}.s3express` }, { id: 'pl-v6', name: `${prefix}.${region}.ipv6.s3` }, { id: 'pl-s3', name: `${prefix}.${region}.s3` },
    { id: 'pl-dynamodb', name: `${prefix}.${region}.dynamodb` }, { id: 'pl-cloudfront', name: 'com.amazonaws.global.cloudfront.origin-facing' },
  ];
  const find = (all: ManagedPrefixList[], region: string, service = 's3') => vpcSettings(new FakeEc2(BORN, all)).create({ Setting: 'ManagedPrefixList', Service: service, Region: region });

  test.each([['com.amazonaws', 'eu-central-1'], ['com.amazonaws', 'us-gov-west-1'], ['com.amazonaws', 'cn-north-1'], ['cn.com.amazonaws', 'cn-north-1'], ['eu.amazonaws', 'eusc-de-east-1']])(
    'finds it as %s in %s', async (prefix, region) => {
      await expect(find(lists(prefix, region), region)).resolves.toEqual({ physicalResourceId: 'pl-s3', attributes: { PrefixListId: 'pl-s3' } });
      await expect(find(lists(prefix, region), region, 'dynamodb')).resolves.toMatchObject({ physicalResourceId: 'pl-dynamodb' });
    });

  test('fails, saying so, when there is none in the Region', async () => {
    await expect(find(lists('com.amazonaws', 'us-east-1'), 'eu-central-1')).rejects.toThrow('expected one prefix list of AWS named <prefix>.eu-central-1.s3, found []');
  });

  test('fails rather than choose between two', async () => {
    await expect(find([...lists('com.amazonaws', 'eu-central-1'), { id: 'pl-other', name: 'other.eu-central-1.s3' }], 'eu-central-1')).rejects.toThrow('other.eu-central-1.s3');
  });
});

test.each([[{}, /Setting/], [{ Setting: 'Routes' }, /"Routes"/], [{ Setting: 'ManagedPrefixList', Region: 'x' }, /Service/], [{ Setting: 'ClosedDefaultSecurityGroup' }, /SecurityGroupId/]])(
  'refuses properties %j', async (properties, message) => {
    await expect(vpcSettings(new FakeEc2(BORN)).create(properties)).rejects.toThrow(message);
  });
