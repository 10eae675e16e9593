import { join } from 'node:path';
import { milliseconds } from './regex-cost';
import { ANY_PUMPS, hostileTexts } from './regex-pumps';
import { regexesIn, regexesOf } from './regex-sources';

/** test/fuzz/regexes.ts does the same with 100 KB, more texts and the strict bar. */
const LENGTH = 40_000;
/** A quadratic expression takes some hundred milliseconds for that length, a linear one less than ten. */
const BAR = 100;

const { regexes, made } = regexesOf(join(__dirname, '../../../../..'), ['lib/services/ai-gateway', 'lib/services/token-verification']);
const generic = ANY_PUMPS.map((pump) => pump.repeat(Math.ceil(LENGTH / pump.length)));

function slowest(regex: RegExp, texts: readonly string[], giveUp?: number): { readonly cost: number; readonly text: string } {
  let worst = { cost: 0, text: '' };
  for (const text of texts) {
    const cost = milliseconds(regex, text, BAR, 3, giveUp);
    if (cost > worst.cost) worst = { cost, text: `${text.slice(0, 40)}…${text.slice(-10)}` };
    if (cost > BAR) break;
  }
  return worst;
}

test('every regular expression of the gateway stays below the bar for texts that are made to be hard for it', () => {
  const slow = regexes.flatMap(({ at, regex }) => {
    const { cost, text } = slowest(regex, [...hostileTexts(regex.source, LENGTH, 14), ...generic.slice(0, 6)]);
    return cost > BAR ? [`${at} ${String(regex)}: ${cost} ms for ${text}`] : [];
  });
  expect(slow).toEqual([]);
  expect(regexes.length).toBeGreaterThan(150);
}, 60_000);

test('none is made from anything but our own constants', () => {
  expect(made.map(({ argument }) => argument)).toEqual(made.map(() => 'TENANT_PATTERN'));
});

test.each<[string, RegExp]>([
  ['a repetition of a repetition', /^(a+)+$/], ['a choice that overlaps', /^(a|aa)+$/], ['a repetition from every place', /\s+$/], ['a lazy one', /<.*?>x/], ['an address, naively', /^([a-zA-Z0-9])(([-.]|_+)?([a-zA-Z0-9]+))*(@)[a-z]+$/], ['one with a sticky start', /a*b/y],
])('an expression that is too slow is found out: %s', (_case, regex) => {
  expect(slowest(regex, [...hostileTexts(regex.source, LENGTH, 20), ...generic.slice(0, 8)], 160).cost).toBeGreaterThan(BAR);
}, 20_000);

test.each([/^[a-z0-9._-]{1,64}@[a-z0-9.-]{1,253}$/i, /\b\d{4}-\d{2}-\d{2}\b/g, /[\u200b\u200c]/u, /^(?:a|b|c)+$/, /<(?=[|])/g])('one that is quick enough is not: %s', (regex) => {
  expect(slowest(regex, [...hostileTexts(regex.source, LENGTH), ...generic]).cost).toBeLessThan(BAR);
});

test('expressions are found wherever they stand in the source', () => {
  const text = ['const a = /x+/gi;', "'b'.split(/[/]/);", 'new RegExp("y*", "u");', 'RegExp(`z`);', "'c'.match('w+');", 'new RegExp(a);', '// /no/', "const s = '/no/';", 'const d = 4 / 2 / 1;'].join('\n');
  const found = regexesIn('file.ts', text);
  expect(found.regexes.map(({ at, regex }) => `${at} ${String(regex)}`)).toEqual(['file.ts:1 /x+/gi', 'file.ts:2 /[/]/', 'file.ts:3 /y*/u', 'file.ts:4 /z/', 'file.ts:5 /w+/']);
  expect(found.made).toEqual([{ at: 'file.ts:6', argument: 'a' }]);
});
