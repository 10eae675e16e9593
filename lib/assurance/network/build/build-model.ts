import type { NetworkModel, Node } from '../model';
import { balancers } from './balancers';
import { apis, endpoints, fronts, links } from './doors';
import { AddressBook } from './extents';
import { securityGroups } from './groups';
import { instances } from './instances';
import type { Ground } from './interfaces';
import { Reader, type BuildOptions, type NetworkResource } from './reader';
import { natGateways, networkAcls, routeTables } from './routes';
import { tasks } from './tasks';
import { peerings, subnets, vpcs } from './vpcs';
import { databases, functions, shapedNodes } from './workloads';

/** The network that the templates describe. What they do not tell becomes a doubt in the model, never a guess. */
export function buildModel(resources: readonly NetworkResource[], options: BuildOptions = {}): NetworkModel {
  const reader = new Reader(resources, options);
  const book = new AddressBook(reader);
  const subnetFacts = subnets(reader, book);
  const vpcMap = vpcs(reader, book, subnetFacts);
  const ground: Ground = { reader, subnets: subnetFacts };
  return {
    vpcs: vpcMap,
    subnets: new Map([...subnetFacts].map(([id, { subnet }]) => [id, subnet])),
    routeTables: routeTables(reader, book, vpcMap),
    networkAcls: networkAcls(reader, book, vpcMap),
    securityGroups: securityGroups(reader, book, vpcMap),
    natGateways: natGateways(reader),
    peerings: peerings(reader),
    nodes: new Map(nodesOf(ground).map((node) => [node.id, node])),
    assumptions: [],
  };
}

function nodesOf(ground: Ground): readonly Node[] {
  const machines = instances(ground);
  const workloads = [...machines, ...tasks(ground, machines), ...functions(ground), ...databases(ground), ...shapedNodes(ground)];
  const doors = apis(ground);
  return [...workloads, ...balancers(ground, workloads), ...links(ground), ...doors, ...endpoints(ground, doors), ...fronts(ground)];
}
