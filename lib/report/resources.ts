import type { Assembly, AssemblyStack } from './assembly';
import { isObject, listAt, objectAt, textAt, type Json } from './json';

/** A resource of one of the stacks. */
export interface Resource {
  /** `<stack id>/<logical id>` */
  readonly key: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Json;
  /** Construct path, for people. */
  readonly path: string;
}

/** The resources of all stacks and who refers to whom, across stacks too. */
export interface Resources {
  readonly all: readonly Resource[];
  ofType(...types: string[]): readonly Resource[];
  get(key: string): Resource | undefined;
  /** Resources that a value of this resource's template refers to, in order, each once. */
  referredBy(resource: Resource, value: unknown): readonly Resource[];
  /** Like `referredBy`, the first of one of the types. */
  first(resource: Resource, value: unknown, ...types: string[]): Resource | undefined;
}

/** Construct paths by logical id, as the assembly's metadata has them; a template alone says only the id. */
export function constructPaths(stack: AssemblyStack): (logicalId: string) => string {
  const paths = new Map(stack.metadata.flatMap(({ path, type, data }) => (type === 'aws:cdk:logicalId' && typeof data === 'string' ? [[data, path]] : [])));
  return (logicalId) => textAt(stack.template, 'Resources', logicalId, 'Metadata', 'aws:cdk:path') ?? paths.get(logicalId) ?? `${stack.path}/${logicalId}`;
}

export function indexResources(assembly: Assembly): Resources {
  const byKey = new Map<string, Resource>();
  const outputs = new Map<string, { stack: string; value: unknown }>();
  for (const stack of assembly.stacks) {
    const pathOf = constructPaths(stack);
    for (const [logicalId, resource] of Object.entries(objectAt(stack.template, 'Resources'))) {
      const key = `${stack.id}/${logicalId}`;
      byKey.set(key, { key, stack: stack.id, logicalId, type: textAt(resource, 'Type') ?? '', properties: objectAt(resource, 'Properties'), path: pathOf(logicalId) });
    }
    for (const [name, output] of Object.entries(objectAt(stack.template, 'Outputs'))) {
      const entry = { stack: stack.id, value: objectAt(output)['Value'] };
      outputs.set(`${stack.stackName}#${name}`, entry);
      const exported = textAt(output, 'Export', 'Name');
      if (exported !== undefined) outputs.set(exported, entry);
    }
  }
  const referred = (stack: string, value: unknown, seen: ReadonlySet<string>): Resource[] => {
    if (Array.isArray(value)) return value.flatMap((item) => referred(stack, item, seen));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      const output = outputName(key, inner);
      if (output !== undefined) {
        const target = outputs.get(output);
        return target === undefined || seen.has(output) ? [] : referred(target.stack, target.value, new Set([...seen, output]));
      }
      return [...logicalIds(key, inner).flatMap((id) => byKey.get(`${stack}/${id}`) ?? []), ...referred(stack, inner, seen)];
    });
  };
  const all = [...byKey.values()];
  const index: Resources = {
    all,
    ofType: (...types) => all.filter((resource) => types.includes(resource.type)),
    get: (key) => byKey.get(key),
    referredBy: (resource, value) => [...new Set(referred(resource.stack, value, new Set()))],
    first: (resource, value, ...types) => index.referredBy(resource, value).find((candidate) => types.includes(candidate.type)),
  };
  return index;
}

/** Logical ids that one intrinsic names. */
function logicalIds(key: string, value: unknown): string[] {
  if (key === 'Ref' && typeof value === 'string') return [value];
  if (key === 'Fn::GetAtt') return typeof value === 'string' ? [value.split('.')[0] ?? ''] : listAt({ value }, 'value').slice(0, 1).filter((id) => typeof id === 'string');
  if (key === 'Fn::Sub') {
    const text = typeof value === 'string' ? value : Array.isArray(value) && typeof value[0] === 'string' ? value[0] : '';
    return [...text.matchAll(/\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}/g)].map((match) => match[1] ?? '');
  }
  return [];
}

/** The output of another stack that an intrinsic reads: by export name, or by stack and output name. */
function outputName(key: string, value: unknown): string | undefined {
  if (key === 'Fn::ImportValue' && typeof value === 'string') return value;
  if (key !== 'Fn::GetStackOutput') return undefined;
  return `${textAt(value, 'StackName') ?? ''}#${textAt(value, 'OutputName') ?? ''}`;
}
