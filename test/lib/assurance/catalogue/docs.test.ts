import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CATALOGUE } from '../../../../lib/assurance/catalogue';
import { ALL_RULES } from '../../../../lib/assurance/rules';
import { controlsMarkdown, GENERATED_DOCS, rulesMarkdown } from '../../../../lib/build/catalogue-docs';

test.each(Object.keys(GENERATED_DOCS))('docs/%s is what `npm run docs` writes', (file) => {
  const written = readFileSync(join(resolve(__dirname, '../../../../docs'), file), 'utf8').split('\n');
  const rendered = (GENERATED_DOCS[file]?.() ?? '').split('\n');
  expect(rendered.filter((line) => !written.includes(line)).slice(0, 5)).toEqual([]);
  expect(written.join('\n') === rendered.join('\n')).toBe(true);
});

test('every control and every rule has its section', () => {
  const [controls, rules] = [controlsMarkdown(), rulesMarkdown()];
  expect(CATALOGUE.controls.filter(({ id }) => !controls.includes(`\n### ${id}: `))).toEqual([]);
  expect(ALL_RULES.filter(({ id }) => !rules.includes(`\n### ${id}\n`)).map(({ id }) => id)).toEqual([]);
});

test('a control names the rules that assert it', () => {
  const [rule] = ALL_RULES;
  const [control = ''] = rule?.controls ?? [];
  const section = new RegExp(`### ${control}: [^]*?(?=\n### |\n## )`).exec(controlsMarkdown())?.[0];
  expect(section).toContain(`\`${rule?.id ?? ''}\``);
});
