import { ALL_TRAFFIC, protocolRange, reachabilityOf, tcp, udp, type BuildOptions, type IntervalSet, type Reachability } from '../../../../lib/assurance/network';
import { facts, parseTemplate } from '../../../../lib/assurance/template';

/** Resources of many cases: a VPC with a public and a private subnet, and groups that are open and closed. */
export const BASE = `
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.0.0.0/16 } }
  Igw: { Type: 'AWS::EC2::InternetGateway' }
  Attached: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw } }
  PublicTable: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: !Ref Vpc } }
  PublicRoute: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw } }
  Public: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true } }
  PublicRouted: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: !Ref Public, RouteTableId: !Ref PublicTable } }
  Private: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24 } }
  Open: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: !Ref Vpc, GroupDescription: open, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }] } }
  Closed: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: !Ref Vpc, GroupDescription: closed, SecurityGroupEgress: [{ IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32 }] } }
`;

/** One resource a line. */
export function instance(id: string, subnet: string, group: string, more = ''): string {
  return `  ${id}: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Ref ${subnet}, SecurityGroupIds: [!GetAtt ${group}.GroupId]${more} } }\n`;
}

export function group(id: string, rules: { readonly in?: string; readonly out?: string }, vpc = 'Vpc'): string {
  const list = (name: string, written: string | undefined): string => (written === undefined ? '' : `, ${name}: [${written}]`);
  return `  ${id}: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: !Ref ${vpc}, GroupDescription: g${list('SecurityGroupIngress', rules.in)}${list('SecurityGroupEgress', rules.out)} } }\n`;
}

export interface Network {
  readonly reach: Reachability;
}

export function network(resources: string, options: BuildOptions = {}, sections = ''): Network {
  return { reach: reachabilityOf(facts([parseTemplate(`${sections}\nResources:\n${resources}`, 'T.yaml')], { accountId: '111122223333', region: 'eu-central-1' }), options) };
}

/** Question, and the verdict with a code that must be among its reasons: `Web -> Db tcp 5432`, `unknown SubnetOutsideTemplates`. */
export type Row = readonly [question: string, expected: string];

/** The verdict as a row writes it; the reasons instead, where the code is missing. */
export function answer({ reach }: Network, [question, expected]: Row): string {
  const [, from = '', to = '', traffic = ''] = /^(\S+) (?:->) (\S+)\s*(.*)$/.exec(question) ?? [];
  const [, code] = expected.split(' ');
  const verdict = reach.paths(endOf(from), endOf(to), { traffic: trafficOf(traffic) });
  const because = JSON.stringify(verdict.because);
  return code === undefined ? verdict.kind : `${verdict.kind} ${because.includes(`"${code}"`) ? code : because}`;
}

/** One test a row. */
export function judges(title: string, resources: string, rows: readonly Row[], options: BuildOptions = {}, sections = ''): void {
  describe(title, () => {
    const judged = network(resources, options, sections);
    test.each(rows)('%s: %s', (...row) => {
      expect(answer(judged, row)).toBe(row[1]);
    });
  });
}

export function endOf(name: string): string {
  return name === 'internet' || name.startsWith('service:') || /^[0-9a-f]*[.:]/.test(name) ? name : `T.${name}`;
}

function trafficOf(text: string): IntervalSet {
  const [protocol, ports = ''] = text.split(' ');
  const [first = 0, last = first] = ports.split('-').map(Number);
  if (protocol === 'tcp') return tcp(first, last);
  return protocol === 'udp' ? udp(first, last) : protocol === 'icmp' ? protocolRange(1) : ALL_TRAFFIC;
}
