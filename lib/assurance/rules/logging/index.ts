import type { Rule } from '../rule';

export const loggingRules: readonly Rule[] = [
];
