import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type AnySchema } from 'ajv';
import { evidence } from '../../lib/assurance/evidence';
import { sample } from '../lib/assurance/evidence/sample';

/**
 * Validates the evidence of the tests' sample, or of a folder that `secure-ai evidence --out` wrote, against the schemas of the formats:
 * `npx tsx test/fuzz/evidence-schemas.ts <folder with OSCAL and SARIF schemas> [folder with evidence]`.
 * A schema is told by its file name: it holds `assessment-results` or `sarif`.
 */
function main([schemas, written]: readonly string[]): void {
  if (schemas === undefined) throw new Error('name the folder of the schemas');
  const documents = written === undefined
    ? evidence(sample(), { title: 'Sample', today: '2026-07-01' })
    : ['oscal-assessment-results.json', 'results.sarif'].map((name) => ({ name, content: readFileSync(join(written, name), 'utf8') }));
  const checked = [['assessment-results', 'oscal-assessment-results.json'], ['sarif', 'results.sarif']].flatMap(([mark = '', name = '']) => {
    const schema = readdirSync(schemas).find((file) => file.includes(mark) && file.endsWith('.json'));
    const document = documents.find((each) => each.name === name);
    return schema === undefined || document === undefined ? [] : [judged(join(schemas, schema), name, document.content)];
  });
  if (checked.length === 0) throw new Error(`${schemas} holds no schema that is known`);
  process.exitCode = checked.every(Boolean) ? 0 : 1;
}

function judged(schema: string, name: string, content: string): boolean {
  const text = readFileSync(schema, 'utf8');
  // the patterns of OSCAL need the unicode flag, those of SARIF are none under it; formats are left to the patterns
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: text.includes('\\\\p{'), validateFormats: false });
  const validate = ajv.compile(withoutMeta(JSON.parse(text) as Record<string, unknown>));
  const valid = validate(JSON.parse(content)) === true;
  console.log(`${name}: ${valid ? 'valid' : 'not valid'} (${schema})`);
  for (const { instancePath, message } of validate.errors?.slice(0, 20) ?? []) console.log(`  ${instancePath} ${message ?? ''}`);
  return valid;
}

/** Ajv knows draft-07 without being told; older drafts name a meta schema that it does not carry. */
function withoutMeta({ $schema: _, id: __, ...schema }: Record<string, unknown>): AnySchema {
  return schema;
}

main(process.argv.slice(2));
