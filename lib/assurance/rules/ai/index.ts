import type { Rule } from '../rule';

export const aiRules: readonly Rule[] = [];
