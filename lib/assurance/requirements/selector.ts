import { covers, glob, literal } from '../iam/glob';
import { all, any, not, type Trilean } from '../iam/trilean';
import { at, hasSymbol, isList, isMap, isUnknown, sameText, text, type Resource, type Value } from '../template';
import type { Step } from '../verdict';
import type { Selector } from './requirement';

/** The resources that a selector means. */
export interface Selection {
  readonly matched: readonly Resource[];
  /** Those of which it cannot be told. */
  readonly doubtful: readonly { readonly resource: Resource; readonly because: Step }[];
}

/** Properties in which types keep their tags, as a list of keys and values or as a map. */
const TAG_PROPERTIES = ['Tags', 'TagList', 'UserPoolTags', 'HostedZoneTags', 'FileSystemTags', 'BackupVaultTags', 'BackupPlanTags', 'AccessPointTags'];

/** Every member that is given must match; texts are globs, matched whole. */
export function select(selector: Selector, resources: readonly Resource[]): Selection {
  const answers = resources.map((resource) => ({ resource, answer: matches(selector, resource) }));
  return {
    matched: answers.flatMap(({ resource, answer }) => (answer === 'yes' ? [resource] : [])),
    doubtful: answers.flatMap(({ resource, answer }) => (answer === 'unknown' ? [{ resource, because: { code: 'SelectionUndecided', selector, resource: `${resource.template}.${resource.logicalId}` } }] : [])),
  };
}

function matches({ type, template, logicalId, path, tags = {}, not: excluded }: Selector, resource: Resource): Trilean {
  const plain = all([
    type === undefined ? 'yes' : any(listed(type).map((pattern) => like(pattern, resource.type))),
    template === undefined ? 'yes' : like(template, resource.template),
    logicalId === undefined ? 'yes' : like(logicalId, resource.logicalId),
    path === undefined ? 'yes' : any(listed(path).map((pattern) => (resource.path === undefined ? 'no' : like(pattern.replace(/^\//, ''), resource.path)))),
  ]);
  if (plain === 'no') return 'no';
  return all([...Object.entries(tags).map(([name, value]) => tagged(resource, name, value)), excluded === undefined ? 'yes' : not(matches(excluded, resource))]);
}

function listed(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** Whether a glob matches the whole text; what is written before its first wildcard tells most apart. */
export function like(pattern: string, value: string): Trilean {
  if (pattern === value) return 'yes';
  const fixed = pattern.search(/[*?\u27E6]/);
  const start = fixed < 0 ? pattern : pattern.slice(0, fixed);
  if (!hasSymbol(value) && (fixed < 0 || !value.startsWith(start))) return 'no';
  return covers(glob(pattern), literal(value));
}

/** One of the resource's tags has that name and value. */
function tagged({ properties }: Resource, name: string, value: string): Trilean {
  return any(TAG_PROPERTIES.map((property) => {
    const tags = at(properties, property);
    if (isUnknown(tags)) return 'unknown';
    if (isMap(tags)) return Object.hasOwn(tags, name) ? valueIs(value, tags[name]) : 'no';
    return isList(tags) ? any(tags.map((item) => all([nameIs(name, at(item, 'Key')), valueIs(value, at(item, 'Value'))]))) : 'no';
  }));
}

function nameIs(name: string, found: Value | undefined): Trilean {
  const written = text(found);
  if (written === undefined || isUnknown(written)) return written === undefined ? 'no' : 'unknown';
  const same = sameText(name, written);
  return same === undefined ? 'unknown' : same ? 'yes' : 'no';
}

function valueIs(pattern: string, found: Value | undefined): Trilean {
  const written = text(found) ?? '';
  return isUnknown(written) ? 'unknown' : like(pattern, written);
}
