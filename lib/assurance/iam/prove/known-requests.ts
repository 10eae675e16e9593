import type { Step } from '../../verdict';
import { canCarry, knownAction, serviceNamed, serviceNames, takesResourcesOf, type ActionGroup } from '../metadata';
import type { Policy } from '../policy';
import type { Language } from './automata/language';
import type { Box, Dimensions, Leaf } from './branch';
import { EMPTY_CELL, type Cell, type Decider, type Dimension } from './cell';
import type { TextLiteral } from './formula';
import { likely, serviceOf, shapeTokens, type Surroundings } from './known-shapes';
import { keyOf } from './schema';
import { pointOf, type Point } from './search-requests';
import { ACTION, actionLanguage, RESOURCE } from './statement-formula';

/** Kinds of requests that one question may look at. */
const KINDS_LIMIT = 1500;

/** Requests of one kind: an action, and what it can be asked for on. */
interface Kind {
  readonly action: Language;
  readonly resource?: { readonly domain: Language; readonly preferred: readonly Language[] };
}

/**
 * Narrows boxes to requests that can exist as far as AWS documents it: an action that is known, a resource of a shape that the action takes, keys that its requests can carry.
 * Actions and services that a policy names but the data does not know count too, on any resource and with any keys.
 */
export class KnownRequests {
  /** Whether a box was left out whose requests are none that are documented. */
  narrowed = false;
  private looked = 0;
  private readonly shapes = new Map<ActionGroup, Required<Kind>['resource']>();
  private readonly chosen = new Map<string, string | undefined>();
  private readonly foreign: Language | undefined;
  private readonly services: readonly string[];

  constructor(policies: readonly Policy[], private readonly dimensions: Dimensions, private readonly decider: Decider, private readonly surroundings: Surroundings) {
    const patterns = policies.flatMap((policy) => policy.statements.flatMap(({ action }) => action.patterns));
    const foreign = patterns.filter(isForeign);
    this.foreign = foreign.length === 0 ? undefined : actionLanguage(foreign, decider.lexicon);
    const named = patterns.map((pattern) => pattern.slice(0, Math.max(0, pattern.indexOf(':'))).toLowerCase());
    this.services = [...new Set([...named, 's3', ...serviceNames()])];
  }

  /** A point of the box that is a request that can exist. */
  pointOf(box: Box): Leaf<Point> {
    const anything = pointOf(box, this.dimensions, this.decider);
    if (anything.kind === 'none') return anything;
    const doubts = new Map<string, Step>();
    for (const kind of this.kinds(box)) {
      if (++this.looked > KINDS_LIMIT) return { kind: 'unknown', because: [{ code: 'SearchBound', kinds: KINDS_LIMIT }] };
      const leaf = this.within(box, kind);
      if (leaf.kind === 'found') return leaf;
      if (leaf.kind === 'unknown') for (const step of leaf.because) doubts.set(JSON.stringify(step), step);
      // whatever is in doubt for requests of any kind will be so for the next kind
      if (leaf.kind === 'unknown' && anything.kind === 'unknown') return leaf;
    }
    if (doubts.size > 0) return { kind: 'unknown', because: [...doubts.values()] };
    this.narrowed = true;
    return { kind: 'none' };
  }

  private within(box: Box, kind: Kind): Leaf<Point> {
    const { resource } = kind;
    const dimensions: Dimensions =
      resource === undefined
        ? this.dimensions
        : (name) => (name === RESOURCE ? ({ arity: 'one', values: { kind: 'text', ...resource } } satisfies Dimension) : this.dimensions(name));
    const cell = box.cells.get(ACTION) ?? EMPTY_CELL;
    const action: TextLiteral = { kind: 'text', dimension: ACTION, quantifier: 'some', language: kind.action, positive: true };
    const narrowed: Box = { ...box, cells: new Map(box.cells).set(ACTION, { ...cell, some: [...cell.some, action] }).set(RESOURCE, box.cells.get(RESOURCE) ?? EMPTY_CELL) };
    for (const name of [ACTION, RESOURCE]) if (this.decider.possible(dimensions(name), narrowed.cells.get(name) ?? EMPTY_CELL) === 'no') return { kind: 'none' };
    return pointOf(narrowed, dimensions, this.decider);
  }

