import fc from 'fast-check';
import { judgeMinute, NO_HISTORY, type TokenAnomaly } from '../../../../../lib/services/ai-gateway/telemetry/anomaly';

/** The anomalies among minutes, by their place. */
function anomaliesIn(minutes: readonly number[], settings = {}): [number, TokenAnomaly][] {
  let history = NO_HISTORY;
  return minutes.flatMap((tokens, minute) => {
    const judged = judgeMinute(history, tokens, settings);
    history = judged.history;
    return judged.anomaly === undefined ? [] : [[minute, judged.anomaly]];
  });
}

const minutes = (count: number, tokens: (minute: number) => number): number[] => Array.from({ length: count }, (_, minute) => tokens(minute));
/** Between 0 and 1, the same in every run. */
const noise = (minute: number): number => Math.abs(Math.sin(minute * 12.9898) * 43_758.5453) % 1;

test('finds nothing in a steady use, noisy or not, nor in none at all', () => {
  expect(anomaliesIn(minutes(500, () => 50_000))).toEqual([]);
  expect(anomaliesIn(minutes(2_000, (minute) => 50_000 + 60_000 * noise(minute)))).toEqual([]);
  expect(anomaliesIn(minutes(500, () => 0))).toEqual([]);
});

test('finds a spike, tells what was expected, and finds the next one too', () => {
  const use = minutes(100, (minute) => 50_000 + 5_000 * noise(minute)).with(60, 900_000).with(64, 900_000);
  const found = anomaliesIn(use);
  expect(found.map(([minute]) => minute)).toEqual([60, 64]);
  expect(found[0]?.[1]).toMatchObject({ tokens: 900_000, expected: expect.closeTo(52_500, -4) });
  expect(found[0]?.[1].deviations).toBeGreaterThan(6);
});

test('takes a lasting change for usual after a while', () => {
  const found = anomaliesIn(minutes(300, (minute) => (minute < 100 ? 30_000 : 300_000)));
  expect(found.length).toBeGreaterThanOrEqual(1);
  expect(found.length).toBeLessThan(30);
  expect(found.at(-1)?.[0]).toBeLessThan(130);
});

test('finds nothing in a slow rise, though it ends far above', () => {
  expect(anomaliesIn(minutes(600, (minute) => 10_000 * 1.01 ** minute))).toEqual([]);
});

test('finds nothing in the first minutes of a new tenant, nor below the floor', () => {
  expect(anomaliesIn(minutes(30, (minute) => (minute === 29 ? 10_000_000 : 100)))).toEqual([]);
  expect(anomaliesIn(minutes(100, (minute) => (minute === 80 ? 19_999 : 100)))).toEqual([]);
  expect(anomaliesIn(minutes(100, (minute) => (minute === 80 ? 30_000 : 100))).map(([minute]) => minute)).toEqual([80]);
  // A tenant that was silent for a day and then asks once.
  expect(anomaliesIn(minutes(1_440, (minute) => (minute === 1_439 ? 15_000 : 0)))).toEqual([]);
});

test('depends on its arguments alone, changes none of them, and never remembers what is no number', () => {
  fc.assert(fc.property(fc.array(fc.nat(10_000_000), { maxLength: 200 }), (use) => {
    let history = NO_HISTORY;
    for (const tokens of use) {
      const before = { ...history };
      const first = judgeMinute(history, tokens);
      expect(judgeMinute(history, tokens)).toEqual(first);
      expect(history).toEqual(before);
      history = first.history;
      expect(Number.isFinite(history.mean) && Number.isFinite(history.variance) && history.variance >= 0).toBe(true);
    }
  }), { numRuns: 30 });
});
