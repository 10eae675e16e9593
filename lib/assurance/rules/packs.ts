import { aiRules } from './ai';
import { apiRules } from './api';
import { computeRules } from './compute';
import { dataRules } from './data';
import { governanceRules } from './governance';
import { identityRules } from './identity';
import { loggingRules } from './logging';
import { networkRules } from './network';
import type { Rule } from './rule';
import { supplyChainRules } from './supply-chain';

/** Rules by area; a pack of its own each, for `--pack`. */
export const PACKS: { readonly [pack: string]: readonly Rule[] } = {
  network: networkRules,
  api: apiRules,
  data: dataRules,
  identity: identityRules,
  compute: computeRules,
  'supply-chain': supplyChainRules,
  logging: loggingRules,
  ai: aiRules,
  governance: governanceRules,
};

/** The AI pack: every rule, in the order of the areas. */
export const ALL_RULES: readonly Rule[] = Object.values(PACKS).flat();
