import type { Rule } from '../rule';

export const computeRules: readonly Rule[] = [];
