import { countsOf, verify, type Verification } from '../../assurance/verify';
import { EXIT, type CommandInput, type ExitCode } from '../command';
import type { Terminal } from '../terminal';
import { dayOf, factsOptionsOf, questionsOf, templatesOf } from './input';

/** Asks the questions that a command's input names. */
export function verified(input: CommandInput, terminal: Terminal): Verification {
  const questions = questionsOf(input);
  return verify(templatesOf(input), { ...questions, facts: factsOptionsOf(input), today: dayOf(input, terminal.now()) });
}

/** 1 when something is refuted and nobody answers for it; `--strict` takes what is unknown, and an acknowledgement of nothing, for that too. */
export function exitOf(verification: Verification, input: CommandInput): ExitCode {
  const { refuted, unknown } = countsOf(verification);
  return refuted > 0 || (input.flag('strict') && unknown + verification.stale.length > 0) ? EXIT.refused : EXIT.ok;
}
