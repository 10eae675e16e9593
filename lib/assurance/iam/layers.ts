import type { RequestPrincipal } from './principal';
import type { MeantAs } from './principal-match';
import type { Layer, LayerReport, PolicyInput, RequestPolicies } from './request';
import { applied, judgeStatement, type Asked, type PolicyPlace } from './statement';
import { all, any, type Trilean } from './trilean';

/** Services whose resources RCPs were made for at first; the list has grown since, so for others an RCP that limits is not relied on. */
export const RCP_SERVICES = ['s3', 'sts', 'kms', 'sqs', 'secretsmanager'];

export interface Layers {
  readonly identity: LayerReport;
  readonly boundary?: LayerReport;
  readonly session?: LayerReport;
  readonly resource?: LayerReport;
  readonly scps: readonly LayerReport[];
  readonly rcps: readonly LayerReport[];
  readonly endpoint?: LayerReport;
}

/** @param policies those that have a say for the principal */
export function judgeLayers(policies: RequestPolicies, asked: Asked): Layers {
  const attached = (layer: Layer, inputs: readonly PolicyInput[], level?: number) => judgeLayer(layer, inputs, 'attached', asked, level);
  const { identity, permissionsBoundary, session, resource, scps = [], endpoint } = policies;
  return {
    identity: attached('identity', identity),
    ...(permissionsBoundary === undefined ? {} : { boundary: attached('permissions-boundary', [permissionsBoundary]) }),
    ...(session === undefined ? {} : { session: attached('session', session) }),
    ...(resource === undefined ? {} : { resource: judgeLayer('resource', [resource.policy], 'resource', asked) }),
    scps: scps.map((level, depth) => attached('scp', level, depth)),
    rcps: rcpLayers(policies, asked),
    ...(endpoint === undefined ? {} : { endpoint: judgeLayer('endpoint', [endpoint], 'resource', asked) }),
  };
}

export function layerList(layers: Layers): readonly LayerReport[] {
  const { identity, boundary, session, resource, scps, rcps, endpoint } = layers;
  return [...scps, ...rcps, endpoint, resource, identity, boundary, session].flatMap((layer) => (layer === undefined ? [] : [layer]));
}

/** Whether Allow statements of the layer mean the principal by that name. */
export function grantsTo(layer: LayerReport | undefined, name: MeantAs): Trilean {
  if (layer === undefined) return 'no';
  const statements = layer.statements.map((statement): Trilean => (statement.effect === 'Allow' ? (statement.meant?.[name] ?? statement.applies) : 'no'));
  return any([...statements, layer.unresolved.length > 0 ? 'unknown' : 'no']);
}

function judgeLayer(layer: Layer, inputs: readonly PolicyInput[], place: PolicyPlace, asked: Asked, level?: number): LayerReport {
  const unresolved = inputs.flatMap((input) => ('unresolved' in input ? [{ code: 'PolicyUnresolved', policy: input.name, cause: input.unresolved }] : []));
  const statements = inputs.flatMap((input, position) => {
    if ('unresolved' in input) return [];
    const name = 'name' in input ? input.name : (input.id ?? `${layer}[${position}]`);
    const policy = 'name' in input ? input.policy : input;
    return policy.statements.map((statement) => judgeStatement(statement, policy, name, place, asked));
  });
  const missing: Trilean = unresolved.length > 0 ? 'unknown' : 'no';
  const of = (effect: 'Allow' | 'Deny'): Trilean => any([applied(statements, effect), missing]);
  return { layer, ...(level === undefined ? {} : { level }), allows: of('Allow'), denies: of('Deny'), statements, unresolved };
}

function rcpLayers(policies: RequestPolicies, asked: Asked): readonly LayerReport[] {
  const service = asked.action.slice(0, asked.action.indexOf(':')).toLowerCase();
  if (asked.action.toLowerCase() === 'kms:retiregrant') return [];
  const reports = (policies.rcps ?? []).map((level, depth) => judgeLayer('rcp', level, 'attached', asked, depth));
  return RCP_SERVICES.includes(service) ? reports : reports.map((report) => ({ ...report, allows: doubtful(report.allows, 'yes'), denies: doubtful(report.denies, 'no') }));
}

/** An RCP of a service that may not heed it says nothing but what it would say anyway. */
function doubtful(found: Trilean, harmless: Trilean): Trilean {
  return found === harmless ? found : 'unknown';
}

/** What the principal may do by its own policies: identity policies within the boundary and the session's policies. The root user may do everything. */
export function identitySide(layers: Layers, principal: RequestPrincipal): Trilean {
  switch (principal.kind) {
    case 'root':
      return 'yes';
    case 'user':
    case 'role-session':
      return all([layers.identity.allows, limits(layers)]);
    case 'federated-user':
      // a token of GetFederationToken without session policy has no permissions of its own
      return all([layers.identity.allows, limits(layers), layers.session?.allows ?? 'no']);
    case 'federated':
    case 'service':
    case 'anonymous':
      return 'no';
  }
}

/** Boundary and session policies, which limit what a role is granted. */
export function limits(layers: Layers): Trilean {
  return all([layers.boundary?.allows ?? 'yes', layers.session?.allows ?? 'yes']);
}
