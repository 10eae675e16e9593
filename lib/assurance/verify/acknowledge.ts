import type { Check } from '../check';
import type { Acknowledgement, Template } from '../template';

/** Ids under which checks are acknowledged: `SecureAi::SecureAi-<name>` as pack and plugin report them, or `SecureAi::<name>`. */
const OURS = /^SecureAi::(?:SecureAi-)?(.+)$/;

/** What a finding is acknowledged by: the rule or requirement, with `[<finding>]` where it has several answers and `[unknown]` where it has none. */
export function nameOf({ id, finding, verdict }: Pick<Check, 'id' | 'finding' | 'verdict'>): string {
  const part = finding ?? (verdict.kind === 'unknown' ? 'unknown' : undefined);
  return part === undefined ? id : `${id}[${part}]`;
}

interface Placed extends Acknowledgement {
  /** Names of the template and of those nested in it. */
  readonly templates: readonly string[];
}

export interface Acknowledged {
  readonly checks: readonly Check[];
  /** Acknowledgements of ours that matched no finding, or a finding that is none any more. */
  readonly stale: readonly Acknowledgement[];
}

/**
 * Marks the findings that somebody answers for: an acknowledgement counts for its own finding, at its own resource, until its last day.
 * @param today YYYY-MM-DD; left out, expiry is not judged
 */
export function acknowledged(checks: readonly Check[], templates: readonly Template[], today?: string): Acknowledged {
  const made = templates.flatMap(placed).filter(({ id }) => OURS.test(id));
  const used = new Set<Placed>();
  const marked = checks.map((check) => {
    if (check.verdict.kind !== 'refuted' && check.verdict.kind !== 'unknown') return check;
    const found = made.find((acknowledgement) => covers(acknowledgement, check));
    if (found === undefined) return check;
    used.add(found);
    const { templates: _, ...acknowledgement } = found;
    return found.expires !== undefined && today !== undefined && found.expires < today ? { ...check, lapsed: acknowledgement } : { ...check, acknowledgement };
  });
  return { checks: marked, stale: made.filter((acknowledgement) => !used.has(acknowledgement)).map(({ templates: _, ...acknowledgement }) => acknowledgement) };
}

function covers({ id, path, logicalId, templates }: Placed, check: Check): boolean {
  const { subject } = check;
  if (subject === undefined || OURS.exec(id)?.[1] !== nameOf(check)) return false;
  return templates.includes(subject.template) && (path === undefined ? subject.logicalId === logicalId : subject.path === path);
}

function placed(template: Template): readonly Placed[] {
  const nested = [...template.nested.values()];
  return [...template.acknowledgements.map((acknowledgement) => ({ ...acknowledgement, templates: namesOf(template) })), ...nested.flatMap(placed)];
}

function namesOf(template: Template): readonly string[] {
  return [template.name, ...[...template.nested.values()].flatMap(namesOf)];
}
