import type { Forward, Id, NetworkModel, Node, Vpc } from '../model';
import { apisAndLinks } from './apis';
import { balancers } from './balancers';
import { clusters } from './clusters';
import { collections } from './collections';
import { databases } from './databases';
import { endpoints, fronts } from './doors';
import { AddressBook } from './extents';
import { functions } from './functions';
import { securityGroups } from './groups';
import { instances } from './instances';
import type { Given, Ground } from './interfaces';
import { Reader, type BuildOptions, type NetworkResource } from './reader';
import { natGateways, networkAcls, routeTables } from './routes';
import { shapedNodes } from './shapes';
import { tasks } from './tasks';
import { peerings, subnets, vpcs } from './vpcs';

/** The network that the templates describe. What they do not tell becomes a doubt in the model, never a guess. */
export function buildModel(resources: readonly NetworkResource[], options: BuildOptions = {}): NetworkModel {
  const reader = new Reader(resources, options);
  const book = new AddressBook(reader);
  const subnetFacts = subnets(reader, book);
  const vpcMap = vpcs(reader, book, subnetFacts);
  const ground: Ground = { reader, subnets: subnetFacts, gatewayed: (id) => gatewayed(vpcMap.get(id)) };
  const nodes = followed(nodesOf(ground));
  const [tables, acls, groups] = [routeTables(reader, book, vpcMap, subnetFacts), networkAcls(reader, book, vpcMap), securityGroups(reader, book, vpcMap)];
  return {
    vpcs: vpcMap,
    subnets: new Map([...subnetFacts].map(([id, { subnet }]) => [id, subnet])),
    routeTables: tables,
    networkAcls: acls,
    securityGroups: groups,
    natGateways: natGateways(reader),
    peerings: peerings(reader),
    nodes,
    others: new Map(resources.filter(({ id }) => !nodes.has(id)).map(({ id, type }) => [id, type])),
    services: book.namedServices,
    assumptions: [],
  };
}

/** Nodes by id; a forward to something that is none of them leads to where nobody tells. */
function followed(found: readonly Node[]): ReadonlyMap<Id, Node> {
  const ids = new Set(found.map(({ id }) => id));
  return new Map(found.map((node) => [node.id, { ...node, forwards: node.forwards.map((forward): Forward => (forward.to === undefined || ids.has(forward.to) ? forward : {
    ...forward, to: undefined, doubt: forward.doubt ?? { code: 'LeadsOutsideTemplates', forward: forward.id },
  })) }]));
}

function gatewayed(vpc: Vpc | undefined): Given {
  const attached = (vpc?.attachments ?? []).filter(({ kind }) => kind === 'internet');
  if (attached.some(({ doubt }) => doubt === undefined)) return 'yes';
  return attached[0]?.doubt ?? vpc?.outside ?? 'no';
}

function nodesOf(ground: Ground): readonly Node[] {
  const machines = instances(ground);
  const workloads = [...machines, ...tasks(ground, machines), ...functions(ground), ...databases(ground), ...clusters(ground), ...shapedNodes(ground)];
  const { apis, links } = apisAndLinks(ground);
  const shared = endpoints(ground, apis);
  return [...workloads, ...balancers(ground, workloads), ...links, ...apis, ...shared, ...fronts(ground, apis), ...collections(ground)];
}
