import type { Reachability } from '../../../../lib/assurance/network';
import { Simulator } from './simulator';
import { judge, type Table } from './table';

const ENDS = ['internet', 'Instance0', 'Instance1', 'Instance2', 'InstanceO'];
const NUMBERS: Readonly<Record<string, 6 | 17 | 1>> = { tcp: 6, udp: 17, icmp: 1 };

export interface Tally {
  proved: number;
  refuted: number;
  unknown: number;
}

/** Where engine and simulator differ on a network; every witness is sent through the simulator as well. */
export function disagreements(table: Table, tally: Tally): string[] {
  const simulator = new Simulator(table);
  const engine = judge(table);
  const direct = new Map(pairs().map(([from, to]): [string, boolean] => [`${from} ${to}`, simulator.anyPacket(from, to)]));
  const arrives = (from: string, to: string): boolean => direct.get(`${from} ${to}`) ?? false;
  return pairs().flatMap(([from, to]) => {
    const bothOpen = from !== 'internet' && to !== 'internet' && arrives(from, 'internet') && arrives('internet', to);
    const verdict = engine.paths(nameOf(from), nameOf(to));
    if (verdict.kind === 'not-applicable') return [`${from} -> ${to}: not applicable`];
    tally[verdict.kind] += 1;
    const difference = (): string[] => [`${from} -> ${to}: ${verdict.kind}, simulated ${String(arrives(from, to))}`];
    switch (verdict.kind) {
      case 'proved': return arrives(from, to) || bothOpen ? difference() : [];
      case 'unknown': return arrives(from, to) || !bothOpen ? difference() : [];
      case 'refuted': return verdict.witness.hops.every((hop) => replays(simulator, hop)) && (arrives(from, to) || bothOpen) ? [] : difference();
    }
  });
}

type Witness = Extract<ReturnType<Reachability['paths']>, { kind: 'refuted' }>['witness'];

function replays(simulator: Simulator, hop: Witness['hops'][number]): boolean {
  const protocol = NUMBERS[hop.protocol ?? ''] ?? 1;
  return simulator.arrives(hop.from.replace('T.', ''), hop.to.replace('T.', ''), {
    source: hop.source ?? '', destination: hop.destination ?? '', protocol, port: hop.port ?? 0, sourcePort: hop.sourcePort ?? 1024,
  });
}

export function pairs(): [string, string][] {
  return ENDS.flatMap((from) => ENDS.filter((to) => to !== from).map((to): [string, string] => [from, to]));
}

export function nameOf(end: string): string {
  return end === 'internet' ? end : `T.${end}`;
}
