import { PlatformError, renderProblem } from '../contract/platform-error';
import { ModelRefused } from '../services/model-signing/refusal';
import { parseInput } from './arguments';
import { EXIT, type Command, type ExitCode } from './command';
import { commandHelp, programHelp } from './help';
import type { Terminal } from './terminal';

/** More would push the first ones, which usually explain the rest, off the screen. */
const MAX_SHOWN_PROBLEMS = 20;

/** Runs one command: arguments in, exit code out. Never throws. */
export async function runCli(args: readonly string[], commands: readonly Command[], terminal: Terminal): Promise<ExitCode> {
  const command = commands.find(({ words }) => words.every((word, index) => args[index] === word));
  if (command === undefined) return withoutCommand(args, commands, terminal);
  const rest = args.slice(command.words.length);
  if (asksForHelp(rest)) {
    commandHelp(command).forEach((line) => terminal.out(line));
    return EXIT.ok;
  }
  try {
    return await command.run(parseInput(command, rest), terminal);
  } catch (error) {
    return report(error, terminal);
  }
}

function withoutCommand(args: readonly string[], commands: readonly Command[], terminal: Terminal): ExitCode {
  const asked = args.length > 0 && (asksForHelp(args) || args[0] === 'help');
  const group = commands.filter(({ words }) => words[0] === args[0]);
  const write = (line: string) => (asked ? terminal.out(line) : terminal.err(line));
  if (!asked && args.length > 0) terminal.err(`error: there is no command '${args.slice(0, 2).join(' ')}'\n`);
  programHelp(group.length > 0 ? group : commands).forEach(write);
  return asked ? EXIT.ok : EXIT.badInput;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

function report(error: unknown, terminal: Terminal): ExitCode {
  if (!PlatformError.isPlatformError(error)) {
    terminal.err(`failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    return EXIT.refused;
  }
  const refused = ModelRefused.isModelRefused(error);
  for (const problem of error.problems.slice(0, MAX_SHOWN_PROBLEMS)) terminal.err(`${refused ? 'refused' : 'error'}: ${renderProblem(problem)}`);
  const hidden = error.problems.length - MAX_SHOWN_PROBLEMS;
  if (hidden > 0) terminal.err(`… and ${hidden} more`);
  return refused ? EXIT.refused : EXIT.badInput;
}
