import { operatorNamed, type OperatorKind } from '../operators';
import type { Policy } from '../policy';
import { readBytes } from '../scalars';
import type { Dimension } from './cell';
import { piecesOf, type Lexicon } from './lexicon';
import { ADDRESSES, DATES, NUMBERS, type Measure } from './theory/measures';

/** What is known of a context key besides how the policies use it. */
export interface KeyFacts {
  readonly many?: boolean;
  /** Every request carries it. */
  readonly always?: boolean;
  readonly kind?: OperatorKind;
}

const MEASURES: { readonly [kind in OperatorKind]?: Measure } = { numeric: NUMBERS, date: DATES, ip: ADDRESSES };

const WITH_VARIABLES = { wildcards: false, variables: true };

/** Dimension of a context key. */
export function keyDimension(key: string): string {
  return `key ${key.toLowerCase()}`;
}

/** The key of a dimension, in lower case; undefined for action, resource and principal. */
export function keyOf(dimension: string): string | undefined {
  return dimension.startsWith('key ') ? dimension.slice(4) : undefined;
}

/** Keys whose values can hold no wildcards: names and accounts, and tags of principals. */
export function isPlainKey(key: string): boolean {
  return /^aws:(?:username|userid|principal(?:arn|account|orgid|type|tag\/.*)|sourceaccount|resourceaccount)$/.test(key);
}

interface Use {
  /** As first written. */
  readonly name: string;
  readonly kinds: Set<OperatorKind>;
  /** Values that policies compare it with. */
  readonly values: Set<string>;
  many: boolean;
}

/** How the policies of a problem use each context key, which decides what its values are read as. */
export class Schema {
  private readonly uses = new Map<string, Use>();
  private readonly made = new Map<string, Dimension>();

  constructor(
    policies: readonly Policy[],
    private readonly lexicon: Lexicon,
    private readonly facts: (key: string) => KeyFacts = () => ({}),
  ) {
    for (const { conditions, resource } of policies.flatMap((policy) => policy.statements)) {
      for (const condition of conditions) {
        const use = this.use(condition.key);
        const kind = operatorNamed(condition.operator)?.kind;
        if (kind !== undefined && kind !== 'null') use.kinds.add(kind);
        for (const value of condition.values) use.values.add(value);
        if (condition.quantifier !== undefined) use.many = true;
      }
      for (const text of [...(resource?.patterns ?? []), ...conditions.flatMap(({ values }) => values)]) {
        for (const piece of text.includes('${') ? piecesOf(text, WITH_VARIABLES) : []) if (piece.kind === 'variable') this.use(piece.variable.key);
      }
    }
  }

  private use(key: string): Use {
    const lower = key.toLowerCase();
    const use = this.uses.get(lower) ?? { name: key, kinds: new Set(), values: new Set(), many: false };
    this.uses.set(lower, use);
    return use;
  }

  /** How values are compared: by the first ordered kind that an operator asks for, else as text. */
  kind(key: string): OperatorKind {
    const kinds = [...(this.uses.get(key.toLowerCase())?.kinds ?? [])];
    const used = kinds.find((kind) => MEASURES[kind] !== undefined) ?? kinds.find((kind) => kind === 'bool') ?? (kinds.every((kind) => kind === 'binary') ? kinds[0] : undefined);
    if (used !== undefined) return used;
    const { kind = 'string' } = this.facts(key);
    // a number that policies compare as text is read as text
    return kinds.length > 0 && MEASURES[kind] !== undefined ? 'string' : kind;
  }

  /** Whether a condition tests the key or a variable stands for it. */
  tests(key: string): boolean {
    return this.uses.has(key.toLowerCase());
  }

  /** The key as the policies first write it. */
  nameOf(key: string): string {
    return this.uses.get(key)?.name ?? key;
  }

  isSet(key: string): boolean {
    return this.uses.get(key.toLowerCase())?.many === true || this.facts(key).many === true;
  }

  /** Whether a value of a set may be the empty text: keys that AWS documents as sets have no empty values. */
  mayBeEmpty(key: string): boolean {
    return this.kind(key) === 'string' && this.facts(key).many !== true;
  }

  dimension(key: string): Dimension {
    const lower = key.toLowerCase();
    const known = this.made.get(lower);
    if (known !== undefined) return known;
    const made: Dimension = { arity: this.isSet(lower) ? 'set' : this.facts(lower).always === true ? 'one' : 'optional', values: this.values(lower) };
    this.made.set(lower, made);
    return made;
  }

  private values(key: string): Dimension['values'] {
    const kind = this.kind(key);
    const measure = MEASURES[kind];
    if (measure !== undefined) return { kind: 'measure', measure };
    if (kind === 'bool') return { kind: 'text', domain: this.lexicon.patterns(['true', 'false'], { wildcards: false, caseless: false, segmentwise: false, variables: false }) };
    if (kind === 'binary') return { kind: 'text', domain: this.lexicon.patterns(this.bytes(key), { wildcards: false, caseless: false, segmentwise: false, variables: false }) };
    if (isPlainKey(key)) return { kind: 'text', domain: this.lexicon.language([[{ kind: 'many', charClass: 'noWildcard' }]]) };
    return this.isSet(key) && !this.mayBeEmpty(key) ? { kind: 'text', domain: this.lexicon.language([[{ kind: 'one', charClass: 'any' }, { kind: 'many', charClass: 'any' }]]) } : { kind: 'text' };
  }
  /** The texts that policies name, and one that stands for all others: bytes are only ever equal or not. */
  private bytes(key: string): readonly string[] {
    const named = [...(this.uses.get(key)?.values ?? [])].filter((value) => readBytes(value) !== undefined).map((value) => btoa(atob(value)));
    let other = 'x';
    while (named.includes(btoa(other))) other += 'x';
    return [...named, btoa(other)];
  }
}
