import type { Command } from './command';

/** Help of the whole program: every command with its summary. */
export function programHelp(commands: readonly Command[]): string[] {
  const calls = commands.map((command) => [synopsis(command, false), command.summary] as const);
  return [
    'Usage: secure-ai <command> [options]',
    '',
    'Commands:',
    ...columns(calls),
    '',
    'secure-ai <command> --help tells more. Exit codes: 0 done, 1 refused or failed, 2 wrong input.',
  ];
}

export function commandHelp(command: Command): string[] {
  const options = Object.entries(command.options).map(([name, option]) => [
    `--${name}${option.value === undefined ? '' : ` ${option.value}`}`,
    `${option.describe}${option.required === true ? ' (required)' : ''}${option.multiple === true ? ' (may be repeated)' : ''}`,
  ] as const);
  return [`Usage: ${synopsis(command, true)}`, '', command.summary, '', 'Options:', ...columns([...options, ['--help', 'shows this']]), ...(command.notes === undefined ? [] : ['', ...command.notes])];
}

function synopsis(command: Command, whole: boolean): string {
  const required = Object.entries(command.options).filter(([, option]) => option.required === true).map(([name, option]) => `--${name} ${option.value ?? ''}`.trim());
  const parts = ['secure-ai', ...command.words, ...(command.positionals ?? []), ...(command.repeated === undefined ? [] : [command.repeated])];
  return (whole ? [...parts, ...required, '[options]'] : parts.slice(1)).join(' ');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
