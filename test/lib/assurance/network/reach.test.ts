import { BASE, group, instance, network } from './cases';

const RESOURCES = `${BASE}
${group('Gate', { in: '{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref Open }' })}
${group('Store', { in: '{ IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref Gate }' })}
${instance('Gateway', 'Private', 'Gate')}${instance('Database', 'Private', 'Store')}${instance('Idle', 'Private', 'Closed')}
  Alb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: [!Ref Public], SecurityGroups: [!Ref Open] } }
  Front: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: !Ref Alb, Port: 443, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }] } }
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: !Ref Vpc, Port: 8080, Protocol: HTTP, Targets: [{ Id: !Ref Gateway }] } }
  Fn: { Type: 'AWS::Lambda::Function', Properties: {} }
`;
const { reach } = network(RESOURCES);

test('a witness is a chain of packets, each with what admits it and its answer', () => {
  const verdict = reach.paths('internet', 'T.Gateway');
  expect(verdict.kind === 'refuted' ? verdict.witness.hops : verdict).toEqual([
    expect.objectContaining({
      from: 'internet', to: 'T.Alb', way: 'internet-gateway', protocol: 'tcp', port: 443, source: '1.0.0.0', destination: '10.0.1.4',
      admittedBy: expect.arrayContaining([{ stage: 'DestinationSecurityGroup', by: 'T.Open/SecurityGroupIngress/0' }, { stage: 'Gateway', by: 'T.Attached' }]),
      answerAdmittedBy: expect.arrayContaining([{ stage: 'AnswerRoute', by: 'T.PublicRoute' }]),
    }),
    expect.objectContaining({ from: 'T.Alb', to: 'T.Gateway', way: 'local', port: 8080, because: ['T.Front', 'T.Targets'] }),
  ]);
});

test('an admission that nothing doubts carries no doubt', () => {
  const verdict = reach.paths('internet', 'T.Gateway');
  const admitted = verdict.kind === 'refuted' ? verdict.witness.hops.flatMap((hop) => [...hop.admittedBy, ...hop.answerAdmittedBy]) : [];
  expect(admitted.length).toBeGreaterThan(3);
  expect(admitted.every(({ doubt }) => doubt === undefined)).toBe(true);
});

test('a proof names for each way every stage that is enough to close it', () => {
  const verdict = reach.paths('internet', 'T.Idle');
  const closers = JSON.stringify(verdict.because);
  expect(verdict.kind).toBe('proved');
  for (const code of ['NoSecurityGroupRuleLetsIn', 'NoRouteBack', 'NoPublicAddress']) expect(closers).toContain(code);
});

test.each([
  ['T.Gateway', 'proved'],
  ['T.Alb', 'proved'],
  ['T.Idle', 'refuted'],
])('the internet gets to the database only through %s, were every workload taken over: %s', (through, expected) => {
  expect(reach.mustPass('internet', 'T.Database', through).kind).toBe(expected);
});

test('by itself the network does not lead to the database, but a gateway that is taken over does', () => {
  expect(reach.paths('internet', 'T.Database').kind).toBe('proved');
  expect(reach.paths('internet', 'T.Database', { through: 'workloads' }).kind).toBe('refuted');
  expect(reach.paths('internet', 'T.Database', { through: 'workloads', avoid: ['T.Gateway'] }).kind).toBe('proved');
});

test('who reaches a target: each source once for each chain of relays, and those outside of any VPC are marked', () => {
  const lines = reach.whoReaches('T.Gateway').map(({ from, via, traffic, kind, outsideVpc }) => [from, via, traffic, kind, outsideVpc]);
  expect(lines).toEqual([
    ['T.Alb', [], 'tcp 8080', 'reaches', false],
    ['T.Database', ['T.Alb'], 'tcp 8080', 'reaches', false],
    ['T.Fn', ['T.Alb'], 'tcp 8080', 'reaches', true],
    ['T.Gateway', ['T.Alb'], 'tcp 8080', 'reaches', false],
    ['internet', ['T.Alb'], 'tcp 8080', 'reaches', false],
  ]);
});

test('what a source reaches', () => {
  expect(reach.reachableFrom('T.Gateway').map(({ to, via, traffic }) => [to, via, traffic])).toEqual([
    ['T.Alb', [], 'tcp 443'],
    ['T.Database', [], 'tcp 5432'],
    ['T.Gateway', ['T.Alb'], 'tcp 8080'],
  ]);
});

test('ends by group, subnet, VPC and member', () => {
  const kinds = ['T.Gate', 'T.Private', 'T.Vpc'].map((to) => reach.paths('internet', to).kind);
  expect(kinds).toEqual(['refuted', 'refuted', 'refuted']);
  expect(reach.paths('T.Private', 'internet').kind).toBe('proved');
});
