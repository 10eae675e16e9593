import { judge } from './judge';
import { LIMITS, type Report } from './report';
import { acknowledgementSummary, dollars, fill, kilobytes, nextCommand } from './summary';

const WIDTH = 100;
const LABEL = 16;
/** Lines for findings and problems; the page has them all. */
const MOST_OPEN = 8;
const MOST_STACKS = 14;
const MOST_COSTS = 6;

export interface ScreenOptions {
  /** Today as YYYY-MM-DD. */
  readonly today: string;
  /** Whether to colour. See `coloursWanted`. */
  readonly colour: boolean;
  /** What was asked of the templates and answered, and the page that shows it. @default - nothing was asked */
  readonly proofs?: Proofs;
  /** Where the page was written, as the user would open it. @default - no page */
  readonly page?: string;
}

/** How the questions to the templates were answered. */
export interface Proofs {
  readonly proved: number;
  readonly refuted: number;
  readonly unknown: number;
  readonly acknowledged: number;
  /** The evidence page, as the user would open it. */
  readonly page: string;
}

/** Colours only for a terminal, and not where NO_COLOR is set. */
export function coloursWanted(isTerminal: boolean, environment: { readonly [name: string]: string | undefined }): boolean {
  return isTerminal && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
}

/** The first screen: at most about 45 lines of 100 columns. */
export function renderScreen(report: Report, options: ScreenOptions): string {
  const { exitCode, problems } = judge(report, options.today);
  const paint = painter(options.colour);
  const verdict = exitCode === 0 ? paint('green', 'PASS  nothing is open') : paint('red', `OPEN  ${counted(report.findings.length, 'finding')}, ${counted(problems.length, 'problem')}`);
  const next = nextCommand(report, options.today);
  const lines = [
    paint('bold', printable(report.title)),
    verdict,
    '',
    ...stackLines(report, paint),
    '',
    ...row('Findings', report.packs.map(({ name, open }) => `${name} ${open}`).join(' · '), paint),
    ...(options.proofs === undefined ? [] : row('Proofs', proofsText(options.proofs), paint)),
    ...row('Acknowledged', acknowledgementSummary(report, options.today), paint),
    ...row('Weakened', report.weakenings.length === 0 ? 'nothing' : report.weakenings.map(({ control, owner, expires }) => `${control} until ${expires} (${owner})`).join(' · '), paint),
    ...row('Outputs', report.outputs.length === 0 ? 'none' : report.outputs.map(({ name }) => name).join(' · '), paint, 2),
    ...row('Left running', `${dollars(report.cost.monthly)} USD a month while nobody calls (us-east-1 list prices)`, paint),
    ...costLines(report),
    ...openLines(report, problems.map(({ code, what, where, fix }) => `${what}${where === undefined ? '' : ` at ${where}`}; ${fix} [${code}]`), paint),
    '',
    ...(options.page === undefined ? [] : row('Page', options.page, paint)),
    ...row('Next', `${next.command}   ${next.why}`, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function proofsText({ proved, refuted, unknown, acknowledged, page }: Proofs): string {
  return `${proved} proved · ${refuted} refuted · ${unknown} unknown · ${acknowledged} acknowledged · ${page}`;
}

function stackLines(report: Report, paint: Paint): string[] {
  const shown = report.stacks.slice(0, MOST_STACKS);
  const width = Math.max(10, ...shown.map(({ path }) => path.length));
  const lines = shown.map((stack, index) => {
    const full = fill(stack.resources, stack.bytes);
    const text = `${String(index + 1).padStart(3)}  ${cut(printable(stack.path), 34).padEnd(Math.min(34, width))}  ${String(stack.resources).padStart(4)} resources ${kilobytes(stack.bytes).padStart(5)} KB  ${bar(full)}`;
    return full > 1 ? paint('red', text) : text;
  });
  const total = report.stacks.reduce((sum, { resources }) => sum + resources, 0);
  return [
    paint('bold', `${counted(report.stacks.length, 'stack')}, ${counted(total, 'resource')}, in the order of deployment`) + paint('dim', `   (limits: ${LIMITS.resources} resources, ${LIMITS.bytes / 1024} KB)`),
    ...lines,
    ...(report.stacks.length > shown.length ? [`     and ${report.stacks.length - shown.length} more`] : []),
  ];
}

function costLines(report: Report): string[] {
  const paid = report.cost.lines.filter(({ monthly }) => monthly > 0);
  const shown = paid.slice(0, MOST_COSTS);
  const rest = paid.slice(MOST_COSTS).reduce((sum, { monthly }) => sum + monthly, 0);
  return [
    ...shown.map(({ item, quantity, monthly }) => cut(printable(`${' '.repeat(LABEL)}${dollars(monthly).padStart(10)}  ${item}, ${quantity}`), WIDTH)),
    ...(rest > 0 ? [`${' '.repeat(LABEL)}${dollars(rest).padStart(10)}  other`] : []),
    ...(report.cost.notPriced.length > 0 ? wrapped(`not priced: ${report.cost.notPriced.join(', ')}`, WIDTH - LABEL, 2).map((line) => `${' '.repeat(LABEL)}${line}`) : []),
  ];
}

function openLines(report: Report, problems: readonly string[], paint: Paint): string[] {
  const findings = report.findings.map(({ pack, rule, resource, description }) => `${rule.startsWith(pack) ? rule : `${pack} ${rule}`} at ${resource}: ${description}`);
  const open = [...problems, ...findings];
  if (open.length === 0) return [];
  const shown = open.slice(0, MOST_OPEN).map((line) => `  ${cut(printable(line), WIDTH - 2)}`);
  return ['', paint('red', `Open (${open.length})`), ...shown, ...(open.length > MOST_OPEN ? [`  and ${open.length - MOST_OPEN} more on the page`] : [])];
}

function row(label: string, text: string, paint: Paint, most = 3): string[] {
  return wrapped(text, WIDTH - LABEL, most).map((line, index) => `${paint('bold', (index === 0 ? label : '').padEnd(LABEL))}${line}`);
}

function wrapped(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of printable(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(cut(word, width));
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), cut(`${lines[most - 1] ?? ''} …`, width)];
}

function bar(share: number): string {
  const filled = Math.min(10, Math.ceil(share * 10));
  return `${'█'.repeat(filled)}${'░'.repeat(10 - filled)}`;
}

/** Ids and messages come from templates: no control character reaches the terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { bold: 1, dim: 2, red: 31, green: 32 } as const;

function painter(colour: boolean): Paint {
  return (style, text) => (colour ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
}
