import { PLATFORM, BASELINE } from '../../lib/assurance/requirements';
import { parseTemplate, type Template } from '../../lib/assurance/template';
import { standingOf, verify } from '../../lib/assurance/verify';
import type { TemplateJson } from './mutant';

export interface Findings {
  readonly refuted: ReadonlySet<string>;
  readonly unknown: ReadonlySet<string>;
}

/** What this engine finds in a deployment of which one template is another. */
export function findingsOf(templates: readonly Template[], name?: string, mutant?: TemplateJson): Findings {
  const asked = templates.map((template) => (template.name === name && mutant !== undefined ? { ...parseTemplate(JSON.stringify(mutant), template.source.file, identityOf(template)), nested: template.nested } : template));
  const { checks } = verify(asked, { requirements: [...BASELINE, ...PLATFORM] });
  const of = (standing: string): ReadonlySet<string> => new Set(checks.filter((check) => standingOf(check) === standing).map(({ id, subject, finding }) => `${id} at ${subject?.id ?? ''} ${finding ?? ''}`.trim()));
  return { refuted: of('refuted'), unknown: of('unknown') };
}

function identityOf({ name, stackName, environment, paths, acknowledgements, weakenings }: Template) {
  return { name, stackName, environment, paths, acknowledgements, weakenings };
}

/** Refuted now and not before; and what was known before and is not any more. */
export function caughtBy(before: Findings, after: Findings): { readonly refuted: readonly string[]; readonly doubted: readonly string[] } {
  return { refuted: [...after.refuted].filter((finding) => !before.refuted.has(finding)), doubted: [...after.unknown].filter((finding) => !before.unknown.has(finding)) };
}
