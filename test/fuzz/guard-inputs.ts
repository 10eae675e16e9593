/**
 * Reads every template input of a folder of Guard rule tests (`- name, input, expectations`) and resolves it:
 * `node --import tsx test/fuzz/guard-inputs.ts <folder>`. Each must give facts or an error with a position.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '../../lib/contract/platform-error';
import { facts } from '../../lib/assurance/template/facts';
import { readYaml } from '../../lib/assurance/template/yaml';
import { child, scalarText, Source, type Node } from '../../lib/assurance/template/source';
import { templateOf } from '../../lib/assurance/template/template';

const folder = process.argv[2] ?? '';
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
const refused = new Map<string, number>();
const causes = new Map<string, number>();
const counts = { files: files.length, inputs: 0, resolved: 0, refused: 0, crashed: 0, resources: 0, slowest: 0 };

function count(into: Map<string, number>, key: string): void {
  into.set(key, (into.get(key) ?? 0) + 1);
}

function judge(source: Source, node: Node, name: string): void {
  counts.inputs += 1;
  const start = performance.now();
  try {
    const found = facts([templateOf(node, source)]);
    found.variants();
    counts.resolved += 1;
    counts.resources += found.resources.length;
    for (const step of found.unresolved) count(causes, step.code);
  } catch (error) {
    if (PlatformError.isPlatformError(error)) {
      counts.refused += 1;
      for (const { code, what } of error.problems) count(refused, `${code}: ${what}`);
    } else {
      counts.crashed += 1;
      process.stderr.write(`${source.file} ${name}: ${String(error)}\n`);
    }
  }
  counts.slowest = Math.max(counts.slowest, performance.now() - start);
}

for (const file of files) {
  const source = new Source(file, readFileSync(file, 'utf8'));
  let root: Node;
  try {
    root = readYaml(source);
  } catch (error) {
    process.stderr.write(`${file}: ${String(error)}\n`);
    continue;
  }
  for (const test of root.kind === 'list' ? root.items : []) {
    const input = child(test, 'input');
    if (input !== undefined) judge(source, input, scalarText(child(test, 'name')) ?? '');
  }
}
process.stdout.write(`${JSON.stringify({ counts, refused: Object.fromEntries(refused), causes: Object.fromEntries(causes) }, null, 2)}\n`);
