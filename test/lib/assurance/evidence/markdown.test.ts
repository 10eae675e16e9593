import type { Check } from '../../../../lib/assurance/check';
import { renderMarkdown } from '../../../../lib/assurance/evidence';
import { plain } from '../../../../lib/assurance/evidence/markdown';
import { sample } from './sample';

/** Cells of a row; a bar that is escaped is none. */
function cells(row: string): number {
  return row.replace(/\\\|/g, '').split('|').length - 2;
}

function tableRows(text: string): readonly (readonly string[])[] {
  return text.split('\n\n').map((block) => block.split('\n').filter((line) => line.startsWith('|'))).filter((rows) => rows.length > 0);
}

test('what is open comes first, with where, why and what to do', () => {
  const text = renderMarkdown(sample(), { title: 'Platform', today: '2026-06-30' });
  expect(text).toContain('**3 refuted, 1 cannot be told, 1 acknowledged, 2 proved**');
  expect(text.indexOf('### Refuted')).toBeLessThan(text.indexOf('### Unknown'));
  expect(text).toContain('`T.yaml:4:3`');
  expect(text).toContain('To do: set it');
  expect(text).toContain('acknowledged by data-team until 2026-06-30: rebuilt daily');
  expect(text).toContain('| AI-04 | Prompt-injection/jailbreak regression suite meets published detection and false-positive floors | not asserted here | R |');
});

test('hostile text breaks no table, makes no markup and calls nobody', () => {
  const [first] = sample().checks;
  const evil = 'a | b\n| c | <b>x</b> @team `tick` [l](javascript:x) **bold** \\| &amp; ~~s~~';
  const check: Check | undefined = first && { ...first, id: evil, title: evil, fix: evil, finding: evil, subject: first.subject && { ...first.subject, path: evil }, verdict: { kind: 'refuted', because: [{ code: 'X', evil }], witness: { kind: 'property', path: [], got: evil } } };
  const text = renderMarkdown(sample('T.yaml', check ? [check] : []), { title: evil });
  for (const rows of tableRows(text)) expect(new Set(rows.map(cells)).size).toBe(1);
  const outsideCode = text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
  expect(outsideCode).not.toMatch(/<b>|@team|(?<!\\)\[l\]/);
});

test('a summary of hundreds of findings still fits into a comment', () => {
  const many = Array.from({ length: 120 }, () => sample().checks.slice(1)).flat();
  const text = renderMarkdown(sample('T.yaml', many), { title: 'Many' });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/… and \d+ more in the page\./);
});

test('text is in one line and means nothing to Markdown', () => {
  expect(plain('a\r\n# b *c* @d <e>')).toBe('a \\# b \\*c\\* &#64;d &#60;e&#62;');
});
