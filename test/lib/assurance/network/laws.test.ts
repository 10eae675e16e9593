import fc from 'fast-check';
import { disagreements, nameOf, pairs } from './agreement';
import { randomTable } from './random-network';
import { judge, type Table } from './table';

/** What can be taken out of a network without opening anything: what remains of each must be no more open than before. */
type Change = (table: Table) => readonly Table[];

const RANK = { proved: 0, 'not-applicable': 0, unknown: 1, refuted: 2 } as const;

function without(table: Table, ...ids: readonly string[]): Table {
  return Object.fromEntries(Object.entries(table).filter(([id]) => !ids.includes(id)));
}

function withProperties(table: Table, id: string, properties: Readonly<Record<string, string | number | boolean>>): Table {
  const [type, own] = table[id] ?? ['', {}];
  return { ...table, [id]: [type, { ...own, ...properties }] };
}

function ofType(table: Table, ...types: readonly string[]): readonly string[] {
  return Object.keys(table).filter((id) => types.includes(table[id]?.[0] ?? ''));
}

const property = (table: Table, id: string, key: string): unknown => table[id]?.[1][key];

const CHANGES: Readonly<Record<string, Change>> = {
  'a rule of a security group less': (table) => ofType(table, 'EC2::SecurityGroupIngress', 'EC2::SecurityGroupEgress').map((id) => without(table, id)),
  'a rule for fewer ports': (table) => ofType(table, 'EC2::SecurityGroupIngress', 'EC2::SecurityGroupEgress').map((id) => withProperties(table, id, { ToPort: Number(property(table, id, 'FromPort')) })),
  'a rule for fewer addresses': (table) => ofType(table, 'EC2::SecurityGroupIngress', 'EC2::SecurityGroupEgress').filter((id) => property(table, id, 'CidrIp') === '0.0.0.0/0')
    .map((id) => withProperties(table, id, { CidrIp: '10.0.0.0/16' })),
  'an entry that allows less': (table) => ofType(table, 'EC2::NetworkAclEntry').filter((id) => property(table, id, 'RuleAction') === 'allow').map((id) => without(table, id)),
  'an entry that denies more': (table) => ofType(table, 'EC2::NetworkAcl').flatMap((acl) => [true, false].map((egress): Table => ({
    ...table, Extra: ['EC2::NetworkAclEntry', { NetworkAclId: `@${acl}`, RuleNumber: 0, Egress: egress, Protocol: 6, PortRange: { From: 443, To: 40000 }, CidrBlock: '8.0.0.0/8', RuleAction: 'deny' }],
  }))),
  // a route that no wider one of its table contains: another would carry its packets instead
  'a route less': (table) => ofType(table, 'EC2::Route').filter((id) => property(table, id, 'DestinationCidrBlock') === '0.0.0.0/0').map((id) => without(table, id)),
  'a gateway less': (table) => [...ofType(table, 'EC2::VPCGatewayAttachment').map((id) => without(table, id)), without(table, ...ofType(table, 'EC2::VPCPeeringConnection'), 'Back', 'There')]
    .filter((changed) => ofType(changed, 'EC2::Route').every((id) => property(changed, id, 'VpcPeeringConnectionId') === undefined || changed.Peering !== undefined)),
  'a public address less': (table) => ofType(table, 'EC2::Instance').filter((id) => property(table, id, 'NetworkInterfaces') !== undefined).map((id): Table => closed(table, id)),
};

function closed(table: Table, id: string): Table {
  const cards = property(table, id, 'NetworkInterfaces');
  const [card] = Array.isArray(cards) ? cards : [];
  return { ...table, [id]: ['EC2::Instance', { NetworkInterfaces: [{ ...(typeof card === 'object' && card !== null ? card : {}), AssociatePublicIpAddress: false }] }] };
}

describe.each(Object.entries(CHANGES))('%s', (_, change) => {
  test('never opens a path, and one more never closes one', () => {
    fc.assert(fc.property(randomTable, fc.nat(), (table, choice) => {
      const changed = change(table);
      const after = changed[choice % Math.max(changed.length, 1)];
      fc.pre(after !== undefined);
      const [open, tight] = [judge(table), judge(after ?? table)];
      const opened = pairs().filter(([from, to]) => {
        const [was, is] = [open, tight].map((reach) => RANK[reach.paths(nameOf(from), nameOf(to)).kind]);
        return (is ?? 0) > (was ?? 0);
      });
      expect(opened).toEqual([]);
    }), { numRuns: 4 });
  });
});

test('the engine agrees with a simulator that sends single packets, and each witness arrives in it', () => {
  const tally = { proved: 0, refuted: 0, unknown: 0 };
  fc.assert(fc.property(randomTable, (table) => {
    expect(disagreements(table, tally)).toEqual([]);
  }), { numRuns: 20 });
  expect(Math.min(tally.proved, tally.refuted)).toBeGreaterThan(0);
});

test('taking away exactly what a cut names closes the path, and putting one thing back opens it', () => {
  let cuts = 0;
  fc.assert(fc.property(randomTable, (table) => {
    const reach = judge(table);
    for (const [from, to] of pairs()) {
      const verdict = reach.paths(nameOf(from), nameOf(to));
      const named = verdict.kind === 'refuted' ? verdict.because.find(({ code }) => code === 'ClosedWithout')?.remove : undefined;
      if (!Array.isArray(named)) continue;
      const ids = named.map(String);
      // what EC2 makes by itself is not in the table to be taken away
      if (ids.some((id) => /\/default-|\/main-/.test(id))) continue;
      cuts += 1;
      const left = (removed: readonly string[]): string => judge(removed.reduce(removedOne, table)).paths(nameOf(from), nameOf(to)).kind;
      expect([from, to, ids, left(ids)]).not.toEqual([from, to, ids, 'refuted']);
      if (ids.length > 1) for (const id of ids) expect([from, to, ids, id, left(ids.filter((other) => other !== id))]).toEqual([from, to, ids, id, 'refuted']);
    }
  }), { numRuns: 10 });
  expect(cuts).toBeGreaterThan(0);
});

/** `T.Rule3` is a resource, `T.Instance1/public-address` the address of one. */
function removedOne(table: Table, id: string): Table {
  const [resource = '', part] = id.replace(/^T\./, '').split('/');
  if (part === 'public-address') return closed(table, resource);
  if (resource === 'Peering') return without(table, ...ofType(table, 'EC2::Route').filter((route) => property(table, route, 'VpcPeeringConnectionId') !== undefined), resource);
  return part === undefined ? without(table, resource) : table;
}