  /** Kinds that the box may hold, services that the policies name first. */
  private *kinds(box: Box): Generator<Kind> {
    const actionCell = box.cells.get(ACTION) ?? EMPTY_CELL;
    const resourceServices = spelled(box.cells.get(RESOURCE) ?? EMPTY_CELL, serviceOf);
    const services = spelled(actionCell, (tokens) => prefixOf(tokens.map((token) => (token.kind === 'char' ? token.chars : undefined))));
    const carried = [...box.cells].flatMap(([name, cell]) => (isPresent(cell) ? (keyOf(name) ?? []) : []));
    for (const name of this.services) {
      if ((services !== undefined && !services.has(name)) || (resourceServices !== undefined && !takesResourcesOf(name, resourceServices))) continue;
      for (const group of serviceNamed(name)?.groups ?? []) {
        if (resourceServices !== undefined && group.arnServices !== undefined && !overlap(group.arnServices, resourceServices)) continue;
        if (!carried.every((key) => canCarry(group, key))) continue;
        const action = this.actionOf(group, actionCell);
        if (action !== undefined) yield { action: this.decider.lexicon.word(action), resource: this.shapeOf(group) };
      }
    }
    if (this.foreign !== undefined) yield { action: this.foreign };
  }

  /** An action of the group that the box holds. */
  private actionOf({ service, names }: ActionGroup, cell: Cell): string | undefined {
    const literals = [...cell.all, ...cell.some];
    const key = `${service}:${names[0] ?? ''} ${literals.map(({ language, positive }) => `${positive ? '' : '-'}${language.id}`).join()}`;
    if (this.chosen.has(key)) return this.chosen.get(key);
    const fits = (action: string): boolean => literals.every(({ language, positive }) => (language.markers === '' ? language.has(action) === positive : true));
    const found = names.map((name) => `${service}:${name.toLowerCase()}`).find(fits);
    this.chosen.set(key, found);
    return found;
  }

  private shapeOf(group: ActionGroup): Required<Kind>['resource'] {
    const known = this.shapes.get(group);
    if (known !== undefined) return known;
    const { lexicon } = this.decider;
    const nothing = group.onNothing ? [[{ kind: 'char', chars: '*' } as const]] : [];
    const made = { domain: lexicon.language([...group.arns.map(shapeTokens), ...nothing]), preferred: group.arns.map((arn) => likely(arn, this.surroundings, lexicon)) };
    this.shapes.set(group, made);
    return made;
  }
}

/** Names an action or a service that the data does not know, or holds a symbol. */
function isForeign(pattern: string): boolean {
  if (pattern.includes('\u27E6')) return true;
  const service = pattern.slice(0, Math.max(0, pattern.indexOf(':')));
  if (service === '' || /[*?]/.test(service)) return false;
  return serviceNamed(service.toLowerCase()) === undefined || (!/[*?]/.test(pattern) && knownAction(pattern) === undefined);
}

function isPresent({ present, some, someRanges }: Cell): boolean {
  return present === true || some.length + someRanges.length > 0;
}

/** The words that every positive literal of the cell spells out in a certain place; undefined where none does. */
function spelled(cell: Cell, read: (tokens: Language['alternatives'][number]) => string | undefined): ReadonlySet<string> | undefined {
  let common: ReadonlySet<string> | undefined;
  for (const { language, positive } of [...cell.all, ...cell.some]) {
    const words = positive ? language.alternatives.map(read) : [undefined];
    if (words.includes(undefined)) continue;
    const found = new Set(words.flatMap((word) => word ?? []));
    common = common === undefined ? found : new Set([...common].filter((word) => found.has(word)));
  }
  return common;
}

function prefixOf(chars: readonly (string | undefined)[]): string | undefined {
  const end = chars.findIndex((char) => char === undefined || char === ':');
  return end < 0 || chars[end] === undefined ? undefined : chars.slice(0, end).join('');
}

function overlap(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const item of some) if (others.has(item)) return true;
  return false;
}
