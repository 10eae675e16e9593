import { ALL_ADDRESSES, ALL_TRAFFIC, reachability, type NetworkModel, type Reachability } from '../../network';
import { resolveEndpoint } from '../../network/endpoints';
import type { AclEntry, GroupRule, NetworkAcl, SecurityGroup } from '../../network/model';
import type { QuestionContext } from '../context';
import type { Control, NetworkEnd } from '../requirement';
import { endsOf } from './ends';

type Direction = 'in' | 'out';

/** The ends of a question that are known. */
export interface Sides {
  readonly from?: NetworkEnd;
  readonly to?: NetworkEnd;
}

/** The network as it is, or with all controls but one and routing open. */
export function networkBy(control: Control | undefined, sides: Sides, context: QuestionContext): { readonly model: NetworkModel; readonly reachability: Reachability } {
  const network = context.network();
  if (control === undefined) return network;
  const side = control === 'arrival-lists' ? sides.to : control === 'departure-lists' ? sides.from : undefined;
  return context.once(`network by ${control} ${JSON.stringify(side)}`, () => {
    const model = only(control, side === undefined ? new Set() : listsOf(side, network.model, context), network.model);
    return { model, reachability: reachability(model) };
  });
}

function only(control: Control, lists: ReadonlySet<string>, model: NetworkModel): NetworkModel {
  const rules: Direction | undefined = control === 'ingress-rules' ? 'in' : control === 'egress-rules' ? 'out' : undefined;
  const entries: Direction | undefined = control === 'arrival-lists' ? 'in' : control === 'departure-lists' ? 'out' : undefined;
  return {
    ...model,
    securityGroups: new Map([...model.securityGroups].map(([id, group]) => [id, openGroup(group, rules)])),
    networkAcls: new Map([...model.networkAcls].map(([id, list]) => [id, openList(list, lists.has(id) ? entries : undefined)])),
  };
}

const DIRECTIONS: readonly Direction[] = ['in', 'out'];
const ANYWHERE = { atLeast: ALL_ADDRESSES, atMost: ALL_ADDRESSES };

/** The group with the rules of one direction only, and everything let through in the other. */
function openGroup(group: SecurityGroup, kept: Direction | undefined): SecurityGroup {
  const open = DIRECTIONS.filter((direction) => direction !== kept).map((direction): GroupRule => ({ id: `${group.id}/open-${direction}`, direction, traffic: ALL_TRAFFIC, peer: { kind: 'addresses', addresses: ANYWHERE } }));
  return { ...group, rules: [...group.rules.filter(({ direction }) => direction === kept), ...open] };
}

function openList(list: NetworkAcl, kept: Direction | undefined): NetworkAcl {
  const open = DIRECTIONS.filter((direction) => direction !== kept).map((direction): AclEntry => ({ id: `${list.id}/open-${direction}`, number: 1, direction, action: 'allow', addresses: ANYWHERE, traffic: ALL_TRAFFIC }));
  return { ...list, entries: [...list.entries.filter(({ direction }) => direction === kept), ...open] };
}

/** Access lists of the subnets in which the end stands. */
function listsOf(end: NetworkEnd, model: NetworkModel, context: QuestionContext): ReadonlySet<string> {
  const found = endsOf(end, context);
  const nodes = (found.kind === 'ends' ? found.ends : []).flatMap(({ endpoint }) => [...resolveEndpoint(model, endpoint).nodes].flatMap((id) => model.nodes.get(id) ?? []));
  return new Set(nodes.flatMap(({ interfaces }) => interfaces.flatMap(({ subnet }) => (subnet === undefined ? [] : model.subnets.get(subnet)?.networkAcl ?? []))));
}
