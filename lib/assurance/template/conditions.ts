import { NO_VALUE, type Context, type Result } from './context';
import { scalarText, type Node } from './source';
import { sameText, symbolsIn } from './symbols';
import { canonical, isUnknown, loneSymbol, text, unknownsIn } from './value';

/** Truth of a condition's expression; undefined when it depends on a decision that was left open, or cannot be read. */
export function truth(context: Context, node: Node): boolean | undefined {
  return context.run.within(() => evaluate(context, node), () => undefined);
}

function evaluate(context: Context, node: Node): boolean | undefined {
  const [entry, ...more] = node.kind === 'map' ? node.entries : [];
  if (entry === undefined || more.length > 0) return undefined;
  const [name, { value }] = entry;
  if (name === 'Condition') return context.condition(scalarText(value) ?? '');
  const parts = value.kind === 'list' ? value.items : [];
  switch (name) {
    case 'Fn::Equals':
      return parts[0] !== undefined && parts[1] !== undefined && parts.length === 2 ? equal(context, context.value(parts[0]), context.value(parts[1])) : undefined;
    case 'Fn::Not': {
      const inner = parts[0] === undefined ? undefined : truth(context, parts[0]);
      return inner === undefined ? undefined : !inner;
    }
    case 'Fn::And':
      return parts.length === 0 ? undefined : all(context, parts, true);
    case 'Fn::Or':
      return parts.length === 0 ? undefined : all(context, parts, false);
    default:
      return undefined;
  }
}

/** Stops at the first part that decides, so that no decision is taken in vain. */
function all(context: Context, parts: readonly Node[], neutral: boolean): boolean | undefined {
  let open = false;
  for (const part of parts) {
    const value = truth(context, part);
    if (value === !neutral) return !neutral;
    open ||= value === undefined;
  }
  return open ? undefined : neutral;
}

function equal(context: Context, a: Result, b: Result): boolean | undefined {
  const [one, other] = [comparable(a), comparable(b)];
  if (one.open === true || other.open === true) return undefined;
  if (one.text === undefined || other.text === undefined) return one.known && other.known ? one.key === other.key : free(context, one.key, other.key);
  const same = sameText(one.text, other.text);
  if (same === undefined && [one.text, other.text].some((each) => context.run.leavesOpen(loneSymbol(each) ?? ''))) return undefined;
  return same ?? pseudo(context, one.text, other.text) ?? pseudo(context, other.text, one.text) ?? excluded(context, one.text, other.text) ?? excluded(context, other.text, one.text)
    ?? free(context, one.key, other.key);
}

interface Comparable {
  readonly key: string;
  readonly known: boolean;
  readonly text?: string;
  /** Depends on a decision that was left open. */
  readonly open?: boolean;
}

function comparable(result: Result): Comparable {
  if (result === NO_VALUE) return { key: '', known: true, text: '' };
  const written = text(result);
  if (typeof written === 'string') return { key: canonical(written), known: true, text: written };
  const key = canonical(result);
  return { key, known: unknownsIn(result).length === 0 && symbolsIn(key).length === 0, open: isUnknown(result) && result.cause.code === 'TooManyVariants' };
}

/** `Ref AWS::Region` against a region that the conditions name. */
function pseudo(context: Context, symbol: string, literal: string): boolean | undefined {
  const name = loneSymbol(symbol);
  if (name === undefined || !name.startsWith('AWS::') || symbolsIn(literal).length > 0) return undefined;
  const options = context.run.universe.pseudo(name);
  if (!options.named.has(literal)) return undefined;
  const index = context.run.decide(name, options.representatives.map((option) => (option === '' ? '(any other)' : option)));
  return index === undefined ? undefined : options.representatives[index] === literal;
}

/** A parameter that is, in this run, none of the values it is compared with. */
function excluded(context: Context, symbol: string, literal: string): boolean | undefined {
  return context.run.others.get(symbol)?.has(literal) === true ? false : undefined;
}

/** Nothing is known of the two: both answers are gone through, the same for the same pair. */
function free(context: Context, one: string, other: string): boolean | undefined {
  const index = context.run.decide([one, other].sort().join(' == '), ['true', 'false']);
  return index === undefined ? undefined : index === 0;
}
