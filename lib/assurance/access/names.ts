import { isList, isUnknown, pseudoSymbol, sameText, symbolsIn, text, type Resource, type Value } from '../template';
import { identifies } from '../template/identity';
import type { Step } from '../verdict';

/** Resources that a property names: surely, or perhaps. */
export interface Named {
  readonly certain: readonly Resource[];
  readonly doubtful: readonly Resource[];
  readonly cause: Step;
}

/** `<template>.<LogicalId>`. */
export function idOf({ template, logicalId }: Pick<Resource, 'template' | 'logicalId'>): string {
  return `${template}.${logicalId}`;
}

/** Tells which resource a text names, among those of some types. */
export class Names {
  private readonly byId = new Map<string, Resource>();
  private readonly byText = new Map<string, Resource[]>();
  private readonly byType = new Map<string, Resource[]>();

  /** @param more texts that name a resource besides what Ref and its attributes return */
  constructor(resources: readonly Resource[], private readonly more: (resource: Resource) => readonly string[] = () => []) {
    for (const resource of resources) {
      this.byId.set(idOf(resource), resource);
      note(this.byType, resource.type, resource);
      for (const name of textsOf(resource, more)) note(this.byText, name, resource);
    }
  }

  of(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** Of several resources with the name, the one in the template that says it. */
  meant(value: Value | undefined, types: readonly string[], by: Resource): Named {
    const written = text(value);
    if (written === undefined) return NOBODY;
    if (isUnknown(written)) return { certain: [], doubtful: types.flatMap((type) => this.of(type)), cause: written.cause };
    const cause: Step = { code: 'NameUndecided', name: written, in: idOf(by) };
    const named = (this.byText.get(written) ?? []).filter(({ type }) => types.includes(type));
    const near = named.length > 1 ? named.filter(({ template }) => template === by.template) : named;
    if (near.length === 1) return { certain: near, doubtful: [], cause };
    if (named.length > 1) return { certain: [], doubtful: named, cause };
    const owners = this.owners(written);
    const possible = owners.length > 0 ? owners.filter(({ type }) => types.includes(type)) : types.flatMap((type) => this.of(type));
    return { certain: [], doubtful: possible.filter((resource) => this.mayName(written, resource)), cause };
  }

  /** Of one name or a list of them. */
  meantBy(value: Value | undefined, types: readonly string[], by: Resource): Named {
    return allOf((isList(value) ? value : [value]).map((each) => this.meant(each, types, by)));
  }

  private mayName(written: string, resource: Resource): boolean {
    return textsOf(resource, this.more).some((name) => sameText(written, name) === undefined && !(isGenerated(name, resource) && cannotBeGenerated(written)));
  }

  /** What Ref or a naming attribute of a resource returns is no other resource's name. */
  private owners(written: string): readonly Resource[] {
    return symbolsIn(written).flatMap(({ name, shape }) => (shape === 'any' ? [] : (this.owner(name) ?? [])));
  }

  /** Names of templates may have dots. */
  private owner(symbol: string): Resource | undefined {
    for (let dot = symbol.indexOf('.', symbol.indexOf('.') + 1); dot > 0; dot = symbol.indexOf('.', dot + 1)) {
      const found = this.byId.get(symbol.slice(0, dot));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

export const NOBODY: Named = { certain: [], doubtful: [], cause: { code: 'NotNamed' } };

/** What is certain by one is not doubtful by another. */
export function allOf(found: readonly Named[]): Named {
  const certain = new Set(found.flatMap((named) => named.certain));
  const doubtful = new Set(found.flatMap((named) => named.doubtful).filter((resource) => !certain.has(resource)));
  return { certain: [...certain], doubtful: [...doubtful], cause: found.find((named) => named.doubtful.length > 0)?.cause ?? NOBODY.cause };
}

function note(into: Map<string, Resource[]>, key: string, resource: Resource): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [resource]);
  else known.push(resource);
}

/** A template that writes `arn:aws:` for a resource of its own goes to that partition. */
function textsOf(resource: Resource, more: (resource: Resource) => readonly string[]): readonly string[] {
  const own = Object.entries(resource.names).flatMap(([attribute, name]) => (identifies(resource.type, attribute) ? [name] : []));
  const names = [...own, ...more(resource)];
  return [...new Set([...names, ...names.flatMap((name) => (name.startsWith(SOME_PARTITION) ? [`arn:aws${name.slice(SOME_PARTITION.length)}`] : []))])];
}

const SOME_PARTITION = `arn:${pseudoSymbol('AWS::Partition')}`;

/** Whether CloudFormation makes the name up: it holds a symbol of the resource itself. */
function isGenerated(name: string, resource: Resource): boolean {
  return symbolsIn(name).some((part) => part.name.startsWith(`${idOf(resource)}.`));
}

/** Generated names end in letters and digits by chance, which nobody writes into a template beforehand. */
function cannotBeGenerated(written: string): boolean {
  const symbols = symbolsIn(written);
  if (symbols.some(({ name }) => !name.startsWith('AWS::'))) return false;
  return !(written.includes(':secret:') ? /-[A-Za-z0-9]{6}$/ : /-(?![0-9]+$)[A-Za-z0-9]{12,}$/).test(written);
}
