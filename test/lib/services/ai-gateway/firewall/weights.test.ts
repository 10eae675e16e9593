import { statSync } from 'node:fs';
import { join } from 'node:path';
import stored from '../../../../../lib/services/ai-gateway/firewall/weights.json';
import { FEATURES } from '../../../../../lib/services/ai-gateway/firewall/judge';
import { REQUEST_SLOTS, WORD_SLOTS, calibrated, readWeights, storedWeights } from '../../../../../lib/services/ai-gateway/firewall/weights';

test('the weights fit the features, one for one', () => {
  expect(Object.keys(stored.features)).toEqual(FEATURES);
  const { words, requests } = storedWeights(FEATURES);
  expect([words.slots.length, requests.slots.length]).toEqual([WORD_SLOTS, REQUEST_SLOTS]);
});

test('the weights are learned: neither empty nor cut off', () => {
  const { words, requests } = storedWeights(FEATURES);
  for (const { slots } of [words, requests]) {
    expect(slots.filter((weight) => weight !== 0).length).toBeGreaterThan(slots.length / 8);
    expect(slots.filter((weight) => Math.abs(weight) === 127).length).toBeLessThan(slots.length / 100);
  }
});

test('the file is small enough to be bundled', () => {
  expect(statSync(join(__dirname, '../../../../../lib/services/ai-gateway/firewall/weights.json')).size).toBeLessThan(150_000);
});

test.each([
  ['a feature is missing', { ...stored, features: {} }],
  ['a table is cut off', { ...stored, words: { ...stored.words, slots: stored.words.slots.slice(0, 400) } }],
  ['the calibration is missing', { ...stored, calibration: undefined }],
])('weights are refused when %s', (_, json) => {
  expect(() => readWeights(json, FEATURES)).toThrow();
});

test('scores are calibrated at their two marks and grow with the log-odds', () => {
  const calibration = { half: 1, high: 3 };
  expect(calibrated(1, calibration)).toBeCloseTo(0.5, 10);
  expect(calibrated(3, calibration)).toBeCloseTo(0.8, 10);
  const scores = [-50, -3, 0, 1, 2, 3, 50].map((logit) => calibrated(logit, calibration));
  expect(scores).toEqual([...scores].sort((a, b) => a - b));
});
