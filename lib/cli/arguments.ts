import { parseArgs } from 'node:util';
import { throwProblems, type Problem } from '../contract/platform-error';
import type { Command, CommandInput } from './command';

/** Reads what follows the command's words. Throws with every problem at once. */
export function parseInput(command: Command, args: readonly string[]): CommandInput {
  const where = `secure-ai ${command.words.join(' ')}`;
  const fix = `see ${where} --help`;
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => [name, { type: option.value === undefined ? 'boolean' as const : 'string' as const, multiple: option.multiple ?? false }]),
  );
  const { tokens, values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });

  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = command.options[token.name];
    if (option === undefined) {
      problems.push({ code: 'OptionUnknown', what: `${token.rawName} is not an option`, where, fix });
      continue;
    }
    if (option.value !== undefined && (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--')))) {
      problems.push({ code: 'OptionValueMissing', what: `--${token.name} needs a value ${option.value}`, where, fix });
    }
    if (option.value === undefined && token.value !== undefined) problems.push({ code: 'OptionValueUnexpected', what: `--${token.name} takes no value`, got: token.value, where, fix });
    if (seen.has(token.name) && option.multiple !== true) problems.push({ code: 'OptionRepeated', what: `--${token.name} may be given once`, where, fix });
    seen.add(token.name);
  }
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required === true && !seen.has(name)) problems.push({ code: 'OptionMissing', what: `--${name} ${option.value ?? ''} is required`.replace('  ', ' '), where, fix });
  }
  const expected = command.positionals ?? [];
  if (command.repeated === undefined ? positionals.length !== expected.length : positionals.length <= expected.length) {
    const named = [...expected, ...(command.repeated === undefined ? [] : [command.repeated])];
    problems.push({ code: 'ArgumentCount', what: named.length === 0 ? 'no further argument is expected' : `expected ${named.join(' ')}`, got: positionals, where, fix });
  }
  throwProblems(problems);

  const all = (name: string): string[] => [values[name]].flat().filter((value) => typeof value === 'string');
  return { positionals, text: (name) => all(name).at(-1), texts: all, flag: (name) => values[name] === true };
}
