import { at, isUnknown, listOrOne, stringsIn, symbol, symbolsIn, text, type Resource } from '../template';
import type { Step } from '../verdict';
import type { QuestionContext } from './context';
import { like } from './selector';

/** Texts with everything filled in; or why not: what a placeholder names is not there, or cannot be told. */
export type Filled =
  | { readonly kind: 'filled'; readonly texts: readonly string[] }
  | { readonly kind: 'absent' | 'unknown'; readonly because: Step };

const PLACEHOLDER = /\$\{([^${}]+)\}/g;
/** `aws:username`, `s3:prefix`: variables of the policy language. */
const POLICY_VARIABLE = /^[\w-]+:[^:]/;
const PROPERTIES = '.Properties.';

/** Every combination of what the placeholders of the texts stand for. */
export function fill(written: readonly string[], context: QuestionContext, target?: Resource): Filled {
  const texts: string[] = [];
  for (const each of written) {
    const filled = fillOne(each, context, target);
    if (filled.kind !== 'filled') return filled;
    texts.push(...filled.texts);
  }
  return { kind: 'filled', texts: [...new Set(texts)] };
}

function fillOne(written: string, context: QuestionContext, target: Resource | undefined): Filled {
  let texts: readonly string[] = [''];
  let end = 0;
  for (const match of written.matchAll(PLACEHOLDER)) {
    const [whole, name = ''] = match;
    if (POLICY_VARIABLE.test(name)) continue;
    const values = valuesOf(name, context, target);
    if (values.kind !== 'filled') return values;
    const before = written.slice(end, match.index);
    texts = texts.flatMap((start) => values.texts.map((value) => `${start}${before}${value}`));
    end = match.index + whole.length;
  }
  return { kind: 'filled', texts: texts.map((start) => start + written.slice(end)) };
}

function valuesOf(name: string, context: QuestionContext, target: Resource | undefined): Filled {
  const { account, region, partition } = context.place(target?.template);
  switch (name) {
    case 'AWS::AccountId':
      return { kind: 'filled', texts: [account] };
    case 'AWS::Region':
      return { kind: 'filled', texts: [region] };
    case 'AWS::Partition':
      return { kind: 'filled', texts: [partition] };
    default:
      return ofResources(name, context, target);
  }
}

function ofResources(name: string, context: QuestionContext, target: Resource | undefined): Filled {
  const [which, what] = parts(name).find(([path]) => named(path, context, target).length > 0) ?? [name, ''];
  const resources = named(which, context, target);
  if (resources.length === 0) return { kind: 'absent', because: { code: 'SelectorMatchesNothing', selector: name } };
  const texts: string[] = [];
  for (const resource of resources) {
    const value = valueOf(resource, what, context);
    if (value.kind !== 'filled') return value;
    texts.push(...value.texts);
  }
  return { kind: 'filled', texts };
}

/** Every way to cut a name into a resource and what of it: both may hold dots. */
function parts(name: string): readonly (readonly [string, string])[] {
  const properties = name.indexOf(PROPERTIES);
  if (properties >= 0) return [[name.slice(0, properties), name.slice(properties + 1)]];
  return [...name.matchAll(/\./g)].reverse().map(({ index }) => [name.slice(0, index), name.slice(index + 1)]);
}

function named(which: string, context: QuestionContext, target: Resource | undefined): readonly Resource[] {
  if (which === 'Target') return target === undefined ? [] : [target];
  return context.once(`named ${which}`, () => context.resources.filter((resource) => isNamed(which, resource)));
}

function isNamed(which: string, { template, logicalId, path }: Resource): boolean {
  return which === `${template}.${logicalId}` || (path !== undefined && like(which.replace(/^\//, ''), path) === 'yes');
}

function valueOf({ template, logicalId, type, names, properties }: Resource, what: string, context: QuestionContext): Filled {
  const where = { resource: `${template}.${logicalId}`, member: what };
  if (!what.startsWith('Properties.')) {
    if (Object.hasOwn(names, what)) return { kind: 'filled', texts: [names[what] ?? ''] };
    // an attribute that cannot be written down stands in policies as a symbol
    const written = symbol(template, logicalId, what, type.startsWith('AWS::') && what.endsWith('Arn') ? 'arn' : 'any');
    const used = context.once('symbols', () => new Set(context.resources.flatMap(({ properties: values }) => stringsIn(values)).flatMap(symbolsIn).map(({ text: each }) => each)));
    return used.has(written) ? { kind: 'filled', texts: [written] } : { kind: 'unknown', because: { code: 'AttributeNotKnown', ...where } };
  }
  const path = what.split('.').slice(1).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const values = listOrOne(at(properties, ...path));
  if (values === undefined) return { kind: 'absent', because: { code: 'PropertyMissing', ...where } };
  const read = isUnknown(values) ? values : values.map(text);
  if (isUnknown(read)) return { kind: 'unknown', because: { ...read.cause, ...where } };
  const doubtful = read.find(isUnknown);
  return doubtful === undefined ? { kind: 'filled', texts: read.flatMap((value) => (value === undefined || isUnknown(value) ? [] : [value])) } : { kind: 'unknown', because: { ...doubtful.cause, ...where } };
}
