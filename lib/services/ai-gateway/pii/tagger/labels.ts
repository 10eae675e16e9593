import type { PiiType } from '../types';

/** Types that the tagger knows. */
export const TAGGED_TYPES = ['PERSON', 'GPE', 'STREET_ADDRESS', 'ORGANIZATION', 'NRP', 'DATE_TIME', 'AGE', 'TITLE', 'ZIP_CODE'] as const satisfies readonly PiiType[];

/** Label 0 is none; each type has one for its first token and one for the others. */
export const LABEL_COUNT = 1 + 2 * TAGGED_TYPES.length;

export function firstLabel(type: number): number {
  return 1 + 2 * type;
}

export function isFirst(label: number): boolean {
  return label % 2 === 1;
}

/** Index in TAGGED_TYPES of a label that is not 0. */
export function typeOf(label: number): number {
  return (label - 1) >> 1;
}

/** Whether `label` may follow: a later token only after one of its own type. */
export function mayFollow(previous: number, label: number): boolean {
  return label === 0 || isFirst(label) || previous === label || previous === label - 1;
}
