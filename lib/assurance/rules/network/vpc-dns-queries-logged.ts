import { at } from '../../template';
import { PASS, PRESENT, property, unknownOutcome } from '../outcome';
import type { Rule } from '../rule';
import { guarded, referrers, resourceOf } from './references';

export const vpcDnsQueriesLogged: Rule = {
  id: 'VpcDnsQueriesLogged',
  title: 'name look-ups of the VPC are recorded',
  why: 'tunnelling and the first call of malware show in look-ups before they show anywhere else',
  fix: 'associate the VPC with an AWS::Route53Resolver::ResolverQueryLoggingConfig',
  severity: 'warning',
  controls: ['NET-07'],
  types: ['AWS::EC2::VPC'],
  check: (vpc, context) => guarded(referrers(context, vpc, ['AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation'], 'ResourceId'), (association) => {
    const config = at(association.properties, 'ResolverQueryLogConfigId');
    const found = resourceOf(config, context);
    if (config === undefined || found !== undefined) return found === undefined ? property(association, ['ResolverQueryLogConfigId'], PRESENT) : property(found, ['DestinationArn'], PRESENT);
    return PRESENT.accepts(config) === 'unknown' ? unknownOutcome({ code: 'LoggingConfigNotKnown' }) : PASS;
  }, { because: [{ code: 'NoQueryLogging' }] }),
};
