import { CATALOGUE, type Catalogue } from '../catalogue';
import type { Verification } from '../verify/verification';
import { dossierOf, type Dossier } from './dossier';
import { sha256 } from './identity';
import { checksJson } from './json';
import { markdown } from './markdown';
import { oscal } from './oscal';
import { page } from './page/page';
import { sarif } from './sarif';

export interface EvidenceOptions {
  readonly title: string;
  /** YYYY-MM-DD: the day on which acknowledgements and weakenings are judged, and which documents carry. @default - expiry is not judged */
  readonly today?: string;
  /** Version of the tool, for formats that name it. @default - not told */
  readonly version?: string;
  /** @default - the catalogue of this package */
  readonly catalogue?: Catalogue;
}

export interface EvidenceFile {
  /** Relative, with `/`. */
  readonly name: string;
  readonly content: string;
}

/**
 * The answers of a verification as documents: a page for reviewers, a summary for pull requests, SARIF, OSCAL assessment results, plain data, and the
 * digests of all of them. Pure: the same input gives the same bytes; files are named relative to what they have in common.
 */
export function evidence(verification: Verification, options: EvidenceOptions): readonly EvidenceFile[] {
  const dossier = gathered(verification, options);
  const files: readonly EvidenceFile[] = [
    { name: 'checks.json', content: checksJson(dossier) },
    { name: 'evidence.md', content: markdown(dossier) },
    { name: 'index.html', content: page(dossier) },
    { name: 'oscal-assessment-results.json', content: oscal(dossier) },
    { name: 'results.sarif', content: sarif(dossier) },
  ];
  return [...files, { name: 'SHA256SUMS', content: files.map(({ name, content }) => `${sha256(content)}  ${name}\n`).join('') }];
}

const UNTITLED: EvidenceOptions = { title: 'Assurance of templates' };

/** `checks.json` alone. */
export function renderJson(verification: Verification, options: EvidenceOptions = UNTITLED): string {
  return checksJson(gathered(verification, options));
}

/** `results.sarif` alone. */
export function renderSarif(verification: Verification, options: EvidenceOptions = UNTITLED): string {
  return sarif(gathered(verification, options));
}

/** `evidence.md` alone. */
export function renderMarkdown(verification: Verification, options: EvidenceOptions = UNTITLED): string {
  return markdown(gathered(verification, options));
}

function gathered(verification: Verification, { title, today, version, catalogue = CATALOGUE }: EvidenceOptions): Dossier {
  return dossierOf(verification, { title, today, version, catalogue });
}
