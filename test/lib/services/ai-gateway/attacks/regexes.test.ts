import { resolve } from 'node:path';
import { milliseconds } from './regex-cost';
import { ANY_PUMPS, hostileTexts } from './regex-pumps';
import { regexesIn, regexesOf } from './regex-sources';

/** Short, and with a bar that only an expression without measure exceeds; test/fuzz/regexes.ts measures 100 KB against 50 ms. */
const LENGTH = 3_000;
const BAR = 1_000;

const { regexes, made } = regexesOf(resolve(__dirname, '../../../../..'), ['lib/services/ai-gateway', 'lib/services/token-verification']);

function slow(all: typeof regexes): string[] {
  const generic = ANY_PUMPS.map((pump) => pump.repeat(Math.ceil(LENGTH / pump.length)));
  return all.filter(({ regex }) => [...hostileTexts(regex.source, LENGTH), ...generic].some((text) => milliseconds(regex, text, BAR, 1) > BAR)).map(({ at }) => at);
}

test('no regular expression of the gateway loses its way in a text made to be hard for it', () => {
  expect(regexes.length).toBeGreaterThan(100);
  expect(slow(regexes)).toEqual([]);
}, 120_000);

test.each(['/(a+)+$/', '/^(\\w+\\s?)*!/', '/(x|xx)*y/'])('%s would be noticed', (literal) => {
  expect(slow(regexesIn('example.ts', `export const one = ${literal};`).regexes)).toEqual(['example.ts:1']);
}, 120_000);

test('none is made from what comes in: only from our own constants', () => {
  expect(made.map(({ argument }) => argument).filter((argument) => !/^[A-Z_]+$|^`/.test(argument))).toEqual([]);
});
