import { renderPosition } from '../template/source';
import type { Step } from '../verdict';
import { IAM_SENTENCES } from './iam-sentences';
import { closed, NETWORK_SENTENCES } from './network-sentences';
import { QUESTION_SENTENCES } from './question-sentences';
import { RULE_SENTENCES } from './rule-sentences';
import { TEMPLATE_SENTENCES } from './template-sentences';
import { isDetails, isPosition, items, spaced, words, type Details } from './words';

const SENTENCES: ReadonlyMap<string, (details: Details) => string> = new Map(
  [TEMPLATE_SENTENCES, IAM_SENTENCES, NETWORK_SENTENCES, QUESTION_SENTENCES, RULE_SENTENCES].flatMap((sentences) => Object.entries(sentences)),
);

/** Details that say where, not what. */
const PLACES = ['position', 'template', 'path', 'cause', 'because'];

/** A reason as a clause: lower case, no full stop. A code without a sentence of its own reads as words, with its data. */
export function sentence(step: Step): string {
  const { code, ...details } = step;
  const known = SENTENCES.get(code);
  if (known === undefined) return located(`${spaced(code)}${detailed(details)}`, step);
  const said = located(known(details), step);
  const about = !code.startsWith('Property') && typeof details.property === 'string' && details.wanted !== undefined ? `${details.property} must be ${words(details.wanted)}, and cannot be told: ` : '';
  return `${about}${said}`;
}

/** Whether a code has a sentence of its own. */
export function hasSentence(code: string): boolean {
  return SENTENCES.has(code) || !closed({ code }).startsWith(code);
}

/** Whatever a step rests on in turn: causes and reasons within it, each as a sentence. */
export function deeper(step: Step): readonly string[] {
  return [step.cause, ...items(step.because), ...items(step.causes)].flatMap((inner) => (isStep(inner) ? [sentence(inner), ...deeper(inner)] : []));
}

/** Where it is, as far as the step tells: `Data.Bucket /BucketName`. */
export function placeOf({ template, resource, output, parameter, path }: Step): string {
  const name = [resource, output, parameter].find((each) => typeof each === 'string');
  const place = [template, name].filter((each) => typeof each === 'string').join('.');
  return typeof path === 'string' && path !== '' ? `${place} ${path}` : place;
}

function located(text: string, { position }: Step): string {
  return isPosition(position) ? `${text} (${renderPosition(position)})` : text;
}

function detailed(details: Details): string {
  const told = Object.entries(details).filter(([name, value]) => value !== undefined && !PLACES.includes(name));
  if (told.length === 0) return '';
  return `: ${told.map(([name, value]) => `${spaced(name)} ${isStep(value) ? sentence(value) : words(value)}`).join('; ')}`;
}

function isStep(value: unknown): value is Step {
  return isDetails(value) && typeof value.code === 'string';
}
