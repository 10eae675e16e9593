import { resolveEndpoint, type Endpoint } from '../../network/endpoints';
import type { Resource } from '../../template';
import type { Step } from '../../verdict';
import { doubtsAbout } from '../answer';
import type { QuestionContext } from '../context';
import type { NetworkEnd } from '../requirement';

/** One end of a network question, as reachability names it. */
export interface End {
  readonly endpoint: Endpoint;
  /** The resource that was selected, where one was. */
  readonly resource?: Resource;
  /** Why it may not be meant, or not be there. */
  readonly doubts: readonly Step[];
}

/** `absent`: nothing is selected, or nothing of it is on the network. */
export type Ends = { readonly kind: 'ends'; readonly ends: readonly End[] } | { readonly kind: 'absent' | 'unknown'; readonly because: Step };

export function endsOf(end: NetworkEnd, context: QuestionContext): Ends {
  return context.once(`ends ${JSON.stringify(end)}`, () => resolve(end, context));
}

/** Ids of the nodes that an end stands for, and the names by which reachability lists it where it is no node. */
export function namesOf({ endpoint }: End, context: QuestionContext): readonly string[] {
  const { model } = context.network();
  const { nodes, starts, sites } = resolveEndpoint(model, endpoint);
  const services = sites.flatMap((site) => (site.kind === 'service' ? [`service:${site.service}`] : []));
  return [endpoint, ...nodes, ...starts.flatMap((start) => (start.kind === 'node' ? [start.node.id] : [])), ...services];
}

function resolve(end: NetworkEnd, context: QuestionContext): Ends {
  if (end === 'internet') return { kind: 'ends', ends: [{ endpoint: 'internet', doubts: [] }] };
  const { model } = context.network();
  if ('cidr' in end) return { kind: 'ends', ends: [{ endpoint: end.cidr, doubts: [] }] };
  if ('service' in end) {
    const endpoint = `service:${end.service}`;
    return resolveEndpoint(model, endpoint).kind === 'found' ? { kind: 'ends', ends: [{ endpoint, doubts: [] }] } : { kind: 'absent', because: { code: 'NoEndpointOfService', service: end.service } };
  }
  const { matched, doubtful } = context.select(end);
  const candidates: readonly End[] = [
    ...matched.map((resource) => ({ endpoint: idOf(resource), resource, doubts: doubtsAbout(resource) })),
    ...doubtful.map(({ resource, because }) => ({ endpoint: idOf(resource), resource, doubts: [because, ...doubtsAbout(resource)] })),
  ];
  if (candidates.length === 0) return { kind: 'absent', because: { code: 'SelectorMatchesNothing', selector: end } };
  const known = candidates.map((candidate) => ({ candidate, resolved: resolveEndpoint(model, candidate.endpoint) })).filter(({ resolved }) => resolved.kind === 'found' || resolved.kind === 'empty');
  if (known.length === 0) return { kind: 'unknown', because: { code: 'SelectsNothingOnTheNetwork', selector: end, resources: candidates.map(({ endpoint }) => endpoint) } };
  const present = known.filter(({ resolved }) => resolved.kind === 'found');
  if (present.length === 0) return { kind: 'absent', because: { code: 'NothingThere', selector: end, resources: known.map(({ candidate }) => candidate.endpoint) } };
  const clusters = new Map([...model.nodes.values()].flatMap(({ id, members }) => members.map((member): [string, string] => [member, id])));
  // a cluster and its instances are one node
  return { kind: 'ends', ends: [...new Map(present.map(({ candidate }): [string, End] => [clusters.get(candidate.endpoint) ?? candidate.endpoint, candidate])).values()] };
}

function idOf({ template, logicalId }: Resource): string {
  return `${template}.${logicalId}`;
}
