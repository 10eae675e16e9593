import { hasSymbol, symbolsIn } from '../../template/symbols';
import { at, asSymbol, bool, isUnknown, list, loneSymbol, number, text, type Value, type ValueMap } from '../../template/value';
import type { Step } from '../../verdict';
import { ANY, type Doubt, type Id } from '../model';

const NAME_GOES_ON = /[A-Za-z0-9_-]/;

/** A resource as the builder reads it: properties resolved as far as the templates tell. */
export interface NetworkResource {
  /** `<stack>.<LogicalId>`. */
  readonly id: Id;
  readonly type: string;
  readonly properties: ValueMap;
  /** What Ref and Fn::GetAtt return, by attribute, where that is more than a symbol of the resource (an ARN written out). */
  readonly names?: { readonly [attribute: string]: string };
  /** Why the resource is perhaps not there. */
  readonly doubt?: Step;
}

export interface BuildOptions {
  /** What a prefix list holds, by its id or by the text that stands for the id: the list of an AWS service, or CIDR blocks. */
  readonly prefixLists?: { readonly [id: string]: { readonly service: string } | { readonly cidrs: readonly string[] } };
  /**
   * Custom resources that look up the prefix list of an AWS service: by type, the property that names the service and the attribute that holds the list's id.
   * @default - none; such a list is not known
   */
  readonly prefixListResources?: { readonly [type: string]: { readonly service: string; readonly attribute: string } };
}

/** What a text refers to: a resource of the templates by one of its attributes. */
export interface Reference {
  readonly resource: NetworkResource;
  readonly attribute: string;
}

export interface Owner {
  readonly id: Id | undefined;
  readonly doubt?: Doubt;
}

/** Things by their owner; those of an owner that is not told belong to everybody, in doubt. */
export class Belongings<T> {
  private readonly byOwner = new Map<Id, T[]>();

  public add({ id }: Owner, thing: T): void {
    if (id === undefined) return;
    const known = this.byOwner.get(id);
    if (known) known.push(thing);
    else this.byOwner.set(id, [thing]);
  }

  public of(id: Id): readonly T[] {
    return [...(this.byOwner.get(id) ?? []), ...(this.byOwner.get(ANY) ?? [])];
  }
}

/** Reads properties without guessing: what cannot be told comes back as a text of its own that equals nothing else. */
export class Reader {
  private readonly byId: ReadonlyMap<Id, NetworkResource>;
  private readonly byName = new Map<string, Reference>();
  private readonly byType = new Map<string, NetworkResource[]>();

  public constructor(public readonly resources: readonly NetworkResource[], public readonly options: BuildOptions) {
    this.byId = new Map(resources.map((resource) => [resource.id, resource]));
    for (const resource of resources) {
      const alike = this.byType.get(resource.type);
      if (alike) alike.push(resource);
      else this.byType.set(resource.type, [resource]);
      for (const [attribute, name] of Object.entries(resource.names ?? {})) if (!this.byName.has(name)) this.byName.set(name, { resource, attribute });
    }
  }

