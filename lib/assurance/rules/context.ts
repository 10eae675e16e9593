import { accessOf, type AccessModel, type AccessOptions } from '../access';
import { buildModel, networkResource, reachability, type BuildOptions, type NetworkModel, type Reachability } from '../network';
import { identifies } from '../template/identity';
import type { Resource, Variant } from '../template';
import type { RuleContext } from './rule';

export interface ContextOptions {
  readonly network?: BuildOptions;
  readonly access?: AccessOptions;
}

/** What rules see of one state of the templates; models of IAM and network are made when the first rule asks for them. */
export function ruleContext({ resources }: Pick<Variant, 'resources'>, options: ContextOptions = {}): RuleContext {
  const byType = new Map<string, Resource[]>();
  const byName = new Map<string, Resource>();
  for (const resource of resources) {
    byType.set(resource.type, [...(byType.get(resource.type) ?? []), resource]);
    for (const [attribute, name] of Object.entries(resource.names)) if (identifies(resource.type, attribute) && !byName.has(name)) byName.set(name, resource);
  }
  let access: AccessModel | undefined;
  let network: { readonly model: NetworkModel; readonly reachability: Reachability } | undefined;
  return {
    resources,
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    named: (text) => byName.get(text),
    access: () => (access ??= accessOf(resources, options.access)),
    network: () => {
      if (network === undefined) {
        const model = buildModel(resources.map(networkResource), options.network);
        network = { model, reachability: reachability(model) };
      }
      return network;
    },
  };
}
