import { renderVerdict, sentence } from '../../assurance/prose';
import { countsOf, standingOf, type Verification } from '../../assurance/verify';

const ORDER = ['refuted', 'unknown', 'acknowledged', 'proved'] as const;

/** What was asked and answered, for a terminal: what is open first, the sum last. */
export function renderVerification(verification: Verification, all: boolean): string {
  const { checks, assumptions, stale, facts } = verification;
  const counts = countsOf(verification);
  const shown = ORDER.filter((standing) => all || standing === 'refuted' || standing === 'unknown');
  const open = shown.flatMap((standing) => checks.filter((check) => standingOf(check) === standing).flatMap((check) => [...renderVerdict(check), '']));
  const idle = stale.map(({ id, path, logicalId }) => `acknowledgement of ${id} at ${path ?? logicalId ?? ''} matches no finding: remove it`);
  const taken = assumptions.map((step) => `assumed: ${sentence(step)}`);
  const resources = new Set(facts.resources.map(({ template, logicalId }) => `${template}.${logicalId}`)).size;
  const sum = `${counted(facts.templates.length, 'template')}, ${counted(resources, 'resource')}: ${counts.proved} proved, ${counts.refuted} refuted, ${counts.unknown} unknown, ${counts.acknowledged} acknowledged, ${counts['not-applicable']} not applicable`;
  return [...open, ...taken, ...idle, sum].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
