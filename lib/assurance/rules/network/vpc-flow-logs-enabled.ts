import { at, isUnknown, text, type Resource } from '../../template';
import { all, any, type Trilean } from '../../iam/trilean';
import { oneOf, property } from '../outcome';
import type { Rule, RuleContext } from '../rule';
import { guarded, names, related, type Referrers } from './references';

const FLOW_LOG = 'AWS::EC2::FlowLog';

export const vpcFlowLogsEnabled: Rule = {
  id: 'VpcFlowLogsEnabled',
  title: 'flow logs record the traffic of the VPC',
  why: 'without them nobody can tell who talked to whom, nor what was refused',
  fix: 'add an AWS::EC2::FlowLog for the VPC with TrafficType ALL (or REJECT)',
  severity: 'error',
  controls: ['NET-07'],
  types: ['AWS::EC2::VPC'],
  check: (vpc, context) => guarded(logsOf(vpc, context), (log) => property(log, ['TrafficType'], oneOf(['ALL', 'REJECT'])), { because: [{ code: 'NoFlowLog' }] }),
};

/** Flow logs of the VPC itself; where every subnet has one, those. */
function logsOf(vpc: Resource, context: RuleContext): Referrers {
  const own = related(context, [FLOW_LOG], (log) => names(at(log.properties, 'ResourceId'), vpc, context));
  if (own.sure.length > 0) return own;
  const subnets = context.ofType('AWS::EC2::Subnet').filter((subnet) => names(at(subnet.properties, 'VpcId'), vpc, context) !== 'no');
  const logged = (subnet: Resource): Trilean => any(context.ofType(FLOW_LOG).map((log) => (isSubnetLog(log) ? names(at(log.properties, 'ResourceId'), subnet, context) : 'no')));
  if (subnets.length === 0 || all(subnets.map(logged)) !== 'yes') return own;
  return { sure: context.ofType(FLOW_LOG).filter((log) => subnets.some((subnet) => names(at(log.properties, 'ResourceId'), subnet, context) === 'yes')), perhaps: own.perhaps };
}

function isSubnetLog(log: Resource): boolean {
  const type = text(at(log.properties, 'ResourceType'));
  return !isUnknown(type) && type === 'Subnet' && log.presence === 'present';
}
