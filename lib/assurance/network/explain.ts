import type { Step } from '../verdict';
import type { Id } from './model';
import { firstSolution, type Constraint, type Stage } from './region';
import { acceptedBy, forwardsOnly, legQuestions, type LegQuestion } from './legs';
import { relaysReached, startSites, type Question } from './search';
import { siteName, type Site } from './sites';
import type { View } from './view';

const CODES: Readonly<Record<Stage, string>> = {
  SourceSecurityGroup: 'NoSecurityGroupRuleLetsOut',
  SourceNetworkAcl: 'NetworkAclLetsNothingOut',
  Route: 'NoRoute',
  Gateway: 'NoGateway',
  PublicAddress: 'NoPublicAddress',
  NatNetworkAcl: 'NetworkAclClosesNatGateway',
  DestinationNetworkAcl: 'NetworkAclLetsNothingIn',
  DestinationSecurityGroup: 'NoSecurityGroupRuleLetsIn',
  AnswerRoute: 'NoRouteBack',
  AnswerDestinationNetworkAcl: 'NetworkAclClosesAnswer',
  AnswerNatNetworkAcl: 'NetworkAclClosesAnswer',
  AnswerSourceNetworkAcl: 'NetworkAclClosesAnswer',
  Placement: 'NotPlaced',
};

/**
 * Why nothing arrives: for each direct way the stages that close it, each alone where one is enough (more than one is defence in depth),
 * else the fewest that do so together; then the relays that the source does get to, none of which leads on.
 */
export function whyClosed(view: View, question: Question): readonly Step[] {
  const steps = new Map<string, Step>();
  for (const start of question.from) {
    const passive: Step[] = start.kind === 'node' && forwardsOnly(start.node) ? [{ code: 'SendsOnlyToItsTargets', node: start.node.id }] : [];
    for (const step of passive) steps.set(JSON.stringify(step), step);
    for (const from of startSites(view, start)) for (const to of question.to) for (const step of closedLegs(view, from, to, question)) steps.set(JSON.stringify(step), step);
  }
  const relays = relaysReached(view, question);
  const nothing: Step = { code: 'NoInterface', from: question.from.map((start) => (start.kind === 'site' ? siteName(start.site) : start.node.id)) };
  return [...(steps.size === 0 ? [nothing] : steps.values()), ...(relays.length > 0 ? [{ code: 'RelaysLeadElsewhere', relays }] : [])];
}

function closedLegs(view: View, from: Site, to: Site, question: Question): Step[] {
  const ends = { from: siteName(from), to: siteName(to) };
  const heard = acceptedBy(to, question.traffic);
  if (heard.isEmpty) return [{ code: 'NobodyListens', ...ends }];
  const asked = legQuestions(view, from, to, heard);
  if (asked.length === 0) return [{ code: 'NoCommonAddressFamily', ...ends }];
  return asked.map((leg) => {
    const closers = closersOf(leg);
    return { code: 'Closed', ...ends, way: leg.way, family: `IPv${String(leg.family)}`, protocols: leg.answered ? 'tcp' : 'others', by: closers.map(describe) };
  });
}

function describe({ stage, at }: Constraint): { readonly code: string; readonly at: Id } {
  return { code: CODES[stage], at };
}

/** Stages that are each enough; or, where none is, a set of stages of which none can be spared. */
function closersOf({ start, constraints }: LegQuestion): readonly Constraint[] {
  const alone = constraints.filter((constraint) => firstSolution(start, [constraint]) === undefined);
  if (alone.length > 0) return alone;
  return constraints.reduce<readonly Constraint[]>((kept, constraint) => {
    const fewer = kept.filter((other) => other !== constraint);
    return firstSolution(start, fewer) === undefined ? fewer : kept;
  }, constraints);
}
