import type { Check } from '../../../../lib/assurance/check';
import { runRequirements, type Question, type Requirement } from '../../../../lib/assurance/requirements';
import { facts, parseTemplate, type Facts } from '../../../../lib/assurance/template';

/** Facts of a template in YAML, of which the text is what stands below `Resources:` unless it has such a line. */
export function factsOf(text: string): Facts {
  return facts([parseTemplate(/^Resources:/m.test(text) ? text : `Resources:\n${text.replace(/^(?=.)/gm, '  ')}`, 'T.yaml')]);
}

export function requirement(question: Question, more: Partial<Requirement> = {}): Requirement {
  return { id: 'TEST.question', title: 'it holds', controls: [], question, ...more };
}

export function ask(text: string, question: Question, more?: Partial<Requirement>): readonly Check[] {
  return runRequirements(factsOf(text), [requirement(question, more)]);
}

/** `<verdict> <logical id> <finding>` of each check. */
export function told(checks: readonly Check[]): readonly string[] {
  return checks.map(({ verdict, subject, finding }) => [verdict.kind, subject?.logicalId, finding].filter((part) => part !== undefined).join(' '));
}

/** The code of the first reason of the first check. */
export function reasonOf([check]: readonly Check[]): string | undefined {
  return check?.verdict.because[0]?.code;
}
