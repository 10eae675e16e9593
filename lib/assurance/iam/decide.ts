import { sameText } from '../template/symbols';
import type { Step } from '../verdict';
import { RequestContext } from './context';
import { judgeLayers, layerList, type Layers } from './layers';
import { accountOf, accountOfArn, principalKeys } from './principal';
import type { AccessRequest, DecideOptions, Decision, LayerReport, RequestPolicies, StatementReference } from './request';
import { crossAccountRoutes, isAssumption, outsiderRoutes, ruleFor, sameAccountRoutes, type Route } from './routes';
import type { Asked } from './statement';
import { policiesFor } from './subject-to';
import { all, any, type Trilean } from './trilean';

/**
 * Decides one request by the evaluation logic of AWS: a Deny anywhere denies; otherwise every layer that limits must allow,
 * and identity policy or resource policy (both of them across accounts) must grant.
 */
export function decide(request: AccessRequest, given: RequestPolicies, options: DecideOptions = {}): Decision {
  const policies = policiesFor(request.principal, given);
  const asked: Asked = {
    principal: request.principal,
    action: request.action,
    resource: request.resource,
    context: new RequestContext(request.context, principalKeys(request.principal)),
    wildcards: options.wildcards ?? 'bracketed',
    hasBoundary: policies.permissionsBoundary !== undefined,
  };
  const layers = judgeLayers(policies, asked);
  const { routes, granted, assumptions } = waysIn(request, policies, layers, asked);
  const reports = layerList(layers);
  const limiting = reports.filter(({ layer }) => layer === 'scp' || layer === 'rcp' || layer === 'endpoint');
  const denied = any(reports.map((report) => report.denies));
  const allowed = all([...limiting.map((report) => report.allows), granted]);
  const decision = { layers: reports, assumptions };
  if (denied === 'yes') return { kind: 'deny', decidedBy: applying(reports, 'Deny', 'yes'), because: denials(reports), ...decision };
  if (allowed === 'no') return { kind: 'implicit-deny', decidedBy: [], because: refusals(limiting, granted, routes, asked), ...decision };
  if (allowed === 'yes' && denied === 'no') {
    const open = routes.filter((route) => route.open === 'yes');
    const granting = reports.filter(({ layer }) => open.some((route) => route.layers.includes(layer)));
    return { kind: 'allow', decidedBy: applying(granting, 'Allow', 'yes'), because: open.map(({ name }) => ({ code: 'GrantedBy', route: name })), ...decision };
  }
  return { kind: 'unknown', decidedBy: [], because: doubts(reports, denied, routes, policies, asked), ...decision };
}

interface WaysIn {
  readonly routes: readonly Route[];
  readonly granted: Trilean;
  readonly assumptions: readonly string[];
}

function waysIn(request: AccessRequest, policies: RequestPolicies, layers: Layers, asked: Asked): WaysIn {
  const account = accountOf(request.principal);
  const opened = (routes: readonly Route[]): Trilean => any(routes.map((route) => route.open));
  if (account === undefined) {
    const routes = outsiderRoutes(layers, asked, policies.kmsGrants ?? []);
    return { routes, granted: opened(routes), assumptions: [] };
  }
  // the root user cannot assume roles
  if (request.principal.kind === 'root' && isAssumption(request.action)) return { routes: [], granted: 'no', assumptions: [] };
  const owner = policies.resource?.ownerAccount ?? request.resourceAccount ?? accountOfArn(request.resource);
  const grants = policies.kmsGrants ?? [];
  const same = owner === undefined ? true : sameText(owner, account);
  const assumptions = owner === undefined && request.resource !== '*' ? [`${request.resource} belongs to the principal's account`] : [];
  const inside = sameAccountRoutes(layers, asked, grants);
  const across = crossAccountRoutes(layers, asked, grants);
  if (same !== undefined) {
    const routes = same ? inside : across;
    return { routes, granted: opened(routes), assumptions };
  }
  const [one, other] = [opened(inside), opened(across)];
  return one === other ? { routes: inside, granted: one, assumptions } : { routes: [...inside, ...across], granted: 'unknown', assumptions };
}

function applying(reports: readonly LayerReport[], effect: 'Allow' | 'Deny', applies: Trilean): readonly StatementReference[] {
  return reports.flatMap(({ layer, statements }) =>
    statements
      .filter((statement) => statement.effect === effect && statement.applies === applies)
      .map(({ policy, index, sid }) => ({ layer, policy, index, ...(sid === undefined ? {} : { sid }) })),
  );
}

function denials(reports: readonly LayerReport[]): readonly Step[] {
  return applying(reports, 'Deny', 'yes').map((statement) => ({ code: 'DeniedBy', ...statement }));
}

/** Which layers that must allow do not, and that no way grants. */
function refusals(limiting: readonly LayerReport[], granted: Trilean, routes: readonly Route[], asked: Asked): readonly Step[] {
  const closed = limiting.filter((report) => report.allows === 'no').map(({ layer, level }): Step => ({ code: 'NotAllowedBy', layer, ...(level === undefined ? {} : { level }) }));
  if (granted !== 'no') return closed;
  if (asked.principal.kind === 'root' && isAssumption(asked.action)) return [...closed, { code: 'RootCannotAssumeRoles' }];
  return [...closed, { code: 'NotGranted', tried: routes.map((route) => route.name) }];
}

function doubts(reports: readonly LayerReport[], denied: Trilean, routes: readonly Route[], policies: RequestPolicies, asked: Asked): readonly Step[] {
  const statements = reports.flatMap(({ layer, statements }) =>
    statements
      .filter((statement) => statement.applies === 'unknown' && (statement.effect === 'Allow' || denied === 'unknown'))
      .map(({ policy, index, sid, effect, because }): Step => ({ code: 'StatementUndecided', layer, policy, index, sid, effect, because })),
  );
  const open = routes.filter((route) => route.open === 'unknown').map((route): Step => ({ code: 'RouteUndecided', route: route.name }));
  const missing: readonly Step[] = policies.resource === undefined && ruleFor(asked) === 'resource-policy-required' ? [{ code: 'ResourcePolicyNotGiven', resource: asked.resource }] : [];
  return [...reports.flatMap((report) => report.unresolved), ...statements, ...open, ...missing];
}
