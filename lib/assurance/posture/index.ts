export type { Encryption } from './encryption';
export type { Exposure } from './exposure';
export type { Grant } from './grant';
export { posture, type NotTold, type Posture, type PostureOptions, type WayToMore } from './posture';
export type { Reach } from './reach';
export { renderPosture } from './render';
export type { Chain } from './rights';
