import { ALL_ADDRESSES, ALL_TRAFFIC, reachability, type NetworkModel, type Reachability } from '../../network';
import { resolveEndpoint } from '../../network/endpoints';
import type { AclEntry, GroupRule } from '../../network/model';
import type { QuestionContext } from '../context';
import type { Layer } from '../requirement';
import type { End } from './ends';

/** The network with some of its controls taken away; `ends` are those that the question is about. */
export function networkWithout(layers: readonly Layer[] | undefined, ends: readonly End[], context: QuestionContext): { readonly model: NetworkModel; readonly reachability: Reachability } {
  const network = context.network();
  if (layers === undefined || layers.length === 0) return network;
  const own = layers.includes('other-access-lists') ? listsOf(ends, network.model) : new Set<string>();
  return context.once(`network without ${[...layers, ...own].join(' ')}`, () => {
    const model = opened(network.model, layers, own);
    return { model, reachability: reachability(model) };
  });
}

const ANYWHERE = { atLeast: ALL_ADDRESSES, atMost: ALL_ADDRESSES };

function opened(model: NetworkModel, layers: readonly Layer[], own: ReadonlySet<string>): NetworkModel {
  const lists = layers.includes('access-lists') || layers.includes('other-access-lists');
  const directions = [...(layers.includes('ingress-rules') ? ['in' as const] : []), ...(layers.includes('egress-rules') ? ['out' as const] : [])];
  return {
    ...model,
    networkAcls: lists ? new Map([...model.networkAcls].map(([id, list]) => [id, own.has(id) ? list : { ...list, entries: openEntries(id) }])) : model.networkAcls,
    securityGroups: directions.length === 0 ? model.securityGroups : new Map([...model.securityGroups].map(([id, group]) => [id, {
      ...group, rules: [...group.rules.filter(({ direction }) => !directions.includes(direction)), ...directions.map((direction) => openRule(id, direction))],
    }])),
  };
}

function openEntries(list: string): readonly AclEntry[] {
  return (['in', 'out'] as const).map((direction) => ({ id: `${list}/open-${direction}`, number: 1, direction, action: 'allow', addresses: ANYWHERE, traffic: ALL_TRAFFIC }));
}

function openRule(group: string, direction: 'in' | 'out'): GroupRule {
  return { id: `${group}/open-${direction}`, direction, traffic: ALL_TRAFFIC, peer: { kind: 'addresses', addresses: ANYWHERE } };
}

/** Access lists of the subnets in which the ends stand. */
function listsOf(ends: readonly End[], model: NetworkModel): ReadonlySet<string> {
  const nodes = ends.flatMap(({ endpoint }) => [...resolveEndpoint(model, endpoint).nodes].flatMap((id) => model.nodes.get(id) ?? []));
  return new Set(nodes.flatMap(({ interfaces }) => interfaces.flatMap(({ subnet }) => (subnet === undefined ? [] : model.subnets.get(subnet)?.networkAcl ?? []))));
}
