import { controlOf, type Control } from './control';
import { AI } from './controls/ai';
import { API } from './controls/api';
import { DATA } from './controls/data';
import { GOVERNANCE } from './controls/governance';
import { IDENTITY } from './controls/identity';
import { LOGGING } from './controls/logging';
import { NETWORK } from './controls/network';
import { SUPPLY_CHAIN } from './controls/supply-chain';
import { FRAMEWORKS, type Framework } from './frameworks';

/** Controls of an AI platform, and the frameworks whose requirements they support. */
export interface Catalogue {
  readonly version: string;
  readonly frameworks: readonly Framework[];
  readonly controls: readonly Control[];
}

export const CATALOGUE: Catalogue = {
  version: '1.0.0',
  frameworks: FRAMEWORKS,
  controls: [...NETWORK, ...DATA, ...IDENTITY, ...API, ...AI, ...LOGGING, ...SUPPLY_CHAIN, ...GOVERNANCE].map(controlOf),
};
