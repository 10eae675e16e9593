import type { Admittance, Hop, Path } from '../network';
import type { Verdict } from '../verdict';
import { deeper, sentence } from './sentence';
import { words } from './words';

const STAGES: { readonly [stage in Admittance['stage']]: string } = {
  SourceSecurityGroup: 'security group rule (out)',
  SourceNetworkAcl: 'network ACL (out)',
  Route: 'route',
  Gateway: 'gateway',
  PublicAddress: 'public address',
  NatNetworkAcl: 'network ACL of the NAT gateway',
  DestinationNetworkAcl: 'network ACL (in)',
  DestinationSecurityGroup: 'security group rule (in)',
  AnswerRoute: 'route of the answer',
  AnswerDestinationNetworkAcl: 'network ACL (answer out)',
  AnswerNatNetworkAcl: 'network ACL of the NAT gateway (answer)',
  AnswerSourceNetworkAcl: 'network ACL (answer in)',
  Placement: 'placement',
};

/** `security group rule (in) Api.Rule`. */
export function admittance({ stage, by }: Admittance): string {
  return `${STAGES[stage]} ${words(by)}`;
}

/** The packet of a hop: `tcp 203.0.113.9:49152 -> 10.0.1.4:443`. */
export function packet({ protocol, source, sourcePort, destination, port, traffic }: Hop): string {
  if (source === undefined || destination === undefined) return words(traffic);
  return `${protocol ?? ''} ${addressed(source, sourcePort)} -> ${addressed(destination, port)}`.trim();
}

/** The way that packets take, hop by hop, with what admits each. */
export function renderHops({ hops }: Path): readonly string[] {
  return hops.flatMap((hop, index) => [
    `${String(index + 1)}. ${words(hop.from)} to ${words(hop.to)} (${words(hop.way)}): ${packet(hop)}; admitted traffic: ${words(hop.traffic)}`,
    ...(hop.because.length === 0 ? [] : [`   sent on by ${hop.because.map(words).join(', ')}`]),
    ...(hop.admittedBy.length === 0 ? [] : [`   let through by ${hop.admittedBy.map(admittance).join('; ')}`]),
    ...(hop.answerAdmittedBy.length === 0 ? [] : [`   its answer by ${hop.answerAdmittedBy.map(admittance).join('; ')}`]),
  ]);
}

/** An answer to "is there no path": the path and what closes it, why there is none, or what cannot be told. */
export function renderPath(verdict: Verdict<Path>): readonly string[] {
  const reasons = verdict.because.flatMap((step) => [sentence(step), ...(verdict.kind === 'unknown' ? deeper(step) : [])]);
  return [...(verdict.kind === 'refuted' ? renderHops(verdict.witness) : []), ...new Set(reasons)];
}

function addressed(address: string, port: number | undefined): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${String(port)}` : `${address}:${String(port)}`;
}
