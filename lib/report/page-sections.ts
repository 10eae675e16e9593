import { LIMITS, type Report, type ReportProblem } from './report';
import { dollars, fill, groupedAcknowledgements, kilobytes } from './summary';
import { escape } from './svg';

/** One section of the page each: heading, sentence, table. */

export function problemsSection(problems: readonly ReportProblem[]): string {
  if (problems.length === 0) return '';
  return section('Problems', table('What must be mended', ['What', 'Where', 'Fix', 'Code'], problems.map(({ what, where, fix, code }) => [textCell(what), codeCell(where ?? ''), textCell(fix), codeCell(code)])));
}

export function stacksSection(report: Report): string {
  const rows = report.stacks.map((stack) => [
    textCell(stack.path),
    codeCell(stack.stackName),
    textCell(stack.region ?? 'any'),
    `<td class="number">${stack.resources}</td>`,
    `<td class="number">${kilobytes(stack.bytes)} KB</td>`,
    `<td><progress max="100" value="${Math.min(100, Math.round(fill(stack.resources, stack.bytes) * 100))}" aria-label="${escape(stack.path)} is ${Math.round(fill(stack.resources, stack.bytes) * 100)} percent full"></progress></td>`,
  ]);
  return `${table(`In the order of deployment. Limits: ${LIMITS.resources} resources and ${LIMITS.bytes / 1024} KB a stack.`, ['Stack', 'Name in CloudFormation', 'Region', '#Resources', '#Template', 'Of the limits'], rows)}`;
}

export function findingsSection(report: Report): string {
  const packs = table('What judged', ['Pack', '#Open', '#Acknowledged'], report.packs.map(({ name, open, acknowledged }) => [textCell(name), `<td class="number${open > 0 ? ' bad' : ''}">${open}</td>`, `<td class="number">${acknowledged}</td>`]));
  const open = report.findings.length === 0 ? '<p>No finding is open.</p>' : table('Open findings', ['Rule', 'Resource', 'What it says'], report.findings.map(({ pack, rule, resource, description }) => [codeCell(rule.startsWith(pack) ? rule : `${pack} ${rule}`), codeCell(resource), textCell(description)]));
  return section('Findings', `${packs}${open}`);
}

export function acknowledgementsSection(report: Report, today: string): string {
  if (report.acknowledgements.length === 0) return section('Acknowledgements', '<p>Nothing is acknowledged.</p>');
  const rows = groupedAcknowledgements(report.acknowledgements).map((entry) => [
    codeCell(entry.path === '' ? 'the whole app' : entry.path),
    `<td>${entry.ids.map((id) => breakable(id.replace(/^[^:]+::/, ''))).join('')}${entry.resources.length === 0 ? '<span class="bad">matches nothing</span>' : ''}</td>`,
    textCell(entry.reason ?? 'no reason'),
    textCell(entry.owner ?? 'nobody'),
    expiry(entry.expires, today),
  ]);
  return section('Acknowledgements', table('Findings that are accepted, each at one resource', ['Resource', 'Finding', 'Reason', 'Owner', 'Until'], rows));
}

export function weakeningsSection(report: Report, today: string): string {
  if (report.weakenings.length === 0) return section('Weakened controls', '<p>Every control is at its default or tighter.</p>');
  return section('Weakened controls', table('Defaults that were loosened', ['Control', 'Where', 'Reason', 'Owner', 'Until'], report.weakenings.map(({ control, path, reason, owner, expires }) => [textCell(control), codeCell(path), textCell(reason), textCell(owner), expiry(expires, today)])));
}

export function outputsSection(report: Report): string {
  if (report.outputs.length === 0) return '';
  return section('Outputs to expect', table('What the deployment prints', ['Output', 'Stack', 'Meaning'], report.outputs.map(({ name, stack, description }) => [codeCell(name), textCell(stack), textCell(description ?? '')])));
}

export function costSection(report: Report): string {
  const { cost } = report;
  const rows = cost.lines.map(({ item, quantity, monthly }) => [textCell(item), `<td class="number">${escape(quantity)}</td>`, `<td class="number">${dollars(monthly)}</td>`]);
  const foot = `<tfoot><tr><th scope="row">Together</th><td></td><td class="number">${dollars(cost.monthly)}</td></tr></tfoot>`;
  const notPriced = cost.notPriced.length === 0 ? '' : `<p><span class="bad">Not priced</span>, so not in the sum: ${cost.notPriced.map((type) => `<code>${escape(type)}</code>`).join(', ')}</p>`;
  return section('Cost of leaving it running', `${table('US dollars a month while nobody calls', ['Item', '#Quantity', '#A month'], rows, foot)}${notPriced}<ul class="soft">${cost.assumptions.map((words) => `<li>${escape(words)}</li>`).join('')}</ul>`);
}

function section(title: string, body: string): string {
  return `<section><h2>${escape(title)}</h2>${body}</section>`;
}

/** A head that begins with # is of a column of numbers. The first cell of a row is its head. */
function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[], foot = ''): string {
  const head = heads.map((name) => (name.startsWith('#') ? `<th scope="col" class="number">${escape(name.slice(1))}</th>` : `<th scope="col">${escape(name)}</th>`)).join('');
  const body = rows.map(([first = '', ...rest]) => `<tr>${first.replace(/^<td/, '<th scope="row"').replace(/<\/td>$/, '</th>')}${rest.join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escape(caption)}"><table><caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody>${foot}</table></div>`;
}

function textCell(value: string): string {
  return `<td>${escape(value)}</td>`;
}

function codeCell(value: string): string {
  return `<td>${breakable(value)}</td>`;
}

function expiry(expires: string | undefined, today: string): string {
  if (expires === undefined) return '<td class="bad">no expiry</td>';
  return expires < today ? `<td class="bad nowrap">expired ${escape(expires)}</td>` : `<td class="nowrap">${escape(expires)}</td>`;
}

/** Paths and ids break after a slash, a colon or a bracket, not in the middle of a word. */
function breakable(value: string): string {
  return `<code>${value.split(/(?<=[/:[,])/).map(escape).join('<wbr>')}</code>`;
}
