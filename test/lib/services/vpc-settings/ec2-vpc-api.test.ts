import { createServer, type Server } from 'node:http';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ec2VpcApi } from '../../../../lib/services/functions/vpc-settings/ec2-vpc-api';

type Answer = { readonly status: number; readonly body: string };

/** Speaks EC2's query protocol: each action has its answers, given in order. */
class Ec2Server {
  readonly requests: URLSearchParams[] = [];
  private readonly server: Server;
  private answers = new Map<string, Answer[]>();

  constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const form = new URLSearchParams(body);
        this.requests.push(form);
        const answer = this.answers.get(form.get('Action') ?? '')?.shift() ?? { status: 500, body: '<Response/>' };
        response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
      });
    });
  }

  async start(): Promise<EC2Client> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return new EC2Client({ region: 'eu-central-1', endpoint: `http://127.0.0.1:${port}`, credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 3 });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  answer(answers: Readonly<Record<string, Answer[]>>): void {
    this.requests.length = 0;
    this.answers = new Map(Object.entries(answers));
  }
}

const ok = (body: string): Answer => ({ status: 200, body });
const error = (code: string, status = 400): Answer => ({ status, body: `<Response><Errors><Error><Code>${code}</Code><Message>said EC2</Message></Error></Errors><RequestID>1</RequestID></Response>` });
const prefixList = (id: string, name: string, owner = 'AWS') => `<item><addressFamily>IPv4</addressFamily><ownerId>${owner}</ownerId><prefixListId>${id}</prefixListId><prefixListName>${name}</prefixListName><state>create-complete</state></item>`;
const prefixLists = (items: string, next = '') => ok(`<DescribeManagedPrefixListsResponse><requestId>1</requestId><prefixListSet>${items}</prefixListSet>${next}</DescribeManagedPrefixListsResponse>`);
const DEFAULT_GROUP = ok(`<DescribeSecurityGroupsResponse><requestId>1</requestId><securityGroupInfo><item><ownerId>111122223333</ownerId><groupId>sg-1</groupId><groupName>default</groupName><vpcId>vpc-1</vpcId>
  <ipPermissions><item><ipProtocol>-1</ipProtocol><groups><item><userId>111122223333</userId><groupId>sg-1</groupId></item></groups><ipRanges/><ipv6Ranges/><prefixListIds/></item></ipPermissions>
  <ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><groups/><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges><ipv6Ranges/><prefixListIds/></item></ipPermissionsEgress></item></securityGroupInfo></DescribeSecurityGroupsResponse>`);
const REVOKED = ok('<RevokeSecurityGroupIngressResponse><requestId>1</requestId><return>true</return></RevokeSecurityGroupIngressResponse>');

const ec2 = new Ec2Server();
let client: EC2Client;
beforeAll(async () => {
  client = await ec2.start();
});
afterAll(async () => {
  client.destroy();
  await ec2.stop();
});

test('reads every page of prefix lists, and only those that AWS owns', async () => {
  ec2.answer({ DescribeManagedPrefixLists: [
    prefixLists(prefixList('pl-1', 'com.amazonaws.eu-central-1.s3'), '<nextToken>more</nextToken>'),
    prefixLists(prefixList('pl-2', 'com.amazonaws.eu-central-1.dynamodb') + prefixList('pl-3', 'com.amazonaws.eu-central-1.s3', '999999999999')),
  ] });
  await expect(ec2VpcApi(client).managedPrefixLists()).resolves.toEqual([{ id: 'pl-1', name: 'com.amazonaws.eu-central-1.s3' }, { id: 'pl-2', name: 'com.amazonaws.eu-central-1.dynamodb' }]);
  expect(ec2.requests.map((form) => [form.get('Filter.1.Name'), form.get('Filter.1.Value.1'), form.get('NextToken')])).toEqual([['owner-id', 'AWS', null], ['owner-id', 'AWS', 'more']]);
});

test('gives rules back to EC2 as EC2 gave them', async () => {
  ec2.answer({ DescribeSecurityGroups: [DEFAULT_GROUP], RevokeSecurityGroupIngress: [REVOKED], RevokeSecurityGroupEgress: [REVOKED] });
  const api = ec2VpcApi(client);
  const { ingress, egress } = await api.rules('sg-1');
  await api.revokeIngress('sg-1', ingress);
  await api.revokeEgress('sg-1', egress);
  const [, first, second] = ec2.requests;
  expect([first?.get('GroupId'), first?.get('IpPermissions.1.Groups.1.GroupId'), first?.get('IpPermissions.1.IpProtocol')]).toEqual(['sg-1', 'sg-1', '-1']);
  expect(second?.get('IpPermissions.1.IpRanges.1.CidrIp')).toBe('0.0.0.0/0');
});

test('tries again when throttled', async () => {
  ec2.answer({ DescribeSecurityGroups: [error('RequestLimitExceeded', 503), DEFAULT_GROUP] });
  await expect(ec2VpcApi(client).rules('sg-1')).resolves.toMatchObject({ ingress: [{ IpProtocol: '-1' }] });
});

test('takes a rule that is gone already for revoked, and passes every other error on', async () => {
  ec2.answer({ RevokeSecurityGroupIngress: [error('InvalidPermission.NotFound')], RevokeSecurityGroupEgress: [error('UnauthorizedOperation', 403)] });
  await expect(ec2VpcApi(client).revokeIngress('sg-1', [])).resolves.toBeUndefined();
  await expect(ec2VpcApi(client).revokeEgress('sg-1', [])).rejects.toThrow('said EC2');
});

test('fails when EC2 does not know the group', async () => {
  ec2.answer({ DescribeSecurityGroups: [ok('<DescribeSecurityGroupsResponse><requestId>1</requestId><securityGroupInfo/></DescribeSecurityGroupsResponse>')] });
  await expect(ec2VpcApi(client).rules('sg-1')).rejects.toThrow('EC2 knows no security group sg-1');
});
