import type { Report, ReportProblem } from './report';

export interface Judgement {
  /** 0 only when nothing is open. */
  readonly exitCode: 0 | 1;
  /** Everything that makes it 1, findings apart: those are in the report. */
  readonly problems: readonly ReportProblem[];
  /** The first day on which something expires. */
  readonly nextExpiry?: string;
}

/** Judges a report on a day (YYYY-MM-DD): open findings, problems, and what has expired. */
export function judge(report: Report, today: string): Judgement {
  const expired = [
    ...report.acknowledgements.flatMap(({ id, path, expires }) => (expires === undefined ? [] : dateProblem(`the acknowledgement of ${id}`, 'AcknowledgementExpired', path, expires, today))),
    ...report.weakenings.flatMap(({ control, path, expires }) => dateProblem(`the weakening of ${control}`, 'WeakeningExpired', path, expires, today)),
  ];
  const problems = [...report.problems, ...expired];
  const expiries = [...report.acknowledgements.flatMap(({ expires }) => expires ?? []), ...report.weakenings.map(({ expires }) => expires)].filter((expires) => expires >= today).sort();
  return { exitCode: problems.length + report.findings.length === 0 ? 0 : 1, problems, nextExpiry: expiries[0] };
}

function dateProblem(subject: string, code: string, where: string, expires: string, today: string): ReportProblem[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(expires)) return [{ code: 'ExpiryUnreadable', what: `${subject} has no calendar date as its expiry`, where, fix: 'write YYYY-MM-DD' }];
  return expires < today ? [{ code, what: `${subject} expired on ${expires}`, where, fix: 'look at it again: remove it, or justify it until a later day' }] : [];
}
