import { oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const transitGatewayAttachmentsApproved: Rule = {
  id: 'TransitGatewayAttachmentsApproved',
  title: 'transit gateway waits for approval of attachments from other accounts',
  why: 'an attachment that nobody approved joins a foreign network to all others',
  fix: 'leave AutoAcceptSharedAttachments out, or set it to disable',
  severity: 'error',
  controls: ['NET-01', 'NET-08'],
  types: ['AWS::EC2::TransitGateway'],
  check: (gateway) => property(gateway, ['AutoAcceptSharedAttachments'], oneOf(['disable'], 'yes')),
};
