import type { PiiFinding } from '../../../../../lib/services/ai-gateway/core/ports';
import { createPiiFinder } from '../../../../../lib/services/ai-gateway/pii';
import { ALL_SAMPLES } from './samples';

const finder = createPiiFinder();
const beginningBefore = (findings: readonly PiiFinding[], place: number): PiiFinding[] => findings.filter(({ start }) => start < place);

/** The law of undecidedFrom for one text cut at one place; undefined when it holds. */
function breach(text: string, cut: number, whole: readonly PiiFinding[]): string | undefined {
  const head = text.slice(0, cut);
  const place = finder.undecidedFrom(head);
  if (place > cut) return `place ${place} is behind the end ${cut}`;
  const decided = beginningBefore(whole, place);
  if (decided.some(({ end }) => end > place)) return `a finding reaches beyond ${place} of ${JSON.stringify(head)}`;
  return JSON.stringify(beginningBefore(finder.structured(head), place)) === JSON.stringify(decided) ? undefined : `other findings before ${place} of ${JSON.stringify(head)}`;
}

function breaches(text: string): string[] {
  const whole = finder.structured(text);
  return Array.from({ length: text.length + 1 }, (_, cut) => breach(text, cut, whole)).filter((found) => found !== undefined);
}

/** Takes a text in pieces as an output guard does: keeps context, asks from where to look. */
function inPieces(text: string, sizes: () => number): PiiFinding[] {
  const findings: PiiFinding[] = [];
  const take = (found: readonly PiiFinding[], offset: number): void => {
    for (const finding of found) findings.push({ ...finding, start: finding.start + offset, end: finding.end + offset });
  };
  let [buffer, from, offset] = ['', 0, 0];
  for (let done = 0; done < text.length;) {
    const size = sizes();
    buffer += text.slice(done, done + size);
    done += size;
    const place = finder.undecidedFrom(buffer, from);
    take(beginningBefore(finder.structured(buffer, from), place), offset);
    const dropped = Math.max(0, place - 4 * finder.contextLength);
    buffer = buffer.slice(dropped);
    [from, offset] = [place - dropped, offset + dropped];
  }
  take(finder.structured(buffer, from), offset);
  return findings;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const MARKS = ['', ' ', ' ', '\n', ', ', '. ', ' (', ') ', ': ', '-', '"', '\u3002', '\u200B', ' and ', ' phone ', ' ext ', ' March ', ' US ', ' 12 ', ' 1', '+', '='];

function mixture(random: () => number): string {
  let text = '';
  for (let part = 0; part < 4; part++) {
    const sample = ALL_SAMPLES[Math.floor(random() * ALL_SAMPLES.length)];
    text += `${random() < 0.7 ? sample?.before ?? '' : ''}${sample?.value.slice(0, 90)}${MARKS[Math.floor(random() * MARKS.length)]}${MARKS[Math.floor(random() * MARKS.length)]}`;
  }
  return text;
}

describe('the end of a text that may go on', () => {
  test.each(ALL_SAMPLES.map((sample): [string, string] => [sample.type, `We know that ${sample.before ?? ''}${sample.value} is what it is, 12 of 14 at least.`]))('nothing of %s is let go before it is found, at any cut', (_, text) => {
    expect(breaches(text)).toEqual([]);
  });

  test('nor in mixtures of anything with anything', () => {
    const random = randomFrom(7);
    for (let round = 0; round < 60; round++) {
      const text = mixture(random);
      const whole = finder.structured(text);
      for (let cut = 0; cut <= text.length; cut += 1 + Math.floor(random() * 4)) expect(breach(text, cut, whole)).toBeUndefined();
    }
  });

  test('a text in pieces gives what the whole gives, with no more kept than the context', () => {
    const random = randomFrom(11);
    for (let round = 0; round < 80; round++) {
      const text = mixture(random) + mixture(random);
      expect(inPieces(text, () => 1 + Math.floor(random() * 6))).toEqual(finder.structured(text));
    }
  });
});

describe('what is held back', () => {
  test('in prose little more than the last word', () => {
    const prose = 'The gateway keeps a record of every request that it has seen, and the record says who asked. Nothing of the content stands in the log: it is sealed. We may, in March, do it at our office of old; call it what you like (or do not) - it is "there".';
    let held = 0;
    for (let length = 1; length <= prose.length; length++) {
      const here = length - finder.undecidedFrom(prose.slice(0, length));
      held += here;
      expect(here).toBeLessThanOrEqual(14);
    }
    expect(held / prose.length).toBeLessThan(4);
  });

  test('nothing after a plain word and a blank', () => {
    for (const text of ['nothing of this ', 'A word. ', 'the end\n', 'password ', 'he was born ']) expect(finder.undecidedFrom(text)).toBe(text.length);
  });

  test.each([
    ['an endless word', 'a'.repeat(50_000), 8_192],
    ['an endless number in groups', '12 '.repeat(20_000), 256],
    ['a private key without an end', `-----BEGIN ${'PRIVATE'} KEY-----\n${'QUJDRA'.repeat(5_000)}`, 8_192],
    ['a quotation without an end', `password = "${'a b '.repeat(2_000)}`, 256],
  ])('of %s no more than a bound', (_, text, bound) => {
    for (let length = bound + 100; length <= text.length; length += 997) expect(length - finder.undecidedFrom(text.slice(0, length))).toBeLessThanOrEqual(bound + 64);
  });

  test('a private key that never ends is a secret all the same', () => {
    const text = `key:\n-----BEGIN ${'PRIVATE'} KEY-----\n${'QUJDRA'.repeat(100)}`;
    expect(finder.structured(text)).toEqual([{ type: 'PRIVATE_KEY', start: 5, end: text.length, score: 1 }]);
    expect(finder.undecidedFrom(text)).toBe(5);
  });
});
