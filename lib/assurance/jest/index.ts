import type { Endpoint } from '../network';
import { posture as postureOf, renderPosture } from '../posture';
import type { Requirement } from '../requirements';
import type { Rule } from '../rules';
import type { Ask } from '../verify/ask';
import { toAllow, toDeny, toHaveNoPath, toPassPack, toProve } from './matchers';
import { ownFacts, type Judged } from './subject';

/** For `expect.extend`; done already where a global `expect` is there when this module is loaded. */
export const matchers = { toProve, toDeny, toAllow, toHaveNoPath, toPassPack };

/** The readable account of who may do what and who reaches what, for `toMatchSnapshot()`. Of a stack its own. */
export function posture(judged: Judged): string {
  return renderPosture(postureOf(ownFacts(judged)));
}

interface AssuranceMatchers<R> {
  /** Every answer to the requirement is a proof; something unknown is none. */
  toProve(requirement: Requirement | readonly Requirement[]): R;
  /** The request is denied, explicitly or because nothing allows it. */
  toDeny(request: Ask): R;
  /** The request is allowed. */
  toAllow(request: Ask): R;
  /** Proved that no packet gets from the one to the other. */
  toHaveNoPath(from: Endpoint, to: Endpoint): R;
  /** No rule of the pack (`all` by default) is broken or undecided, but for what is acknowledged. */
  toPassPack(pack?: string | readonly Rule[]): R;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the way in which @types/jest is extended
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges into the interface of @types/jest
    interface Matchers<R> extends AssuranceMatchers<R> {}
  }
}

interface Expect {
  extend(matchers: object): void;
}

const { expect: present } = globalThis as { readonly expect?: Expect };
present?.extend(matchers);

export type { Ask, Judged, Requirement, Rule };
