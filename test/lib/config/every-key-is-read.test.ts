import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { platformSchema } from '../../../lib/config/schema';

const ROOT = join(__dirname, '../../..');

/** Every key of the schema, by its last name. */
function keysOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const properties: object = 'properties' in node && typeof node.properties === 'object' && node.properties !== null ? node.properties : {};
  return [...Object.keys(properties), ...Object.values(node).flatMap(keysOf)];
}

function sources(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

test('fails when a key of the configuration is read by no stack and no rule', () => {
  const readers = `${sources('lib/stacks')}\n${sources('lib/config/rules')}\n${readFileSync(join(ROOT, 'bin/start.ts'), 'utf8')}`;
  const keys = [...new Set(keysOf(z.toJSONSchema(platformSchema, { io: 'input' })))].filter((key) => /^[a-z]\w*$/i.test(key));
  // Read where they lie, as a whole: the justification goes into recordWeakening with all its fields.
  const passedOn = new Set(['reason', 'expires', 'properties', 'description', 'items', 'type']);
  expect(keys.filter((key) => !passedOn.has(key) && !new RegExp(`\\b${key}\\b`).test(readers))).toEqual([]);
});
