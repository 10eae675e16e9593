import type { Rule } from '../rule';

export const supplyChainRules: readonly Rule[] = [];
