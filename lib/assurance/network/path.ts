import { ATOM_SPACE, formatAddress } from './addresses';
import type { IntervalSet } from './intervals';
import type { Doubt, Id } from './model';
import type { Admission, Stage } from './region';
import type { Leg } from './legs';
import type { Move } from './search';
import { siteName } from './sites';
import { formatTraffic, packetOf, protocolName, tcp } from './traffic';

/** What lets a packet through at one stage: `by` is the rule, route, entry or gateway. */
export interface Admittance {
  readonly stage: Stage;
  readonly by: Id;
  readonly doubt?: Doubt;
}

/** One hop that a person can replay: a packet, what admits it, and what admits its answer. */
export interface Hop {
  readonly from: Id;
  readonly to: Id;
  readonly way: string;
  readonly subnets?: { readonly from?: Id; readonly to?: Id };
  readonly protocol?: string;
  readonly source?: string;
  readonly sourcePort?: number;
  readonly destination?: string;
  readonly port?: number;
  /** All traffic for which the same things admit. */
  readonly traffic: string;
  readonly admittedBy: readonly Admittance[];
  readonly answerAdmittedBy: readonly Admittance[];
  /** Listener, target group, integration: what makes the node before send the packet. */
  readonly because: readonly Id[];
}

/** How packets get from one end to the other. */
export interface Path {
  readonly hops: readonly Hop[];
}

const USUAL_PORTS = [tcp(49152, 65535), tcp(32768, 65535), tcp(1024, 65535)];

export function pathOf(moves: readonly Move[]): Path {
  return { hops: moves.map(hopOf) };
}

function hopOf(move: Move): Hop {
  switch (move.kind) {
    case 'leg': return { ...legHop(move.leg), because: move.forward?.via ?? [] };
    case 'managed': return {
      from: move.from, to: move.to, way: 'carried by AWS', traffic: formatTraffic(move.traffic), admittedBy: [], answerAdmittedBy: [], because: move.forward?.via ?? [],
    };
    case 'lost': return { from: move.from, to: 'not known', way: 'not known', traffic: 'all', admittedBy: [], answerAdmittedBy: [], because: [] };
  }
}

function legHop({ question, solution: { box, admissions } }: Leg): Hop {
  const { protocol, port } = packetOf(box.traffic.first ?? 0n);
  const answer = USUAL_PORTS.map((usual) => box.answer.intersect(usual)).find((set) => !set.isEmpty) ?? box.answer;
  const { from, to } = question;
  return {
    from: siteName(from),
    to: siteName(to),
    way: question.way,
    subnets: { from: from.kind === 'interface' ? from.interface.subnet : undefined, to: to.kind === 'interface' ? to.interface.subnet : undefined },
    protocol: protocolName(protocol),
    source: example(box.source),
    ...(question.answered ? { sourcePort: packetOf(answer.first ?? 0n).port } : {}),
    destination: example(box.destination),
    ...(protocol === 6 || protocol === 17 ? { port } : {}),
    traffic: formatTraffic(box.traffic),
    admittedBy: admissions.filter((admission) => !isAnswer(admission, question.answered)),
    answerAdmittedBy: admissions.filter((admission) => isAnswer(admission, question.answered)),
    because: [],
  };
}

function isAnswer({ stage }: Admission, answered: boolean): boolean {
  return answered && stage.startsWith('Answer');
}

/** An address that is a number before one that is only a name. */
function example(set: IntervalSet): string {
  const numeric = set.subtract(ATOM_SPACE);
  return formatAddress(numeric.first ?? set.first ?? 0n);
}
