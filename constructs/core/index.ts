export type { Justification } from './justification';
