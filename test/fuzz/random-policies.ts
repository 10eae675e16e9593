import type { Condition, Policy, PrincipalElement, Statement } from '../../lib/assurance/iam/policy';
import type { RequestPrincipal } from '../../lib/assurance/iam/principal';
import type { AccessRequest, KmsGrant, RequestPolicies } from '../../lib/assurance/iam/request';
import type { RequestRegion } from '../../lib/assurance/iam/prove';

/** A repeatable source of choices. */
export class Dice {
  constructor(private state: number) {}

  /** From 0 inclusive to 1 exclusive. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.next() * items.length)] ?? items[0];
  }

  some<Item>(items: readonly [Item, ...Item[]], most: number): readonly Item[] {
    return Array.from({ length: 1 + Math.floor(this.next() * most) }, () => this.pick(items));
  }
}

const HOME = '111122223333';
const AWAY = '444455556666';

const ACTIONS = ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject', 's3:ListBucket', 'ec2:RunInstances', 'kms:Decrypt', 'sts:AssumeRole'] as const;
const ACTION_PATTERNS = ['*', 's3:*', 's3:Get*', 's3:?etObject', 'S3:getobject', 's3:*Object*', 'ec2:*', '*:*', ...ACTIONS] as const;
const RESOURCES = [
  'arn:aws:s3:::data/alice/x',
  'arn:aws:s3:::data/bob/x',
  'arn:aws:s3:::data/a:b',
  'arn:aws:s3:::logs',
  `arn:aws:ec2:us-east-1:${HOME}:instance/i-1`,
  `arn:aws:ec2:us-east-1:${AWAY}:instance/i-2`,
  `arn:aws:kms:us-east-1:${HOME}:key/k`,
  '⟦S.Data.Arn⟧',
  '⟦S.Data.Arn⟧/a',
  'arn:⟦AWS::Partition⟧:s3:::⟦S.Data.Ref⟧/x',
  'arn:⟦AWS::Partition⟧:kms:us-east-1:⟦AWS::AccountId⟧:key/k',
  '*',
] as const;
const RESOURCE_PATTERNS = [
  '*',
  'arn:aws:s3:::data/*',
  'arn:aws:s3:::*/x',
  'arn:aws:s3:*',
  'arn:*',
  'arn:aws:*:us-east-1:*',
  'arn:aws:*:instance/i-?',
  'arn:aws:s3:::data/${aws:username}/*',
  'arn:aws:s3:::data/${aws:PrincipalTag/team}/*',
  "arn:aws:s3:::data/${aws:PrincipalTag/team, 'alice'}/*",
  'arn:aws:s3:::data/${*}',
  '⟦S.Data.Arn⟧/*',
  '⟦S.Logs.Arn⟧*',
  'arn:*:s3:::⟦S.Data.Ref⟧/*',
  ...RESOURCES,
] as const;

const PRINCIPALS: readonly [RequestPrincipal, ...RequestPrincipal[]] = [
  { kind: 'user', arn: `arn:aws:iam::${HOME}:user/alice` },
  { kind: 'user', arn: `arn:aws:iam::${HOME}:user/bob` },
  { kind: 'user', arn: `arn:aws:iam::${AWAY}:user/eve` },
  { kind: 'role-session', roleArn: `arn:aws:iam::${HOME}:role/Admin`, sessionName: 'session' },
  { kind: 'role-session', roleArn: '⟦S.Role.Arn⟧', sessionName: 'session' },
  { kind: 'role-session', roleArn: `arn:aws:iam::${HOME}:role/aws-service-role/logs.amazonaws.com/Linked`, sessionName: 'session' },
  { kind: 'federated-user', arn: `arn:aws:sts::${HOME}:federated-user/fay`, userArn: `arn:aws:iam::${HOME}:user/alice` },
  { kind: 'federated', provider: 'cognito-identity.amazonaws.com' },
  { kind: 'root', account: HOME },
  { kind: 'root', account: '⟦AWS::AccountId⟧', partition: '⟦AWS::Partition⟧' },
  { kind: 'service', name: 'logs.amazonaws.com' },
  { kind: 'anonymous' },
];
const NAMED = [
  HOME,
  AWAY,
  `arn:aws:iam::${HOME}:root`,
  `arn:aws:iam::${HOME}:user/alice`,
  `arn:aws:iam::${AWAY}:user/eve`,
  `arn:aws:iam::${HOME}:role/Admin`,
  `arn:aws:sts::${HOME}:assumed-role/Admin/session`,
  `arn:aws:sts::${HOME}:federated-user/fay`,
  '⟦S.Role.Arn⟧',
  '⟦S.Else.Arn⟧',
  'arn:⟦AWS::Partition⟧:iam::⟦AWS::AccountId⟧:root',
] as const;

