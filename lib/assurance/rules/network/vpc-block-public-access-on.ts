import { noneOf, oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const vpcBlockPublicAccessOn: Rule = {
  id: 'VpcBlockPublicAccessOn',
  title: 'VPC block public access is on, and nothing is exempt both ways',
  why: 'it refuses internet traffic for the whole account whatever a template says later; switched off or exempted it refuses nothing',
  fix: 'set InternetGatewayBlockMode to block-bidirectional (or block-ingress), and exempt at most outward traffic',
  severity: 'error',
  controls: ['NET-01', 'NET-08'],
  types: ['AWS::EC2::VPCBlockPublicAccessOptions', 'AWS::EC2::VPCBlockPublicAccessExclusion'],
  check: (resource) => (resource.type === 'AWS::EC2::VPCBlockPublicAccessOptions'
    ? property(resource, ['InternetGatewayBlockMode'], oneOf(['block-bidirectional', 'block-ingress']))
    : property(resource, ['InternetGatewayExclusionMode'], noneOf(['allow-bidirectional'], 'no'))),
};
