import { at, isUnknown, pseudoSymbol, text } from '../../template';
import { causeOf, fail, PASS, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';

export const vpcPeeringWithinAccount: Rule = {
  id: 'VpcPeeringWithinAccount',
  title: 'VPC is peered within the account only',
  why: 'a peering joins two networks as one; what the other side opens, or who enters it, is decided elsewhere',
  fix: 'offer the one service that is needed through a VPC endpoint service instead',
  severity: 'error',
  controls: ['NET-01', 'NET-03', 'NET-08'],
  types: ['AWS::EC2::VPCPeeringConnection'],
  check: (peering) => {
    const written = at(peering.properties, 'PeerOwnerId');
    const owner = text(written);
    if (owner === undefined || owner === pseudoSymbol('AWS::AccountId')) return PASS;
    if (isUnknown(owner) || owner.includes('\u27E6')) return unknownOutcome(causeOf(written, ['PeerOwnerId'], 'the own account'));
    return fail({ path: ['PeerOwnerId'], got: written, because: [{ code: 'PeeredWithOtherAccount', account: owner }] });
  },
};