  public ofType(...types: readonly string[]): readonly NetworkResource[] {
    const [only, ...more] = types;
    if (only !== undefined && more.length === 0) return this.byType.get(only) ?? [];
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  public find(name: string | undefined): Reference | undefined {
    if (name === undefined) return undefined;
    return this.byName.get(name) ?? this.bySymbol(name);
  }

  /** The resource of the type that the text refers to, by whichever attribute. */
  public resource(name: string | undefined, ...types: readonly string[]): NetworkResource | undefined {
    const found = this.find(name)?.resource;
    return found && types.includes(found.type) ? found : undefined;
  }

  /** Resources of the types whose ARN, or a symbol of theirs, stands within a longer text, such as the address of an integration. */
  public namedIn(text: string, ...types: readonly string[]): readonly NetworkResource[] {
    const bySymbol = symbolsIn(text).flatMap((part) => this.resource(part.text, ...types) ?? []);
    const written = this.ofType(...types).filter(({ names = {} }) => Object.values(names).some((name) => name.startsWith('arn:') && mentions(text, name)));
    return [...new Set([...written, ...bySymbol])];
  }

  /** The id of a resource of the templates, or the text itself for what lies outside. */
  public id(name: string): Id {
    return this.find(name)?.resource.id ?? name;
  }

  public text(value: Value | undefined, ...path: readonly (string | number)[]): string | undefined {
    const found = text(at(value, ...path));
    return isUnknown(found) ? asSymbol(found) : found;
  }

  public texts(value: Value | undefined, ...path: readonly (string | number)[]): readonly string[] {
    return this.items(value, ...path).flatMap((item) => this.text(item) ?? []);
  }

  /** What a text names: a resource of the templates, something outside of them, or, where it cannot be told, anything at all. */
  public owner(name: string | undefined, idOf: (name: string) => Id = (text) => this.id(text)): Owner {
    if (name === undefined) return { id: undefined };
    const id = idOf(name);
    if (id !== name || !symbolsIn(name).some(({ shape }) => shape === 'any')) return { id };
    return { id: ANY, doubt: { code: 'OwnerNotTold', value: name } };
  }

  /** Whether a property means the thing: yes, no, or perhaps, with the doubt. */
  public means(name: string | undefined, id: Id, idOf?: (name: string) => Id): 'yes' | 'no' | Doubt {
    const owner = this.owner(name, idOf);
    return owner.id === id ? 'yes' : owner.doubt ?? 'no';
  }

  /** Resources of the types whose property means the thing, each with the doubt whether it does. */
  public belonging(id: Id, property: string, ...types: readonly string[]): readonly NetworkResource[] {
    return this.ofType(...types).flatMap((resource) => {
      const answer = this.means(this.text(resource.properties, property), id);
      return answer === 'no' ? [] : answer === 'yes' ? [resource] : [{ ...resource, doubt: resource.doubt ?? answer }];
    });
  }

  /** Whether a text is written out in full. */
  public isTold(text: string): boolean {
    return !hasSymbol(text);
  }

  /** Items of a list; a list that cannot be told is one item that cannot be told. */
  public items(value: Value | undefined, ...path: readonly (string | number)[]): readonly Value[] {
    const found = at(value, ...path);
    const items = list(found);
    return isUnknown(items) ? (found === undefined ? [] : [isUnknown(found) || typeof found === 'string' ? found : items]) : items ?? [];
  }

  public flag(value: Value | undefined, ...path: readonly (string | number)[]): boolean | undefined | Doubt {
    const found = bool(at(value, ...path));
    return isUnknown(found) ? found.cause : found;
  }

  public number(value: Value | undefined, ...path: readonly (string | number)[]): number | undefined | Doubt {
    const found = number(at(value, ...path));
    return isUnknown(found) ? found.cause : found;
  }

  private bySymbol(name: string): Reference | undefined {
    const inner = loneSymbol(name);
    if (inner === undefined) return undefined;
    for (let dot = inner.indexOf('.'); dot >= 0; dot = inner.indexOf('.', dot + 1)) {
      const resource = this.byId.get(inner.slice(0, dot));
      if (resource) return { resource, attribute: inner.slice(dot + 1) };
    }
    return undefined;
  }
}

/** A name counts where it does not go on: `app` is not named by `app-2`. */
function mentions(text: string, name: string): boolean {
  for (let start = text.indexOf(name); start >= 0 && name !== ''; start = text.indexOf(name, start + 1)) {
    const before = start === 0 ? '' : text[start - 1] ?? '';
    if (!NAME_GOES_ON.test(before) && !NAME_GOES_ON.test(text[start + name.length] ?? '')) return true;
  }
  return false;
}

export function isDoubt(value: unknown): value is Doubt {
  return typeof value === 'object' && value !== null && 'code' in value;
}
