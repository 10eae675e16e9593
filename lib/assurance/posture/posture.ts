import { accessOf, escalations, type AccessModel, type AccessOptions } from '../access';
import type { BuildOptions } from '../network';
import type { Facts, Resource, Variant } from '../template';
import { dataAccessOf, unreadDataAccess } from './data-access';
import { encryptionOf, type Encryption } from './encryption';
import { policiesExposed, settingsExposed, type Exposure } from './exposure';
import { ofStates, sorted, together, type Grant } from './grant';
import { labelsOf, type Labels } from './labels';
import { reachTable, type Reach } from './reach';
import { boundariesOf, chainsOf, resourceGrantsOf, rightsOf, trustOf, unreadOf, type Chain } from './rights';

export interface PostureOptions {
  readonly access?: AccessOptions;
  readonly network?: BuildOptions;
}

/** A way in which a role or user comes to more rights. */
export interface WayToMore {
  readonly who: string;
  readonly method: string;
  readonly via: readonly string[];
  readonly certain: boolean;
}

/** What could not be told, and where. */
export interface NotTold {
  readonly code: string;
  readonly at: readonly string[];
}

/** Who may do what, who can take which role, who reaches what, what is encrypted with which key: sorted, equal rows put together, free of generated names. */
export interface Posture {
  /** Of roles and users, by their own policies. */
  readonly rights: readonly Grant[];
  readonly boundaries: readonly { readonly who: string; readonly within: string }[];
  /** By the policies of resources. */
  readonly resourceGrants: readonly Grant[];
  /** Who can take which role. */
  readonly trust: readonly Grant[];
  /** Roles that holders of the templates can take. */
  readonly chains: readonly Chain[];
  readonly waysToMore: readonly WayToMore[];
  readonly reach: readonly Reach[];
  /** What stands on the internet without a VPC. */
  readonly onInternet: readonly string[];
  readonly encryption: readonly Encryption[];
  readonly exposure: readonly Exposure[];
  readonly notTold: readonly NotTold[];
}

/** What a posture is read from. */
export type Deployment = Pick<Facts, 'resources' | 'unresolved'> & { variants(): readonly Variant[] };

/** The posture of templates that are deployed together, over every state of their conditions. Pure. */
export function posture(facts: Deployment, options: PostureOptions = {}): Posture {
  const labels = labelsOf(facts.resources);
  const states = facts.variants().map(({ resources }) => ({ resources, model: accessOf(resources, options.access) }));
  const models = states.map(({ model }) => model);
  const over = (read: (model: AccessModel, labels: Labels, resources: readonly Resource[]) => readonly Grant[]): readonly Grant[] => ofStates(states.map(({ model, resources }) => read(model, labels, resources)));
  const reach = reachTable(facts.variants(), labels, options.network);
  return {
    rights: sorted(together(over(rightsOf), 'on')),
    boundaries: unique(models.flatMap((model) => boundariesOf(model, labels))),
    resourceGrants: sorted(together(together(over((model, _, resources) => [...resourceGrantsOf(model, labels), ...dataAccessOf(resources, labels)]), 'on'), 'who')),
    trust: sorted(together(over(trustOf), 'on')),
    chains: unique(models.flatMap((model) => chainsOf(model, labels))),
    waysToMore: unique(models.flatMap((model) => waysOf(model, labels))),
    reach: reach.rows,
    onInternet: reach.onInternet,
    encryption: encryptionOf(facts.resources, labels),
    exposure: unique([...settingsExposed(facts.resources, labels), ...models.flatMap((model) => policiesExposed(model, labels))]),
    notTold: notToldOf(facts, models, reach.doubts, labels),
  };
}

function waysOf(model: AccessModel, labels: Labels): readonly WayToMore[] {
  return model.holders.flatMap((holder) => escalations(model, holder).filter(({ method }) => method !== 'Undecided').map(({ method, actor, via, kind }): WayToMore => (
    { who: labels.of(holder.id), method, via: [...via.map((id) => labels.of(id)), ...(actor === holder ? [] : [labels.of(actor.id)])], certain: kind === 'refuted' })));
}

function notToldOf(facts: Deployment, models: readonly AccessModel[], doubts: readonly { readonly code: string; readonly at: string }[], labels: Labels): readonly NotTold[] {
  const found = new Map<string, Set<string>>();
  const note = (code: string, at: string): void => void found.set(code, (found.get(code) ?? new Set()).add(at));
  for (const { code, template, resource, output } of facts.unresolved) {
    const place = typeof resource === 'string' ? labels.of(`${String(template)}.${resource}`) : [template, output].filter((part) => typeof part === 'string').join('.');
    note(code, place);
  }
  for (const { of, name, cause } of models.flatMap(unreadOf)) note(cause.code === 'AwsManagedPolicyNotAtHand' ? `${cause.code} ${name}` : cause.code, labels.of(of));
  for (const id of unreadDataAccess(facts.resources)) note('DataAccessPolicyNotRead', labels.of(id));
  for (const { code, at } of doubts) note(code, at);
  return [...found].map(([code, at]) => ({ code, at: [...at].sort() })).sort((a, b) => (a.code < b.code ? -1 : 1));
}

function unique<T>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
