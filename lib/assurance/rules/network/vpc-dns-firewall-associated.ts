import { PRESENT, property } from '../outcome';
import type { Rule } from '../rule';
import { guarded, referrers } from './references';

export const vpcDnsFirewallAssociated: Rule = {
  id: 'VpcDnsFirewallAssociated',
  title: 'DNS firewall judges the name look-ups of the VPC',
  why: 'the resolver answers from every subnet, whatever routes and groups say, and look-ups carry data out',
  fix: 'associate a Route 53 Resolver DNS Firewall rule group that allows the names the workloads need and blocks the rest',
  severity: 'warning',
  controls: ['NET-01', 'NET-08'],
  types: ['AWS::EC2::VPC'],
  check: (vpc, context) => guarded(referrers(context, vpc, ['AWS::Route53Resolver::FirewallRuleGroupAssociation'], 'VpcId'), (association) => property(association, ['FirewallRuleGroupId'], PRESENT), { because: [{ code: 'NoDnsFirewall' }] }),
};
