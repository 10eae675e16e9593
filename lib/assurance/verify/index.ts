export { nameOf } from './acknowledge';
export { countsOf, standingOf, type Counts, type Standing } from './standing';
export type { Verification } from './verification';
export { verify, type VerifyOptions } from './verify';
