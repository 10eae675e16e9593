import { existsSync, readFileSync } from 'node:fs';
import { BASELINE, parseRequirements, PLATFORM, type Requirement } from '../../assurance/requirements';
import { PACKS, type Rule } from '../../assurance/rules';
import { loadAssembly, type FactsOptions, type Template } from '../../assurance/template';
import { throwProblems, type Problem } from '../../contract/platform-error';
import type { CommandInput, OptionDescription } from '../command';

/** Options of every command that reads templates. */
export const TEMPLATE_OPTIONS: Readonly<Record<string, OptionDescription>> = {
  account: { value: '<id>', describe: 'account of the deployment, where the templates do not tell it' },
  region: { value: '<name>', describe: 'region of the deployment, where the templates do not tell it' },
  parameter: { value: '<template>.<name>=<value>', describe: 'value of a parameter; default: its default, which is listed as an assumption', multiple: true },
};

export const CHECK_OPTIONS: Readonly<Record<string, OptionDescription>> = {
  ...TEMPLATE_OPTIONS,
  pack: { value: '<name>', describe: `rules and promises to ask: ${[...Object.keys(PACKS), 'baseline', 'platform', 'all'].join(', ')}; default all, which is every pack but platform`, multiple: true },
  requirements: { value: '<file>', describe: 'requirements of your own, YAML or JSON', multiple: true },
  strict: { describe: 'something unknown fails as well' },
  today: { value: '<YYYY-MM-DD>', describe: 'day on which acknowledgements are judged; default: today' },
};

/** What is asked. */
export interface Questions {
  readonly rules: readonly Rule[];
  readonly requirements: readonly Requirement[];
}

export function templatesOf({ positionals }: CommandInput): readonly Template[] {
  return loadAssembly(positionals);
}

export function factsOptionsOf(input: CommandInput): FactsOptions {
  const account = input.text('account');
  const region = input.text('region');
  const problems: Problem[] = [];
  if (account !== undefined && !/^[0-9]{12}$/.test(account)) problems.push({ code: 'AccountMalformed', what: '--account must be 12 digits', got: account, fix: 'write the id of the account' });
  if (region !== undefined && !/^[a-z]{2,4}(?:-[a-z]+)+-[0-9]+$/.test(region)) problems.push({ code: 'RegionMalformed', what: '--region must be the name of a region', got: region, fix: 'write it such as eu-central-1' });
  const parameters: { [template: string]: { [name: string]: string } } = {};
  for (const given of input.texts('parameter')) {
    const [, template, name, value] = /^([^=]+)\.([A-Za-z0-9]+)=([\s\S]*)$/.exec(given) ?? [];
    if (template === undefined || name === undefined || value === undefined) problems.push({ code: 'ParameterMalformed', what: '--parameter must be <template>.<name>=<value>', got: given, fix: 'write it such as Network.VpcCidr=10.0.0.0/16' });
    else parameters[template] = { ...parameters[template], [name]: value };
  }
  throwProblems(problems);
  return { ...(account === undefined ? {} : { accountId: account }), ...(region === undefined ? {} : { region }), parameters };
}

export function questionsOf(input: CommandInput): Questions {
  const named = input.texts('pack');
  const known = [...Object.keys(PACKS), 'baseline', 'platform', 'all'];
  throwProblems(named.filter((name) => !known.includes(name)).map((name) => ({ code: 'PackUnknown', what: `--pack must be one of ${known.join(', ')}`, got: name, fix: 'correct its name' })));
  const asked = (name: string): boolean => named.includes(name) || (name !== 'platform' && (named.length === 0 || named.includes('all')));
  return {
    rules: Object.entries(PACKS).flatMap(([name, rules]) => (asked(name) ? rules : [])),
    requirements: [...(asked('baseline') ? BASELINE : []), ...(asked('platform') ? PLATFORM : []), ...input.texts('requirements').flatMap((file) => parseRequirements(textOf(file, 'a file of requirements'), file))],
  };
}

/** Today, or the day that the user names. */
export function dayOf(input: CommandInput, now: number): string {
  const day = input.text('today') ?? new Date(now).toISOString().slice(0, 10);
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  throwProblems(valid ? [] : [{ code: 'DayMalformed', what: '--today must be a calendar date YYYY-MM-DD', got: day, fix: 'write it such as 2027-01-31' }]);
  return day;
}

export function formatOf(input: CommandInput, formats: readonly string[]): string {
  const format = input.text('format') ?? formats[0] ?? '';
  throwProblems(formats.includes(format) ? [] : [{ code: 'FormatUnknown', what: `--format must be one of ${formats.join(', ')}`, got: format, fix: 'correct its name' }]);
  return format;
}

export function textOf(file: string, what: string): string {
  throwProblems(existsSync(file) ? [] : [{ code: 'FileNotFound', what: `${what} must exist`, got: file, fix: 'name an existing file' }]);
  return readFileSync(file, 'utf8');
}
