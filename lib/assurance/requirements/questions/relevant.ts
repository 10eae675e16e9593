import type { RequestRegion } from '../../iam/prove';
import type { Policy, PrincipalElement, Statement } from '../../iam/policy';
import type { RequestPrincipal } from '../../iam/principal';
import type { PolicyInput, RequestPolicies } from '../../iam/request';

/** The policies without statements that have no bearing on requests of the region: about other actions, other resources of the templates, or other principals of theirs. */
export function relevantTo(region: RequestRegion, policies: RequestPolicies): RequestPolicies {
  const of = (input: PolicyInput): PolicyInput => only(region, input);
  const { identity, permissionsBoundary, session, resource, scps, rcps, endpoint } = policies;
  return {
    ...policies, identity: identity.map(of),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary: of(permissionsBoundary) }),
    ...(session === undefined ? {} : { session: session.map(of) }),
    ...(resource === undefined ? {} : { resource: { ...resource, policy: of(resource.policy) } }),
    ...(scps === undefined ? {} : { scps: scps.map((level) => level.map(of)) }),
    ...(rcps === undefined ? {} : { rcps: rcps.map((level) => level.map(of)) }),
    ...(endpoint === undefined ? {} : { endpoint: of(endpoint) }),
  };
}

function only(region: RequestRegion, input: PolicyInput): PolicyInput {
  if ('unresolved' in input) return input;
  return 'name' in input ? { ...input, policy: relevant(region, input.policy) } : relevant(region, input);
}

function relevant({ action, resource, principals }: RequestRegion, policy: Policy): Policy {
  const statements = policy.statements.filter((statement) => actionsMeet(action, statement.action) && resourcesMeet(resource, statement.resource) && meansOne(principals, statement.principal));
  return { ...policy, statements };
}

function actionsMeet(asked: RequestRegion['action'], own: Statement['action']): boolean {
  if (asked === undefined || asked.not || own.not) return true;
  return own.patterns.some((pattern) => asked.patterns.some((other) => mayMeet(pattern.toLowerCase(), other.toLowerCase())));
}

function resourcesMeet(asked: RequestRegion['resource'], own: Statement['resource']): boolean {
  if (asked === undefined || asked.not || own === undefined || own.not) return true;
  return own.patterns.some((pattern) => asked.patterns.some((other) => !apartByName(pattern, other)));
}

/** An element that names roles of the templates means none but those. */
function meansOne(principals: readonly RequestPrincipal[] | undefined, element: PrincipalElement | undefined): boolean {
  if (principals === undefined || element === undefined || element.not || element.everyone) return true;
  if (element.service.length + element.federated.length + element.canonicalUser.length > 0) return true;
  return element.aws.some((text) => principals.some((principal) => principal.kind !== 'role-session' || !rolesApart(text, principal.roleArn)));
}

const ROLE = /^arn:[^:]*:iam::([^:]*):role\/(?:[^\u27E6]*\/)?\u27E6([^\u27E6\u27E7.]+\.[^\u27E6\u27E7.]+)\.[A-Za-z]+\u27E7$/;

/** Roles of the templates in one account: each has a name of its own there, whatever its path. */
function rolesApart(one: string, other: string): boolean {
  const [a, b] = [ROLE.exec(one), ROLE.exec(other)];
  return a !== null && b !== null && a[1] === b[1] && a[2] !== b[2];
}

const NAMED = /^([^\u27E6]*)\u27E6([^\u27E6\u27E7.]+\.[^\u27E6\u27E7.]+)\.([A-Za-z]+)\u27E7(?:[/:]|$)/;

/**
 * Whether two texts start alike and go on with the names of two different resources, as `arn:aws:s3:::⟦Data.Raw.Ref⟧/*` and `arn:aws:s3:::⟦Data.Curated.Ref⟧` do.
 * Such names are not told, but no two resources that are named alike can have the same one.
 */
export function apartByName(one: string, other: string): boolean {
  const [a, b] = [NAMED.exec(one), NAMED.exec(other)];
  return a !== null && b !== null && a[1] === b[1] && a[3] === b[3] && a[2] !== b[2];
}

/** Whether some text matches both patterns; symbols may stand for anything. */
export function mayMeet(one: string, other: string): boolean {
  if (one.includes('\u27E6') || other.includes('\u27E6')) return true;
  const [start, otherStart] = [one, other].map((pattern) => pattern.slice(0, pattern.search(/[*?]|$/)));
  if (start === undefined || otherStart === undefined || !(start.startsWith(otherStart) || otherStart.startsWith(start))) return false;
  // which rests of the other are left once some of the one is matched, as positions
  let places = new Set(skipped(other, 0));
  for (const char of one) {
    const next = new Set<number>();
    for (const place of places) {
      const own = other[place];
      if (char === '*') for (let after = place; after <= other.length; after += 1) next.add(after);
      else if (own === '*') next.add(place);
      else if (own !== undefined && (own === '?' || char === '?' || own === char)) next.add(place + 1);
    }
    places = new Set([...next].flatMap((place) => skipped(other, place)));
  }
  return places.has(other.length);
}

/** The position, and those after the stars that stand there. */
function skipped(pattern: string, place: number): readonly number[] {
  return pattern[place] === '*' ? [place, ...skipped(pattern, place + 1)] : [place];
}
