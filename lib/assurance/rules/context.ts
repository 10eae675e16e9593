import { accessOf, type AccessModel, type AccessOptions } from '../access';
import { buildModel, networkResource, reachability, type BuildOptions, type NetworkModel, type Reachability } from '../network';
import { identifies } from '../template/identity';
import type { Facts, Resource, Variant } from '../template';
import type { Step } from '../verdict';
import type { RuleContext } from './rule';

export interface ContextOptions {
  readonly network?: BuildOptions;
  readonly access?: AccessOptions;
}

/** One state of the templates with what rules and requirements see of it. */
export interface State {
  readonly context: RuleContext;
  /** Under which decisions; undefined where the templates have one state only. */
  readonly when?: Step;
}

const NO_OPTIONS: ContextOptions = {};
const known = new WeakMap<Facts, Map<ContextOptions, readonly State[]>>();

/** Every state of the templates; made once for the same facts and options, so that whoever asks next finds the models ready. */
export function statesOf(facts: Facts, options: ContextOptions = NO_OPTIONS): readonly State[] {
  const ofFacts = known.get(facts) ?? new Map<ContextOptions, readonly State[]>();
  known.set(facts, ofFacts);
  const states = ofFacts.get(options) ?? facts.variants().map((variant, _, all): State => ({
    context: { ...ruleContext(variant, options), hiddenParameters: hiddenParameters(facts) },
    ...(all.length > 1 ? { when: { code: 'WhenDecided', when: variant.when } } : {}),
  }));
  ofFacts.set(options, states);
  return states;
}

function hiddenParameters({ templates }: Facts): ReadonlyMap<string, boolean> {
  return new Map(templates.flatMap(({ name, parameters, hiddenParameters: hidden }) => parameters.map((parameter): [string, boolean] => [`${name}.${parameter}`, hidden.includes(parameter)])));
}

/** What rules see of one state of the templates; models of IAM and network are made when the first rule asks for them. */
export function ruleContext({ resources }: Pick<Variant, 'resources'>, options: ContextOptions = {}): RuleContext {
  const byType = new Map<string, Resource[]>();
  const byName = new Map<string, Resource>();
  for (const resource of resources) {
    const alike = byType.get(resource.type);
    if (alike === undefined) byType.set(resource.type, [resource]);
    else alike.push(resource);
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
