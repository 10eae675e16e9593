import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { throwProblems, type Problem } from '../../lib/contract/platform-error';

/** Why a default is weakened, who answers for it and until when. */
export interface Justification {
  /** Why the weaker choice is acceptable here. At least ten characters. */
  readonly reason: string;
  /** Who answers for it: a team or role, not a person's name. */
  readonly owner: string;
  /** Last day on which it holds, as `YYYY-MM-DD`. Judged by the report, never by synthesis: the same input gives the same template. */
  readonly expires: string;
}

/** Key of the construct metadata under which weakenings are found in the assembly. */
export const WEAKENING_METADATA = 'secure-ai-platform:weakening';

/** Lists what is wrong with a justification; an empty list when nothing is. */
export function justificationProblems(justification: Justification, where: string): Problem[] {
  const problems: Problem[] = [];
  if (!Token.isUnresolved(justification.reason) && justification.reason.trim().length < 10) {
    problems.push({ code: 'JustificationReasonTooShort', what: "'reason' must say why, in at least ten characters", got: justification.reason, where, fix: 'write the reason a reviewer would ask for' });
  }
  if (justification.owner.trim() === '') {
    problems.push({ code: 'JustificationOwnerMissing', what: "'owner' must name the team that answers for it", got: justification.owner, where, fix: 'name a team or role' });
  }
  if (!isCalendarDate(justification.expires)) {
    problems.push({ code: 'JustificationExpiryInvalid', what: "'expires' must be a calendar date YYYY-MM-DD", got: justification.expires, where, fix: 'give the last day on which it holds, such as 2027-03-31' });
  }
  return problems;
}

/**
 * Records that a control is weaker than its default, so that the report can list it and judge its expiry.
 * @param control what is weakened, as a stable PascalCase name
 */
export function recordWeakening(construct: IConstruct, control: string, justification: Justification): void {
  throwProblems(justificationProblems(justification, construct.node.path));
  construct.node.addMetadata(WEAKENING_METADATA, { control, reason: justification.reason, owner: justification.owner, expires: justification.expires });
}

function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
