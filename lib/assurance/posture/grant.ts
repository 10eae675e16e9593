import type { Policy, Statement } from '../iam/policy';
import type { Labels } from './labels';
import { actionTexts, conditionText } from './wording';

/** One right, or the refusal of one. Lists are sorted; equal grants are put together. */
export interface Grant {
  readonly who: readonly string[];
  readonly effect: 'may' | 'may not';
  readonly actions: readonly string[];
  readonly on: readonly string[];
  /** All of these must hold. */
  readonly when: readonly string[];
  /** In some states of the templates' conditions only. */
  readonly sometimes: boolean;
}

/** A statement as grants of one principal on one resource each. */
export function grantsOf(policy: Policy, labels: Labels, who: (statement: Statement) => readonly string[], on: (statement: Statement) => readonly string[]): readonly Grant[] {
  return policy.statements.flatMap((statement) => {
    const when = statement.conditions.map((condition) => conditionText(condition, labels)).sort();
    const actions = actionTexts(statement.action);
    return who(statement).flatMap((each) => on(statement).map((resource): Grant => (
      { who: [each], effect: statement.effect === 'Allow' ? 'may' : 'may not', actions, on: [resource], when, sometimes: false })));
  });
}

/** Marks what some states have and others do not. */
export function ofStates(states: readonly (readonly Grant[])[]): readonly Grant[] {
  const seen = new Map<string, { readonly grant: Grant; count: number }>();
  for (const state of states) {
    for (const grant of new Map(together(state, 'actions').map((each) => [JSON.stringify(each), each])).values()) {
      const key = JSON.stringify(grant);
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { grant, count: 1 });
      else known.count += 1;
    }
  }
  return [...seen.values()].map(({ grant, count }) => (count < states.length ? { ...grant, sometimes: true } : grant));
}

/** Puts grants together that differ in one list only. */
export function together(grants: readonly Grant[], list: 'who' | 'actions' | 'on'): readonly Grant[] {
  const groups = new Map<string, Grant>();
  for (const grant of grants) {
    const key = JSON.stringify({ ...grant, [list]: [] });
    const known = groups.get(key);
    groups.set(key, { ...grant, [list]: [...new Set([...(known?.[list] ?? []), ...grant[list]])].sort() });
  }
  return [...groups.values()];
}

export function sorted(grants: readonly Grant[]): readonly Grant[] {
  const key = ({ who, effect, actions, on, when }: Grant): string => JSON.stringify([who, effect, actions, on, when]);
  return [...grants].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
