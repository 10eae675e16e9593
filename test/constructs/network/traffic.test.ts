import { SecurityGroupRole as Role, SubnetTier as Tier } from '../../../constructs/network';
import { synthesize } from './fixture';
import { Walls } from './packet';

/** Written out again on purpose: a row that slips into the library's table must fail here. */
const ALLOWED: readonly [Role, Role, number][] = [
  [Role.API_LINK, Role.LOAD_BALANCER, 443],
  [Role.LOAD_BALANCER, Role.GATEWAY, 8443],
  [Role.GATEWAY, Role.INFERENCE, 8000],
  [Role.GATEWAY, Role.VECTOR_STORE, 5432],
  [Role.GATEWAY, Role.ENDPOINTS, 443],
  [Role.INFERENCE, Role.ENDPOINTS, 443],
  [Role.INFERENCE_HOST, Role.ENDPOINTS, 443],
];
const S3_CLIENTS = [Role.GATEWAY, Role.INFERENCE, Role.INFERENCE_HOST];
const TIER: Readonly<Record<Role, Tier>> = {
  [Role.ENDPOINTS]: Tier.ENDPOINTS, [Role.API_LINK]: Tier.APP, [Role.LOAD_BALANCER]: Tier.APP, [Role.GATEWAY]: Tier.APP,
  [Role.INFERENCE]: Tier.GPU, [Role.INFERENCE_HOST]: Tier.GPU, [Role.VECTOR_STORE]: Tier.DATA,
};
const PORTS = [22, 53, 80, 443, 1024, 3389, 5432, 8000, 8443, 9000, 32767];
const LINUX_CLIENT_PORTS = [32768, 45678, 60999, 65535];
const PUBLIC = '52.219.170.10';

const default2 = synthesize();
const walls = new Walls(default2);
const withDynamoDb = new Walls(synthesize({ dynamoDb: true }));
const roles = Object.values(Role);
const tiers = Object.values(Tier);

