export { comparePolicies, type CompareOptions, type DifferenceWitness, type PolicyComparison } from './compare';
export { prove, type ProveOptions, type RequestRegion, type RequestWitness } from './prove';
export type { KeyFacts } from './schema';
