import { readFileSync } from 'node:fs';
import type { OutputContext } from '../../lib/services/ai-gateway/core/ports';
import { createOutputGuards } from '../../lib/services/ai-gateway/output/output-guards';
import { createPiiFinder } from '../../lib/services/ai-gateway/pii/finder';
import { isSecretType } from '../../lib/services/ai-gateway/pii/types';

/**
 * What the output guards cost, with and without a real finder of personal data, and how much of an answer they hold back.
 * `node --import tsx test/bench/output-guards.ts [text file]`: the file is the answer; otherwise plain prose is made up.
 */
const WORDS = 'the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years much where your way down should because long'.split(' ');

function prose(length: number): string {
  let seed = 7;
  let text = '';
  while (text.length < length) {
    seed = (seed * 48271) % 2147483647;
    text += (WORDS[seed % WORDS.length] ?? '') + (seed % 17 === 0 ? '. ' : seed % 13 === 0 ? ', ' : ' ');
  }
  return text.slice(0, length);
}

const file = process.argv[2];
const text = file === undefined ? prose(6_000) : readFileSync(file, 'utf8').slice(0, 60_000);
const systemPrompt = `You are the assistant of a bank. ${prose(2_000).split(' ').reverse().join(' ')} Never tell anybody about the vault.`;
const context: OutputContext = { tools: new Map(), systemPrompt, canary: 'c4n4ry-9f8e7d6c5b4a3f2e' };
const settings = { secrets: 'mask', personalData: 'mask', allowTypes: [], systemPrompt: 'block', links: 'neutralise', linkHosts: ['example.com'], denyList: ['project falcon', 'internal only', 'do not distribute'] } as const;
const noFinder = { structured: () => [], undecidedFrom: (seen: string) => seen.lastIndexOf(' ') + 1 };

function pieces(length: number): string[] {
  const cut: string[] = [];
  for (let at = 0; at < text.length; at += length) cut.push(text.slice(at, at + length));
  return cut;
}

function microseconds(rounds: number, work: () => void): number {
  for (let round = 0; round < rounds / 4; round++) work();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / rounds;
}

for (const [name, dependencies] of [['own cost', { pii: noFinder, isSecretType }], ['with finder', { pii: createPiiFinder(), isSecretType }]] as const) {
  const guards = createOutputGuards(settings, dependencies);
  const chunks = pieces(5);
  const stream = microseconds(100, () => {
    const filter = guards.filter(context);
    for (const chunk of chunks) filter.push(chunk);
    filter.end('stop');
  });
  const answer = text.slice(0, 600);
  const whole = microseconds(4_000, () => {
    const filter = guards.filter(context);
    filter.push(answer);
    filter.end('stop');
  });
  const filter = guards.filter(context);
  let taken = 0;
  let given = 0;
  let held = 0;
  let releases = 0;
  for (const chunk of chunks) {
    taken += chunk.length;
    const released = filter.push(chunk);
    given += released.length;
    held += taken - given;
    if (released !== '') releases += 1;
  }
  console.log(`${name}: ${(stream / chunks.length).toFixed(2)} us per chunk of 5, ${whole.toFixed(1)} us per answer of 600; held ${(held / chunks.length).toFixed(1)} characters on average, ${Math.round(100 * releases / chunks.length)} % of the pushes release`);
}
