import type { Answer } from '../answer';
import type { QuestionContext } from '../context';
import type { Question } from '../requirement';
import { judgeAllowed } from './allowed';
import { judgeDenied } from './denied';
import { judgeNoEscalation } from './escalation';
import { judgeExists, judgeNone } from './exists';
import { judgeNoPath, judgeOnlyThrough } from './paths';
import { judgeReachedOnlyBy, judgeReachesOnly } from './reach';
import { judgeRules } from './rules';

/** What a question comes to in one state of the templates. */
export function judge(question: Question, context: QuestionContext): readonly Answer[] {
  switch (question.kind) {
    case 'no-path':
      return judgeNoPath(question, context);
    case 'only-through':
      return judgeOnlyThrough(question, context);
    case 'reaches-only':
      return judgeReachesOnly(question, context);
    case 'reached-only-by':
      return judgeReachedOnlyBy(question, context);
    case 'denied':
      return judgeDenied(question, context);
    case 'no-escalation':
      return judgeNoEscalation(question, context);
    case 'allowed':
      return judgeAllowed(question, context);
    case 'exists':
      return judgeExists(question, context);
    case 'none':
      return judgeNone(question, context);
    case 'rules':
      return judgeRules(question, context);
  }
}
