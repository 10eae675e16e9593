import { knownAction } from '../metadata';
import type { Policy } from '../policy';
import { principalKeys, type RequestPrincipal } from '../principal';
import type { AccessRequest } from '../request';
import type { PrincipalCase } from './principal-cases';
import { keyOf, type Schema } from './schema';
import type { Point } from './search-requests';
import { ACTION, RESOURCE } from './statement-formula';

/** The request at a point, as a person would write it. */
export function requestAt(point: Point, one: PrincipalCase, schema: Schema, policies: readonly Policy[]): AccessRequest {
  const principal = one.build(point);
  return {
    principal,
    action: nameOf(point.get(ACTION)?.[0] ?? 'service:action', policies),
    resource: point.get(RESOURCE)?.[0] ?? '*',
    context: contextOf(point, principal, schema),
  };
}

export function printable(request: AccessRequest): unknown {
  return { ...request, context: Object.fromEntries(request.context) };
}

/** The keys of a point; absent ones are named only where the principal would bring them along. */
function contextOf(point: Point, principal: RequestPrincipal, schema: Schema): ReadonlyMap<string, readonly string[]> {
  const derived = new Set([...principalKeys(principal).keys()].map((key) => key.toLowerCase()));
  const context = new Map<string, readonly string[]>();
  for (const [dimension, values] of point) {
    const key = keyOf(dimension);
    if (key !== undefined && (values.length > 0 || derived.has(key))) context.set(schema.nameOf(key), values);
  }
  return context;
}

/** The action as AWS writes it, where it is known. */
function nameOf(action: string, policies: readonly Policy[]): string {
  return knownAction(action)?.name ?? asWritten(action, policies);
}

/** The action in the case in which policies write its parts. */
function asWritten(action: string, policies: readonly Policy[]): string {
  let written = action;
  for (const pattern of policies.flatMap((policy) => policy.statements.flatMap((statement) => statement.action.patterns))) {
    for (const part of pattern.split(/[*?]/)) {
      const at = part.length < 3 ? -1 : written.toLowerCase().indexOf(part.toLowerCase());
      if (at >= 0) written = written.slice(0, at) + part + written.slice(at + part.length);
    }
  }
  return written;
}
