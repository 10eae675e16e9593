import type { Rule } from '../rule';

export const apiRules: readonly Rule[] = [];
