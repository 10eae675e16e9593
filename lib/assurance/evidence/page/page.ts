import type { Dossier } from '../dossier';
import { assumptions, exceptions, frameworks, legend, limits } from './appendix';
import { checkBlock } from './check-block';
import { controlSection } from './control-section';
import { escaped, Markup, markup } from './markup';
import { controlTable, isShown, openList, summary } from './overview';
import { STYLE } from './style';

const SECTIONS = [['open', 'What is open'], ['controls', 'Controls'], ['details', 'Control by control'], ['frameworks', 'Frameworks'], ['exceptions', 'Exceptions'], ['assumptions', 'Assumptions'], ['limits', 'Limits'], ['inputs', 'What was judged']] as const;

/** One page that needs nothing but itself: no script, no font, no picture from elsewhere. For reading, for printing, by eye or by ear. */
export function page(dossier: Dossier): string {
  const { title, controls, others, templates, places } = dossier;
  const inputs = templates.map(({ name, file, resources, digest }) => markup`<tr><th scope="row">${name}</th><td><code>${file}</code></td><td>${resources}</td><td><code>${digest}</code></td></tr>`);
  const content = markup`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="generator" content="secure-ai"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>${new Markup(STYLE)}</style></head>
<body><a class="skip" href="#open">Skip to what is open</a>
<header><h1>${title}</h1>${summary(dossier)}<nav class="toc" aria-label="Sections">${SECTIONS.map(([id, name]) => markup`<a href="#${id}">${name}</a>`)}</nav></header>
<main><h2 id="open">What is open</h2>${openList(dossier)}
<h2 id="controls">Controls</h2>${legend()}${controlTable(dossier)}
<h2 id="details">Control by control</h2>${controls.filter(isShown).map((report) => controlSection(report, dossier))}${others.length === 0 ? '' : markup`<article class="control"><h3>Checks of no control</h3>${others.map((judged) => checkBlock([judged], dossier))}</article>`}
<h2 id="frameworks">Frameworks</h2><p>Controls support requirements; they never satisfy them. Each control is shown with its verdict, which is about the templates alone.</p>${frameworks(dossier)}
<h2 id="exceptions">Exceptions</h2>${exceptions(dossier)}
<h2 id="assumptions">Assumptions</h2>${assumptions(dossier)}
<h2 id="limits">What this cannot show</h2>${limits()}
<h2 id="inputs">What was judged</h2><div class="scroll"><table><caption>The digest is of the template’s resolved resources: equal digests, same input.</caption><thead><tr><th scope="col">Template</th><th scope="col">File</th><th scope="col">Resources</th><th scope="col">SHA-256</th></tr></thead><tbody>${inputs}</tbody></table></div></main>
<footer><p>Made by secure-ai from templates alone; control catalogue ${dossier.catalogue.version}. The same input gives the same bytes.</p></footer></body></html>
`;
  return places.text(places.document(content.html, escaped));
}
