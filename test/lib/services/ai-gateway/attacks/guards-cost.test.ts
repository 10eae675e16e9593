import { cpuMilliseconds, textGuards } from './guards';
import { GUARD_PUMPS } from './regex-pumps';

/**
 * Every guard as a whole, by how its cost grows: for four times the length it is four times as much, and sixteen times where something is quadratic.
 * test/fuzz/gateway-guards.ts holds them to a bar for 100 KB, with more texts.
 */
const SHORT = 2_000;
const LONG = 4 * SHORT;
const MOST_GROWTH = 9;
/** Below this, growth cannot be told from noise; what is quadratic is beyond it at four times the length at the latest. */
const NOISE = 30;

/** Those that were hard for some guard once, and some of other kinds. */
const PUMPS = ['104 101 ', '\\x41', '](', '<img src=', 'aaaaaaaaab', '\ud83d', '\n', 'QUFB', '-----BEGIN PRIVATE KEY-----'];

const text = (pump: string, length: number): string => pump.repeat(Math.ceil(length / pump.length));

/** The same again with a longer text where the first look says too much, so that a busy machine does not decide. */
function growsTooFast(guard: (text: string) => void, pump: string): boolean {
  for (const factor of [1, 2]) {
    const long = cpuMilliseconds(guard, text(pump, factor * LONG), NOISE, 3);
    if (long <= NOISE || long <= MOST_GROWTH * cpuMilliseconds(guard, text(pump, factor * SHORT), long / MOST_GROWTH, 3)) return false;
  }
  return true;
}

test('the texts are of those that the long run has', () => {
  expect(PUMPS.filter((pump) => !GUARD_PUMPS.includes(pump) && pump !== '\n')).toEqual([]);
});

test.each(textGuards())('%s: the cost of a hostile text grows with its length, not with the square of it', (_name, guard) => {
  expect(PUMPS.filter((pump) => growsTooFast(guard, pump))).toEqual([]);
}, 60_000);

test('a guard that is quadratic is found out, one that is not is let pass', () => {
  const quadratic = (read: string): void => { let found = 0; for (let at = 0; at < read.length; at += 1) for (let before = at; before > 0; before -= 1) found += read.charCodeAt(before); if (found === 1) throw new Error('never'); };
  const linear = (read: string): void => { let found = 0; for (let round = 0; round < 200; round += 1) for (let at = 0; at < read.length; at += 1) found += read.charCodeAt(at); if (found === 1) throw new Error('never'); };
  expect(growsTooFast(quadratic, 'a')).toBe(true);
  expect(growsTooFast(linear, 'a')).toBe(false);
});
