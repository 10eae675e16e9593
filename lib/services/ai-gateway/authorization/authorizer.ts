import { statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Action, Authorizer, Target } from '../core/ports';
import type { Principal } from '../core/principal';
import type { PolicyFiles } from './policy-files';
import { parsePolicies } from './policy-set';
import { entitiesOf, principalId, uidOf } from './request';

export interface AuthorizerOptions {
  /** Groups whose members may decide approvals: `approvals.reviewerGroups` of the configuration. @default - none */
  readonly reviewerGroups?: readonly string[];
}

const REMEMBERED_DECISIONS = 20_000;
/** Characters beyond which a question is not worth its place in memory. */
const LONGEST_REMEMBERED = 2_048;

/**
 * Decides by Cedar policies. They are parsed and checked once, here; throws PlatformError with every problem of every file.
 * A policy that fails denies, and so does a question that Cedar cannot read: a `forbid` that could not be evaluated must not count as absent.
 */
export function createAuthorizer(files: PolicyFiles, { reviewerGroups = [] }: AuthorizerOptions = {}): Authorizer {
  const parsed = parsePolicies(files);
  const reviewers = new Set(reviewerGroups);
  const decisions = new Map<string, boolean>();
  const keys = new WeakMap<Principal, string>();

  const decide = (principal: Principal, action: Action, target: Target): boolean | undefined => {
    try {
      const answer = statefulIsAuthorized({
        principal: { type: 'Principal', id: principalId(principal) },
        action: { type: 'Action', id: action },
        resource: uidOf(target),
        context: {},
        entities: entitiesOf(principal, target, reviewers),
        preparsedSchemaName: parsed.schema,
        preparsedPolicySetId: parsed.policies,
        validateRequest: true,
      });
      return answer.type === 'success' && answer.response.decision === 'allow' && answer.response.diagnostics.errors.length === 0;
    } catch {
      return undefined;
    }
  };

  const keyOf = (principal: Principal): string => {
    const known = keys.get(principal);
    if (known !== undefined) return known;
    const key = JSON.stringify([principal.tenant, principal.subject, principal.groups, [...principal.scopes]]);
    keys.set(principal, key);
    return key;
  };

  return {
    allows: (principal, action, target) => {
      const key = `${questionOf(action, target)}${keyOf(principal)}`;
      const known = decisions.get(key);
      if (known !== undefined) return known;
      const decision = decide(principal, action, target);
      // What Cedar could not judge is asked again; it denies this once.
      if (decision === undefined) return false;
      if (key.length <= LONGEST_REMEMBERED) {
        if (decisions.size >= REMEMBERED_DECISIONS) for (const oldest of decisions.keys()) { decisions.delete(oldest); break; }
        decisions.set(key, decision);
      }
      return decision;
    },
  };
}

/** Every text stands behind its length, so no two questions have one key. */
function questionOf(action: Action, target: Target): string {
  const named = `${action}:${target.type}:${target.id.length}:${target.id}`;
  switch (target.type) {
    case 'Model':
    case 'Collection': return named;
    case 'Tool': return `${named}:${target.risk ?? ''}:${target.model === undefined ? '' : `${target.model.length}:${target.model}`}`;
    case 'Approval': return `${named}:${target.requestedBy === undefined ? '' : `${target.requestedBy.length}:${target.requestedBy}`}`;
  }
}
