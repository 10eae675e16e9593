import { isList, isMap, isUnknown, Unknown, type Facts, type Resource, type Value, type ValueMap, type Variant } from '../template';
import type { Deployment } from './posture';

/**
 * The second of two deployments in the names of the first: templates that stand for one another have one name, so that symbols of what is the same are the same.
 * Templates are matched by name; those left over by the resources that they have in common.
 */
export function aligned(before: Facts, after: Facts): Deployment {
  const names = renamedTemplates(before, after);
  if (names.size === 0) return after;
  const rename = renamer(names);
  const resource = (each: Resource): Resource => renamedResource(each, names, rename);
  const variants = (): readonly Variant[] => after.variants().map((variant) => ({
    when: variant.when.map((decisions) => decisions.map(({ name, value }) => ({ name: rename(name), value }))), resources: variant.resources.map(resource),
  }));
  return {
    resources: after.resources.map(resource),
    unresolved: after.unresolved.map((step) => ({ ...step, ...(typeof step.template === 'string' ? { template: names.get(step.template) ?? step.template } : {}) })),
    variants,
  };
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
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(^|\\u27E6)(${[...names.keys()].sort((a, b) => b.length - a.length).map(literal).join('|')})\\.`, 'g');
  return (text) => text.replace(pattern, (_, start: string, name: string) => `${start}${names.get(name) ?? name}.`);
}

function renamedResource(resource: Resource, names: ReadonlyMap<string, string>, rename: (text: string) => string): Resource {
  const value = (each: Value): Value => {
    if (typeof each === 'string') return each.includes('\u27E6') ? rename(each) : each;
    if (isUnknown(each)) return new Unknown(each.cause, rename(each.name));
    if (isList(each)) return each.map(value);
    return isMap(each) ? map(each) : each;
  };
  const map = (each: ValueMap): ValueMap => Object.fromEntries(Object.entries(each).map(([key, item]) => [key, value(item)]));
  return {
    ...resource,
    template: names.get(resource.template) ?? resource.template,
    properties: isUnknown(resource.properties) ? new Unknown(resource.properties.cause, rename(resource.properties.name)) : map(resource.properties),
    names: Object.fromEntries(Object.entries(resource.names).map(([attribute, name]) => [attribute, rename(name)])),
  };
}
