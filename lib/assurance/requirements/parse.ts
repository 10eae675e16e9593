import { PlatformError, throwProblems } from '../../contract/platform-error';
import { readJson } from '../template/json';
import { child, renderPosition, scalarText, Source, type Node } from '../template/source';
import { readYaml } from '../template/yaml';
import type { Requirement } from './requirement';
import { Report } from './shape';
import { REQUIREMENTS_FILE } from './shapes';

const MOST_CHARACTERS = 1024 * 1024;
const EMPTY = /^\uFEFF?(?:\s|#[^\n]*(?:\n|$))*$/;

/**
 * Reads requirements from YAML or JSON: `version: 1` and `requirements: [...]`, as config/requirements.schema.json describes them.
 * @param file names the text in errors; a name that ends in `.json` is read as JSON, as is any other text that starts with a brace
 * @throws PlatformError with every problem, each with `file:line:column`, path and fix
 */
export function parseRequirements(text: string, file: string): readonly Requirement[] {
  const source = new Source(file, text);
  if (text.length > MOST_CHARACTERS) source.fail('RequirementsTooLarge', `a file of requirements must have at most ${String(MOST_CHARACTERS)} characters`, 0, 'split it', text.length);
  if (EMPTY.test(text)) source.fail('RequirementsEmpty', 'a file of requirements must not be empty', 0, "write 'version: 1' and 'requirements:'");
  const root = isJson(text, file) ? readJson(source) : readYaml(source);
  const report = new Report(source);
  const found = REQUIREMENTS_FILE.read(root, 'file', report);
  duplicates(root, report);
  throwProblems(report.problems);
  if (found === undefined) throw new PlatformError([{ code: 'RequirementsNotRead', what: 'a file of requirements must be readable', where: renderPosition(source.position(0)), fix: 'correct it' }]);
  return found.requirements.map((requirement) => ({ ...requirement, controls: requirement.controls ?? [] }));
}

/** Acknowledgements and evidence name requirements by their id. */
function duplicates(root: Node, report: Report): void {
  const list = child(root, 'requirements');
  const seen = new Set<string>();
  for (const item of list?.kind === 'list' ? list.items : []) {
    const node = child(item, 'id');
    const id = scalarText(node);
    if (id === undefined || node === undefined) continue;
    if (seen.has(id)) report.add('RequirementIdTwice', 'every requirement must have an id of its own', node.at, 'rename one of the two', id);
    seen.add(id);
  }
}

function isJson(text: string, file: string): boolean {
  return /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && /^\uFEFF?\s*[{[]/.test(text));
}
