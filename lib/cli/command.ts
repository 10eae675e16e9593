import type { Terminal } from './terminal';

/** What a command ends with; a script can rely on it. */
export const EXIT = {
  /** Done; what was to be judged holds. */
  ok: 0,
  /** Refused, not verified, or not possible now. */
  refused: 1,
  /** The command, a file or a value given to it is wrong; nothing was done. */
  badInput: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An option of a command, as the help shows it. */
export interface OptionDescription {
  readonly describe: string;
  /** Placeholder of its value, such as `<file>`. @default - a switch without value */
  readonly value?: string;
  /** @default false */
  readonly required?: boolean;
  /** May be given more than once. @default false */
  readonly multiple?: boolean;
}

/** What the user gave, checked against the description. */
export interface CommandInput {
  readonly positionals: readonly string[];
  /** Value of an option that takes one. */
  text(option: string): string | undefined;
  /** All values of an option that may be repeated. */
  texts(option: string): readonly string[];
  /** Whether a switch was given. */
  flag(option: string): boolean;
}

/** One command: `secure-ai <words…>`. New commands are added to the list in commands.ts and need nothing else. */
export interface Command {
  /** Words that call it: `['model', 'publish']`. */
  readonly words: readonly string[];
  readonly summary: string;
  /** Names of the arguments without a dash, each required: `<dir>`. @default - none */
  readonly positionals?: readonly string[];
  /** Name of an argument that may be repeated, after the others: `<path…>`. At least one is required. @default - none */
  readonly repeated?: string;
  readonly options: Readonly<Record<string, OptionDescription>>;
  /** Lines after the options: examples, notes. @default - none */
  readonly notes?: readonly string[];
  run(input: CommandInput, terminal: Terminal): Promise<ExitCode>;
}