describe('security groups', () => {
  test.each(ALLOWED)('%s reaches %s on %d', (from, to, port) => {
    expect(walls.securityGroupsPass(from, to, port)).toBe(true);
  });

  test('no other pair of roles passes on any port that is served or commonly attacked', () => {
    const passing = roles.flatMap((from) => roles.flatMap((to) => PORTS.filter((port) => walls.securityGroupsPass(from, to, port)).map((port) => `${from} ${to} ${port}`)));
    expect(passing.sort()).toEqual(ALLOWED.map(([from, to, port]) => `${from} ${to} ${port}`).sort());
  });

  test('each rule names one port, a group or prefix list as its peer, and never an address', () => {
    const rules = [...default2.of('AWS::EC2::SecurityGroupIngress'), ...default2.of('AWS::EC2::SecurityGroupEgress')].map(({ Properties }) => Properties);
    for (const rule of rules) {
      expect(rule.FromPort).toBe(rule.ToPort);
      expect(rule.CidrIp ?? rule.CidrIpv6).toBeUndefined();
    }
    expect(rules).toHaveLength(2 * ALLOWED.length + S3_CLIENTS.length);
  });

  test('groups hold no inline rule but the one by which CDK takes away the default "everything out"', () => {
    for (const { Properties: group } of default2.of('AWS::EC2::SecurityGroup')) {
      expect(group.SecurityGroupIngress).toBeUndefined();
      expect(group.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' })]);
    }
  });

  test('tasks and hosts reach S3 by its prefix list, and nobody else does', () => {
    expect(Object.fromEntries(roles.map((role) => [role, walls.prefixLists(role)]))).toEqual(Object.fromEntries(roles.map((role) => [role, S3_CLIENTS.includes(role) ? ['s3:443-443'] : []])));
  });

  test('the gateway alone reaches DynamoDB, and only when it was asked for', () => {
    const reaching = (network: Walls) => roles.filter((role) => network.prefixLists(role).includes('dynamodb:443-443'));
    expect(reaching(withDynamoDb)).toEqual([Role.GATEWAY]);
    expect(reaching(walls)).toEqual([]);
    expect(withDynamoDb.prefixLists(Role.INFERENCE)).toEqual(['s3:443-443']);
  });
});

describe('network ACLs', () => {
  test.each(ALLOWED)('let %s reach %s on %d and the reply return, between every two subnets', (from, to, port) => {
    const clientPorts = from === Role.API_LINK || from === Role.LOAD_BALANCER ? [1024, ...LINUX_CLIENT_PORTS] : LINUX_CLIENT_PORTS;
    for (const source of walls.addresses(TIER[from])) for (const destination of walls.addresses(TIER[to])) for (const clientPort of clientPorts) {
      expect(walls.aclsPass({ fromTier: TIER[from], from: source, toTier: TIER[to], to: destination, port, clientPort })).toBe(true);
    }
  });

  test('let the tiers of tasks and hosts reach S3 and its reply return, and no other tier', () => {
    const reaching = tiers.filter((fromTier) => walls.aclsPass({ fromTier, from: walls.addresses(fromTier)[0] ?? '', toTier: 'outside', to: PUBLIC, port: 443, clientPort: 45678 }));
    expect(reaching.sort()).toEqual([Tier.APP, Tier.GPU].sort());
  });

  test('let nothing but TCP 443 out to public addresses', () => {
    for (const fromTier of tiers) for (const port of PORTS.filter((other) => other !== 443)) {
      expect(walls.aclsPass({ fromTier, from: '10.0.64.10', toTier: 'outside', to: PUBLIC, port, clientPort: 45678 })).toBe(false);
    }
  });

  test('are a second wall: between two tiers only the ports of the table pass', () => {
    const crossing = tiers.flatMap((fromTier) => tiers.filter((toTier) => toTier !== fromTier).flatMap((toTier) => PORTS
      .filter((port) => walls.aclsPass({ fromTier, from: walls.addresses(fromTier)[0] ?? '', toTier, to: walls.addresses(toTier)[0] ?? '', port, clientPort: 45678 }))
      .map((port) => `${fromTier} ${toTier} ${port}`)));
    const expected = new Set(ALLOWED.filter(([from, to]) => TIER[from] !== TIER[to]).map(([from, to, port]) => `${TIER[from]} ${TIER[to]} ${port}`));
    expect(crossing.sort()).toEqual([...expected].sort());
  });

  test('do not open the VPC itself with the rules that S3 needs', () => {
    for (const tier of [Tier.APP, Tier.GPU]) {
      for (const address of walls.addresses(Tier.DATA)) expect(walls.aclAllows(tier, true, address, 443)).toBe(false);
    }
    for (const address of [...walls.addresses(Tier.DATA), ...walls.addresses(Tier.GPU), '10.0.255.200']) expect(walls.aclAllows(Tier.GPU, false, address, 45678)).toBe(false);
    expect(walls.aclAllows(Tier.APP, false, '10.0.255.200', 8443)).toBe(false);
  });

  test('cover every subnet and stay below the 20 rules a direction that AWS gives', () => {
    expect(default2.of('AWS::EC2::SubnetNetworkAclAssociation')).toHaveLength(default2.of('AWS::EC2::Subnet').length);
    const perDirection = new Map<string, number>();
    for (const { Properties: entry } of default2.of('AWS::EC2::NetworkAclEntry')) {
      const key = `${entry.NetworkAclId.Ref} ${entry.Egress}`;
      perDirection.set(key, (perDirection.get(key) ?? 0) + 1);
    }
    expect(Math.max(...perDirection.values())).toBeLessThanOrEqual(20);
  });

  test('open no ports but those of the table and those that replies go to', () => {
    const ranges = default2.of('AWS::EC2::NetworkAclEntry').filter(({ Properties: entry }) => entry.RuleAction === 'allow')
      .map(({ Properties: entry }) => `${entry.Protocol} ${entry.PortRange.From}-${entry.PortRange.To}`);
    // 8443 lies within the replies of the same tier.
    expect([...new Set(ranges)].sort()).toEqual(['6 1024-65535', '6 32768-65535', '6 443-443', '6 5432-5432', '6 8000-8000']);
  });

  test('know no IPv6', () => {
    expect(JSON.stringify(default2.template.toJSON())).not.toMatch(/Ipv6|::\/0/i);
  });
});
