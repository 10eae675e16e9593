import type { Trilean } from '../../iam/trilean';
import { cidrs, INTERNET, parseCidr } from '../../network';
import { isUnknown, text, type Value } from '../../template';
import { trilean } from '../outcome';
import type { RuleContext } from '../rule';

/** Blocks of the internet shorter than this are as good as all of it: 0.0.0.0/1 is no narrower than 0.0.0.0/0. */
const WIDE = { 4: 8, 6: 16 } as const;

/** Addresses of the internet that can be written as numbers, so without those of AWS services that only a prefix list names. */
export const WRITTEN_INTERNET = INTERNET.intersect(cidrs('0.0.0.0/0', '::/0'));

/** Whether a CIDR block is the internet, or a large part of it. */
export function isWorld(value: Value | undefined, context: RuleContext): Trilean {
  const written = text(value);
  if (written === undefined) return 'no';
  if (isUnknown(written)) return 'unknown';
  const block = parseCidr(written);
  if (block !== undefined) return trilean(block.prefix < WIDE[block.family] && block.set.meets(WRITTEN_INTERNET));
  if (isBlockOfNetwork(written, context)) return 'no';
  const prefix = /\/(\d{1,3})$/.exec(written)?.[1];
  if (prefix === undefined) return 'unknown';
  return Number(prefix) === 0 ? 'yes' : Number(prefix) >= WIDE[6] ? 'no' : 'unknown';
}

/** A block that a network or subnet has from elsewhere (an address pool) is a block of its own all the same. */
function isBlockOfNetwork(written: string, context: RuleContext): boolean {
  return context.ofType('AWS::EC2::VPC', 'AWS::EC2::Subnet').some(({ names: { CidrBlock } }) => CidrBlock === written);
}
