import { tcp } from '../../network';
import { all, type Trilean } from '../../iam/trilean';
import { at, isUnknown, stringsIn, type Resource } from '../../template';
import { fail, PASS, unknownOutcome } from '../outcome';
import type { Outcome, Rule, RuleContext } from '../rule';
import { describeRule, everyGroupRule, INGRESS_TYPES, peerOf, trafficOf, whenWorld, type GroupRule } from './group-rules';
import { resourceOf } from './references';
import { told } from './told';

const BALANCERS = ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ElasticLoadBalancing::LoadBalancer'];
const GROUP_TYPES = ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'];

export const securityGroupIngressNotOpen: Rule = {
  id: 'SecurityGroupIngressNotOpen',
  title: 'security group takes nothing from the internet, but for 443 at an internet-facing load balancer',
  why: 'whatever listens behind the group is reachable, and attacked, from everywhere',
  fix: 'name the security group or the block that may connect; only a load balancer that faces the internet may take tcp 443 from it',
  severity: 'error',
  controls: ['NET-08'],
  types: INGRESS_TYPES,
  check: (resource, context) => everyGroupRule(resource, 'in', (rule) => whenWorld(rule, context, () => judge(rule, context))),
};

function judge(rule: GroupRule, context: RuleContext): Outcome {
  const open = fail({ id: describeRule(rule), path: rule.path, got: peerOf(rule), because: [{ code: 'IngressFromInternet', rule: describeRule(rule) }] });
  const traffic = trafficOf(rule);
  if (traffic === undefined || !tcp(443).covers(traffic)) return open;
  const users = usersOf(rule, context);
  if (users.length === 0) return unknownOutcome({ code: 'NothingUsesGroup', rule: describeRule(rule) });
  const edge = all(users.map(isEdge));
  return edge === 'yes' ? PASS : edge === 'no' ? open : unknownOutcome({ code: 'SchemeNotTold', rule: describeRule(rule) });
}

/** Whatever is placed behind the group, as far as the templates tell. */
function usersOf({ resource, value }: GroupRule, context: RuleContext): readonly Resource[] {
  const group = resource.type === 'AWS::EC2::SecurityGroup' ? resource : resourceOf(at(value, 'GroupId'), context);
  if (group === undefined) return [];
  const own = new Set(Object.entries(group.names).flatMap(([attribute, name]) => (attribute === 'VpcId' ? [] : [name])));
  return context.resources.filter(({ type, properties }) => type.startsWith('AWS::') && !GROUP_TYPES.includes(type) && stringsIn(properties).some((each) => own.has(each)));
}

function isEdge({ type, properties }: Resource): Trilean {
  const scheme = told(at(properties, 'Scheme'));
  if (!BALANCERS.includes(type)) return 'no';
  return isUnknown(scheme) ? 'unknown' : scheme === undefined || scheme === 'internet-facing' ? 'yes' : 'no';
}
