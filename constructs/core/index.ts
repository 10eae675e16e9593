export { Justification } from './justification';
