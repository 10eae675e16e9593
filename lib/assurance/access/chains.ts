import { principalMatches, notPrincipalMatches } from '../iam/principal-match';
import { prove } from '../iam/prove';
import type { RequestPolicies } from '../iam/request';
import { policyOf } from './documents';
import type { AccessModel, Holder } from './model';

export interface Step {
  readonly to: Holder;
  /** False where it cannot be told whether the step is allowed. */
  readonly certain: boolean;
}

/**
 * Who can take which role, step by step. Whether a step is allowed is asked of the prover, over everything that the caller may choose to send along:
 * an external id or a tag is no secret to whoever holds the caller.
 */
export class Chains {
  private readonly known = new Map<Holder, readonly Step[]>();

  constructor(private readonly roles: readonly Holder[], private readonly policiesFor: (from: Holder, to: Holder) => RequestPolicies) {}

  from(holder: Holder): ReturnType<AccessModel['reachableFrom']> {
    const reached = new Map<Holder, { readonly via: readonly string[]; readonly certain: boolean }>([[holder, { via: [], certain: true }]]);
    for (const certain of [true, false]) this.spread(holder, reached, certain);
    return [...reached].map(([to, how]) => ({ holder: to, ...how }));
  }

  /** Breadth first, so that each chain is a shortest one; the second pass also follows steps that are not certain. */
  private spread(start: Holder, reached: Map<Holder, { readonly via: readonly string[]; readonly certain: boolean }>, certain: boolean): void {
    const visited = new Set([start]);
    let edge: readonly { readonly holder: Holder; readonly via: readonly string[] }[] = [{ holder: start, via: [] }];
    while (edge.length > 0) {
      edge = edge.flatMap(({ holder, via }) => this.steps(holder).flatMap(({ to, certain: sure }) => {
        if (visited.has(to) || (certain && !sure)) return [];
        visited.add(to);
        if (!reached.has(to)) reached.set(to, { via, certain });
        return [{ holder: to, via: [...via, to.id] }];
      }));
    }
  }

  private steps(from: Holder): readonly Step[] {
    const known = this.known.get(from) ?? this.roles.flatMap((to) => (to === from || !mayTrust(to, from) ? [] : this.step(from, to)));
    this.known.set(from, known);
    return known;
  }

  private step(from: Holder, to: Holder): readonly Step[] {
    const region = { principals: [from.principal], action: { not: false, patterns: ['sts:AssumeRole'] }, resource: { not: false, patterns: [to.arn] } };
    const { kind } = prove(region, this.policiesFor(from, to));
    return kind === 'refuted' ? [{ to, certain: true }] : kind === 'unknown' ? [{ to, certain: false }] : [];
  }
}

/** Most roles trust services only: those need no proof. */
function mayTrust({ trust }: Holder, { principal, permissionsBoundary }: Holder): boolean {
  const policy = trust === undefined ? undefined : policyOf(trust);
  if (policy === undefined) return true;
  return policy.statements.some(({ effect, principal: element }) => effect === 'Allow' && (element === undefined
    || (element.not ? notPrincipalMatches(element, effect, principal, permissionsBoundary !== undefined) : principalMatches(element, principal)).result !== 'no'));
}