interface Key {
  readonly name: string;
  readonly operators: readonly [string, ...string[]];
  readonly policyValues: readonly [string, ...string[]];
  readonly values: readonly [string, ...string[]];
  readonly exact: string;
  readonly many?: boolean;
  /** Every request has it. */
  readonly always?: boolean;
}

const TEXTS = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'] as const;

const KEYS: readonly [Key, ...Key[]] = [
  { name: 'aws:PrincipalTag/team', operators: TEXTS, policyValues: ['alice', 'Bob', 'b*', '*o*', '${aws:username}', 'a?ice', '⟦S.Team.Ref⟧'], values: ['alice', 'bob', 'BOB', 'zoe', '⟦S.Team.Ref⟧'], exact: 'StringEquals' },
  { name: 'aws:ResourceTag/owner', operators: TEXTS, policyValues: ['alice', '${aws:PrincipalTag/team}', '${aws:username}', 'x-${aws:PrincipalTag/team}-*', 'bob', '⟦S.Team.Ref⟧-*'], values: ['alice', 'bob', 'x-bob-1', '⟦S.Team.Ref⟧-1'], exact: 'StringEquals' },
  { name: 'aws:SourceIp', operators: ['IpAddress', 'NotIpAddress'], policyValues: ['10.0.0.0/8', '10.1.0.0/16', '192.0.2.7', '2001:db8::/32', '0.0.0.0/0'], values: ['10.1.2.3', '10.9.9.9', '192.0.2.7', '2001:db8::1'], exact: 'IpAddress' },
  { name: 'aws:SecureTransport', operators: ['Bool'], policyValues: ['true', 'false'], values: ['true', 'false'], exact: 'Bool', always: true },
  { name: 's3:max-keys', operators: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'], policyValues: ['5', '10', '10.5', '-1'], values: ['5', '7', '10', '11', '10.5'], exact: 'NumericEquals' },
  { name: 'aws:CurrentTime', operators: ['DateLessThan', 'DateGreaterThan', 'DateEquals', 'DateGreaterThanEquals', 'DateNotEquals'], policyValues: ['2026-01-01T00:00:00Z', '2027-01-01', '1767225600'], values: ['2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', '2028-01-01T00:00:00Z'], exact: 'DateEquals', always: true },
  { name: 'aws:TagKeys', operators: TEXTS, policyValues: ['env', 'cost*', 'team'], values: ['env', 'cost-1', 'team', 'other'], exact: 'StringEquals', many: true },
  { name: 'aws:SourceArn', operators: ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals'], policyValues: ['arn:aws:s3:::data', `arn:aws:*:*:${HOME}:*`, 'arn:aws:sns:*:*:t?', '⟦S.Topic.Arn⟧'], values: ['arn:aws:s3:::data', `arn:aws:sns:us-east-1:${HOME}:t1`, '⟦S.Topic.Arn⟧'], exact: 'ArnEquals' },
  { name: 'aws:PrincipalArn', operators: ['ArnLike', 'ArnNotLike', 'StringEquals', 'StringLike', 'StringNotLike'], policyValues: [`arn:aws:iam::${HOME}:role/*`, '*alice', `arn:aws:iam::${HOME}:user/alice`, '⟦S.Role.Arn⟧'], values: [''], exact: 'StringEquals' },
  { name: 'aws:PrincipalAccount', operators: ['StringEquals', 'StringNotEquals'], policyValues: [HOME, AWAY, '⟦AWS::AccountId⟧'], values: [''], exact: 'StringEquals' },
  { name: 'kms:EncryptionContext:tenant', operators: TEXTS, policyValues: ['t1', '${aws:PrincipalTag/team}'], values: ['t1', 't2', 'alice'], exact: 'StringEquals' },
];
/** Follow from the principal. */
const DERIVED = ['aws:PrincipalArn', 'aws:PrincipalAccount'];

const OBJECT = /^(?:arn:[^:]+:s3:::[^/:]+\/.+|⟦S\.Data\.Arn⟧\/.+)$/;
/** What the actions of this vocabulary take and carry, read off the service authorization reference by hand. */
const DOCUMENTED: { readonly [action: string]: { readonly shapes: readonly RegExp[]; readonly keys: readonly string[] } } = {
  's3:GetObject': { shapes: [OBJECT], keys: [] },
  's3:GetObjectTagging': { shapes: [OBJECT], keys: [] },
  's3:PutObject': { shapes: [OBJECT], keys: [] },
  's3:ListBucket': { shapes: [/^(?:arn:[^:]+:s3:::[^/:]+|⟦S\.Data\.Arn⟧)$/], keys: ['s3:max-keys'] },
  'ec2:RunInstances': { shapes: [/:instance\/.+$/], keys: [] },
  'kms:Decrypt': { shapes: [/:key\/.+$/], keys: ['kms:EncryptionContext:tenant'] },
};

function randomCondition(dice: Dice): Condition {
  const key = dice.pick(KEYS);
  const name = dice.chance(0.2) ? key.name.toUpperCase() : key.name;
  if (dice.chance(0.12)) return { operator: 'Null', ifExists: false, key: name, values: [dice.pick(['true', 'false'])] };
  const quantifier = key.many === true ? (dice.chance(0.9) ? dice.pick(['ForAllValues', 'ForAnyValue'] as const) : undefined) : undefined;
  return { operator: dice.pick(key.operators), ...(quantifier === undefined ? {} : { quantifier }), ifExists: dice.chance(0.2), key: name, values: dice.some(key.policyValues, 2) };
}

function randomPrincipalElement(dice: Dice): PrincipalElement {
  if (dice.chance(0.3)) return { not: false, everyone: true, aws: [], service: [], federated: [], canonicalUser: [] };
  const [service, federated] = ['logs.amazonaws.com', 'cognito-identity.amazonaws.com'].map((name) => (dice.chance(0.25) ? [name] : []));
  return { not: dice.chance(0.15), everyone: false, aws: dice.some(NAMED, 2), service: service ?? [], federated: federated ?? [], canonicalUser: [] };
}

function randomStatement(dice: Dice, index: number, withPrincipal: boolean): Statement {
  return {
    index,
    effect: dice.chance(0.65) ? 'Allow' : 'Deny',
    ...(withPrincipal ? { principal: randomPrincipalElement(dice) } : {}),
    action: { not: dice.chance(0.12), patterns: dice.some(ACTION_PATTERNS, 2) },
    resource: { not: dice.chance(0.12), patterns: dice.some(RESOURCE_PATTERNS, 2) },
    conditions: Array.from({ length: Math.floor(dice.next() * dice.next() * 4) }, () => randomCondition(dice)),
  };
}

/** Few texts, many overlaps: Allow, Deny and conditions meet each other. */
export function randomPolicy(dice: Dice, withPrincipal = false, most = 3): Policy {
  const statements = Array.from({ length: 1 + Math.floor(dice.next() * most) }, (_, index) => randomStatement(dice, index, withPrincipal));
  return { version: dice.chance(0.9) ? '2012-10-17' : '2008-10-17', statements };
}

export function randomPolicies(dice: Dice): RequestPolicies {
  const open: Policy = {
    version: '2012-10-17',
    statements: [{ index: 0, effect: 'Allow', action: { not: false, patterns: ['*'] }, resource: { not: false, patterns: ['*'] }, conditions: [] }],
  };
  return {
    identity: [...(dice.chance(0.3) ? [open] : [randomPolicy(dice)]), ...(dice.chance(0.03) ? [{ name: 'elsewhere', unresolved: { code: 'NotAtHand' } }] : [])],
    ...(dice.chance(0.2) ? { permissionsBoundary: randomPolicy(dice) } : {}),
    ...(dice.chance(0.1) ? { session: [randomPolicy(dice)] } : {}),
    ...(dice.chance(0.5) ? { resource: { policy: randomPolicy(dice, true), ...(dice.chance(0.5) ? { ownerAccount: dice.pick([HOME, AWAY]) } : {}) } } : {}),
    ...(dice.chance(0.2) ? { scps: [[open, randomPolicy(dice, false, 1)]] } : {}),
    ...(dice.chance(0.1) ? { rcps: [[open, randomPolicy(dice, false, 1)]] } : {}),
    ...(dice.chance(0.1) ? { endpoint: randomPolicy(dice, true) } : {}),
    ...(dice.chance(0.1) ? { kmsGrants: [randomGrant(dice)] } : {}),
  };
}

function randomGrant(dice: Dice): KmsGrant {
  return {
    granteePrincipal: dice.pick([`arn:aws:iam::${HOME}:role/Admin`, `arn:aws:iam::${AWAY}:user/eve`, 'logs.amazonaws.com', '⟦S.Role.Arn⟧']),
    key: `arn:aws:kms:us-east-1:${HOME}:key/k`,
    operations: ['Decrypt'],
    ...(dice.chance(0.3) ? { encryptionContextSubset: { tenant: 't1' } } : {}),
  };
}

export function randomRequest(dice: Dice): AccessRequest {
  const context = new Map<string, readonly string[]>();
  for (const key of KEYS) {
    if (DERIVED.includes(key.name) || dice.chance(0.35)) continue;
    context.set(key.name, key.many === true ? [...new Set(dice.some(key.values, 3))] : [dice.pick(key.values)]);
  }
  return { principal: dice.pick(PRINCIPALS), action: dice.pick(ACTIONS), resource: dice.pick(RESOURCES), context };
}

/** A request that AWS documents: a resource that the action takes, keys that it carries, and those that every request has. */
export function randomDocumentedRequest(dice: Dice): AccessRequest {
  for (;;) {
    const request = randomRequest(dice);
    const { shapes = [], keys = [] } = DOCUMENTED[request.action] ?? {};
    if (!shapes.some((shape) => shape.test(request.resource))) continue;
    const context = new Map([...request.context].filter(([key]) => !/^(?:s3|kms):/.test(key) || keys.includes(key)));
    for (const key of KEYS) if (key.always === true && !context.has(key.name)) context.set(key.name, [dice.pick(key.values)]);
    return { ...request, context };
  }
}

/** The region that holds one request only, as far as the keys of this vocabulary go. */
export function regionOf(request: AccessRequest): RequestRegion {
  const conditions = KEYS.filter(({ name }) => !DERIVED.includes(name)).flatMap(({ name, exact, many }): readonly Condition[] => {
    const values = request.context.get(name);
    if (values === undefined) return [{ operator: 'Null', ifExists: false, key: name, values: ['true'] }];
    if (many !== true) return [{ operator: exact, ifExists: false, key: name, values: [...values] }];
    const each = [...values].map((value): Condition => ({ operator: exact, quantifier: 'ForAnyValue', ifExists: false, key: name, values: [value] }));
    return [{ operator: exact, quantifier: 'ForAllValues', ifExists: false, key: name, values: [...values] }, ...each];
  });
  return {
    principals: [request.principal],
    action: { not: false, patterns: [request.action] },
    resource: { not: false, patterns: [request.resource === '*' ? '${*}' : request.resource] },
    conditions,
  };
}
