import type { Rule } from '../rule';

export const identityRules: readonly Rule[] = [
];
