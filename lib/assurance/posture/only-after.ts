import { inCurrentVersion, policyOf } from '../access/documents';
import { decide } from '../iam/decide';
import type { Condition, Statement } from '../iam/policy';
import type { RequestPrincipal } from '../iam/principal';
import { prove, type RequestRegion } from '../iam/prove';
import type { AccessRequest, PolicyInput, RequestPolicies } from '../iam/request';
import type { Step } from '../verdict';

/** A change of the policies that have a say in some requests: those of an identity, or of a resource. */
export interface PolicyChange {
  readonly before: Omit<RequestPolicies, 'endpoint'>;
  readonly after: Omit<RequestPolicies, 'endpoint'>;
  /** @default everybody */
  readonly principals?: readonly RequestPrincipal[];
  readonly action?: RequestRegion['action'];
  readonly resource?: RequestRegion['resource'];
  /** Who is allowed only what the policy of the resource grants: everybody, or whoever is not of its account. */
  readonly resourceDecides: 'everybody' | 'outsiders' | 'nobody';
}

export type OnlyAfter =
  | { readonly kind: 'found'; readonly request: AccessRequest }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly because: readonly Step[] };

/**
 * A request that is allowed after a change and was not before. It was not because a statement denied it, or because a layer that had to allow it did not:
 * each of these is one question to the prover about what the policies allow afterwards. Each witness is replayed on both sides.
 */
export function onlyAfter(change: PolicyChange): OnlyAfter {
  const doubts: Step[] = [];
  for (const limit of limitsBefore(change)) {
    const { principals, action, resource, after } = change;
    const region: RequestRegion = { ...(principals === undefined ? {} : { principals }), ...(action === undefined ? {} : { action }), ...(resource === undefined ? {} : { resource }), conditions: limit.conditions };
    const verdict = prove(region, passing(after, limit.statements), GREEDY);
    if (verdict.kind === 'unknown') doubts.push(...verdict.because);
    if (verdict.kind !== 'refuted') continue;
    const { request } = verdict.witness;
    const [was, is] = [change.before, after].map((each) => decide(request, each, GREEDY));
    if (is?.kind === 'allow' && (was?.kind === 'deny' || was?.kind === 'implicit-deny')) return { kind: 'found', request };
    doubts.push({ code: 'UndecidedBefore', decision: was?.kind, action: request.action, resource: request.resource });
  }
  return doubts.length > 0 ? { kind: 'unknown', because: doubts } : { kind: 'none' };
}

/** Both sides read wildcards in one way, so that what the same text covers is the same. */
const GREEDY = { wildcards: 'greedy' } as const;

/** Requests that were refused: statements that they must pass besides, and what must hold of them. */
interface Limit {
  readonly statements: readonly Statement[];
  readonly conditions: readonly Condition[];
}

/** Of statements that stand on both sides, none makes a difference: whatever an old Allow covers was allowed, whatever a Deny that stays covers is denied. */
function limitsBefore({ before, after, resourceDecides }: PolicyChange): readonly Limit[] {
  /** Whatever these policies do not allow; nothing where those of afterwards allow no more by any statement. */
  const beyond = (read: (policies: PolicyChange['before']) => readonly (PolicyInput | undefined)[], conditions: readonly Condition[] = []): readonly Limit[] => {
    const [was, is] = [before, after].map((policies) => statementsOf(read(policies), 'Allow'));
    const known = new Set(was?.map(spelled));
    if (read(after).every((input) => input !== undefined && !('unresolved' in input)) && is?.every((statement) => known.has(spelled(statement)))) return [];
    return [{ statements: [ALLOW_ALL, ...(was ?? []).map(asDeny)], conditions }];
  };
  const every = ({ identity, permissionsBoundary, resource }: PolicyChange['before']): readonly (PolicyInput | undefined)[] => [...identity, permissionsBoundary, resource?.policy];
  const staying = new Set(statementsOf(every(after), 'Deny').map(spelled));
  const lifted = statementsOf(every(before), 'Deny').filter((statement) => !staying.has(spelled(statement)));
  const owner = before.resource?.ownerAccount;
  const outside: readonly Condition[] = resourceDecides === 'outsiders' && owner !== undefined ? [{ operator: 'StringNotEquals', ifExists: false, key: 'aws:PrincipalAccount', values: [owner] }] : [];
  return [
    ...(resourceDecides === 'nobody' ? beyond(({ identity }) => identity) : beyond(({ resource }) => [resource?.policy], outside)),
    ...(before.permissionsBoundary === undefined ? [] : beyond(({ permissionsBoundary }) => [permissionsBoundary])),
    ...lifted.map((statement): Limit => ({ statements: [asAllow(statement)], conditions: [] })),
  ];
}

function statementsOf(inputs: readonly (PolicyInput | undefined)[], effect: Statement['effect']): readonly Statement[] {
  return inputs.flatMap((input) => {
    const policy = input === undefined ? undefined : policyOf(input);
    return policy === undefined ? [] : inCurrentVersion(policy).statements.filter((statement) => statement.effect === effect);
  });
}

/** What a statement says, wherever it stands. */
function spelled({ effect, principal, action, resource, conditions }: Statement): string {
  return JSON.stringify([effect, principal, action, resource, conditions]);
}

const EVERYBODY = { not: false, everyone: true, aws: [], service: [], federated: [], canonicalUser: [] } as const;
const EVERYTHING = { not: false, patterns: ['*'] } as const;
const ALLOW_ALL: Statement = { index: 0, effect: 'Allow', principal: EVERYBODY, action: EVERYTHING, resource: EVERYTHING, conditions: [] };

/** Statements of identity policies are about whoever asks. */
function asDeny(statement: Statement): Statement {
  return { ...statement, principal: statement.principal ?? EVERYBODY, effect: 'Deny' };
}

function asAllow(statement: Statement): Statement {
  return { ...statement, principal: statement.principal ?? EVERYBODY, effect: 'Allow' };
}

/** Requests that pass the statements as they would those of an endpoint. */
function passing(policies: RequestPolicies, statements: readonly Statement[]): RequestPolicies {
  return { ...policies, endpoint: { version: '2012-10-17', statements: statements.map((statement, index) => ({ ...statement, index })) } };
}
