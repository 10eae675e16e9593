import { placesOf } from '../access/environment';
import { isList, isMap, isUnknown, Unknown, type Facts, type Resource, type Value, type ValueMap, type Variant } from '../template';
import type { Deployment } from './posture';

/**
 * The second of two deployments in the terms of the first, so that what is the same is written the same: templates that stand for one another have one name,
 * and the account, the region and the names of resources are those of the first. Templates are matched by name; those left over by the resources that they have in common.
 */
export function aligned(before: Facts, after: Facts): Deployment {
  const names = renamedTemplates(before, after);
  const moved = inNames(after, names);
  const texts = replacements(before.resources, moved.resources);
  if (texts.size === 0) return moved;
  const replace = replacer(texts);
  return {
    resources: moved.resources.map((each) => rewritten(each, replace)),
    unresolved: moved.unresolved,
    variants: () => moved.variants().map(({ when, resources }) => ({ when, resources: resources.map((each) => rewritten(each, replace)) })),
  };
}

function inNames(after: Facts, names: ReadonlyMap<string, string>): Deployment {
  if (names.size === 0) return after;
  const rename = renamer(names);
  const resource = (each: Resource): Resource => ({ ...rewritten(each, rename), template: names.get(each.template) ?? each.template });
  const variants = (): readonly Variant[] => after.variants().map((variant) => ({
    when: variant.when.map((decisions) => decisions.map(({ name, value }) => ({ name: rename(name), value }))), resources: variant.resources.map(resource),
  }));
  return {
    resources: after.resources.map(resource),
    unresolved: after.unresolved.map((step) => ({ ...step, ...(typeof step.template === 'string' ? { template: names.get(step.template) ?? step.template } : {}) })),
    variants,
  };
}

/** Texts of the second deployment that mean what others of the first do. Names of a few letters are left alone, since they may mean anything. */
function replacements(before: readonly Resource[], after: readonly Resource[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const note = (from: string | undefined, to: string | undefined): void => {
    if (from !== undefined && to !== undefined && from !== to && from.length > 5) texts.set(from, to);
  };
  const [was, is] = [placesOf(before, undefined), placesOf(after, undefined)];
  for (const template of new Set(after.map((resource) => resource.template))) for (const part of ['account', 'region'] as const) note(is(template)[part], was(template)[part]);
  const known = new Map(before.map((resource) => [`${resource.template}.${resource.logicalId} ${resource.type}`, resource]));
  for (const { template, logicalId, type, names } of after) {
    const old = known.get(`${template}.${logicalId} ${type}`);
    for (const attribute of Object.keys(names)) if (!names[attribute]?.includes(':')) note(names[attribute], old?.names[attribute]);
  }
  return texts;
}

function replacer(texts: ReadonlyMap<string, string>): (text: string) => string {
  const keys = [...texts.keys()].sort((a, b) => b.length - a.length);
  // an account number stands in longer names, a name of its own does not
  const [numbers, names] = [keys.filter((key) => /^[0-9]+$/.test(key)), keys.filter((key) => !/^[0-9]+$/.test(key))].map((list) => (list.length === 0 ? '(?!)' : list.map(literal).join('|')));
  const pattern = new RegExp(`(?<![0-9])(?:${numbers})(?![0-9])|(?<![A-Za-z0-9_.-])(?:${names})(?![A-Za-z0-9_.-])`, 'g');
  return (text) => text.replace(pattern, (found) => texts.get(found) ?? found);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function renamedTemplates(before: Facts, after: Facts): ReadonlyMap<string, string> {
  const ids = (facts: Facts, template: string): ReadonlySet<string> => new Set(facts.resources.filter((resource) => resource.template === template).map(({ logicalId, type }) => `${logicalId} ${type}`));
  const known = new Set(after.templates.map(({ name }) => name));
  const free = before.templates.map(({ name }) => name).filter((name) => !known.has(name));
  const renamed = new Map<string, string>();
  for (const name of after.templates.map((template) => template.name).filter((each) => !before.templates.some((template) => template.name === each))) {
    const own = ids(after, name);
    const common = (other: string): number => [...ids(before, other)].filter((id) => own.has(id)).length;
    const open = free.filter((other) => ![...renamed.values()].includes(other));
    const [best] = [...open].sort((a, b) => common(b) - common(a));
    if (best !== undefined && (common(best) > 0 || (before.templates.length === 1 && after.templates.length === 1))) renamed.set(name, best);
  }
  return renamed;
}

/** Names of symbols and decisions begin with the template's. */
function renamer(names: ReadonlyMap<string, string>): (text: string) => string {
  const pattern = new RegExp(`(^|\\u27E6)(${[...names.keys()].sort((a, b) => b.length - a.length).map(literal).join('|')})\\.`, 'g');
  return (text) => text.replace(pattern, (_, start: string, name: string) => `${start}${names.get(name) ?? name}.`);
}

/** The resource with every text of its rewritten. */
export function rewritten(resource: Resource, rewrite: (text: string) => string): Resource {
  const value = (each: Value): Value => {
    if (typeof each === 'string') return rewrite(each);
    if (isUnknown(each)) return new Unknown(each.cause, rewrite(each.name));
    if (isList(each)) return each.map(value);
    return isMap(each) ? map(each) : each;
  };
  const map = (each: ValueMap): ValueMap => Object.fromEntries(Object.entries(each).map(([key, item]) => [key, value(item)]));
  return {
    ...resource,
    properties: isUnknown(resource.properties) ? new Unknown(resource.properties.cause, rewrite(resource.properties.name)) : map(resource.properties),
    names: Object.fromEntries(Object.entries(resource.names).map(([attribute, name]) => [attribute, rewrite(name)])),
  };
}
