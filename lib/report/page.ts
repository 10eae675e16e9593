import { createHash } from 'node:crypto';
import { judge } from './judge';
import { acknowledgementsSection, costSection, findingsSection, outputsSection, problemsSection, stacksSection, weakeningsSection } from './page-sections';
import { STYLE } from './page-style';
import type { Report } from './report';
import { acknowledgementSummary, dollars, nextCommand } from './summary';
import { escape, renderSvg } from './svg';

export interface PageOptions {
  /** Today as YYYY-MM-DD. */
  readonly today: string;
}

/** The report as one file: no script, nothing from the network, every text from the templates escaped. */
export function renderPage(report: Report, { today }: PageOptions): string {
  const { exitCode, problems } = judge(report, today);
  const next = nextCommand(report, today);
  const open = report.findings.length + problems.length;
  const resources = report.stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(report.title)}: ${exitCode === 0 ? 'pass' : `${open} open`}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escape(report.title)}</h1>
<p><span class="verdict ${exitCode === 0 ? 'pass' : 'open'}">${exitCode === 0 ? 'Pass: nothing is open' : `Open: ${report.findings.length} findings, ${problems.length} problems`}</span> <span class="soft">judged for ${escape(today)}</span></p>
<dl class="facts">
${fact('Stacks', String(report.stacks.length), `${resources} resources`)}
${fact('Open findings', String(report.findings.length), report.packs.map(({ name }) => name).join(', '))}
${fact('Acknowledged', String(report.acknowledgements.length), acknowledgementSummary(report, today).replace(/^\d+ /, ''))}
${fact('Weakened', String(report.weakenings.length), report.weakenings.map(({ control, expires }) => `${control} until ${expires}`).join(', ') || 'every default in force')}
${fact('Left running', `$${dollars(report.cost.monthly)}`, 'a month while nobody calls')}
</dl>
</header>
<main>
${problemsSection(problems)}
${picture('Request path', 'The way of a request, found by following the references in the templates. Dashed: asks or reads, does not carry the request.', report.requestPath, 'path', 'No API or public load balancer is in this assembly.')}
${picture('Stacks', 'An arrow leads to what is deployed after.', report.stackGraph, 'stacks', 'No stack is in this assembly.')}
${stacksSection(report)}
${findingsSection(report)}
${acknowledgementsSection(report, today)}
${weakeningsSection(report, today)}
${outputsSection(report)}
${costSection(report)}
<p class="next">Next: <code>${escape(next.command)}</code> ${escape(next.why)}</p>
</main>
</body>
</html>
`;
}

function fact(name: string, value: string, detail: string): string {
  return `<div class="fact"><dt>${escape(name)}</dt><dd>${escape(value)} <small>${escape(detail)}</small></dd></div>`;
}

function picture(title: string, words: string, diagram: Report['requestPath'], id: string, none: string): string {
  const body = diagram.nodes.length === 0 ? `<p class="soft">${none}</p>` : `<div class="scroll picture" tabindex="0" role="group" aria-label="${title}">${renderSvg(diagram, id, title)}</div>`;
  return `<section><h2>${title}</h2><p class="soft">${words}</p>${body}</section>`;
}
