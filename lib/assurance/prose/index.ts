export { acknowledged, becauseOf, gistOf, renderVerdict, valueText } from './check';
export { closed, wayName, wayOf } from './network-sentences';
export { admittance, packet, renderHops, renderPath } from './path';
export { principalName, renderDecision, renderRequest } from './request';
export { deeper, hasSentence, placeOf, sentence } from './sentence';
export { listed, readable, words } from './words';
