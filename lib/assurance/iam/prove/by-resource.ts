import type { Language } from './automata/language';
import type { Lexicon } from './lexicon';

/** A value must be in the language, or must not. */
export interface Signed {
  readonly language: Language;
  readonly positive: boolean;
}

/** More resources than this are not told apart. */
const MOST_RESOURCES = 8;

/**
 * The same literals resource by resource, where values have to start with the ARN of one of some resources: ARNs of two resources are two ARNs, and none lies below another's.
 * Patterns that start with the ARN of another resource fall away. Empty when a value would have to be of two resources at once.
 */
export function byResource(literals: readonly Signed[], lexicon: Lexicon): readonly (readonly Signed[])[] {
  const demanded = literals.filter(({ positive, language }) => positive && language.markers !== '').flatMap(({ language }) => resourcesOf(language, lexicon) ?? []);
  const [first, ...others] = demanded;
  if (first === undefined) return [literals];
  const common = [...first].filter((resource) => others.every((other) => other.has(resource)));
  return common.length > MOST_RESOURCES ? [literals] : common.map((resource) => literals.map((literal) => within(literal, resource, lexicon)));
}

/** The resources whose ARNs the patterns start with; undefined where some pattern starts otherwise. */
function resourcesOf({ alternatives }: Language, lexicon: Lexicon): ReadonlySet<string> | undefined {
  const leading = new Set<string>();
  for (const tokens of alternatives) {
    const resource = lexicon.leadingResource(tokens);
    if (resource === undefined) return undefined;
    leading.add(resource);
  }
  return leading;
}

function within(literal: Signed, resource: string, lexicon: Lexicon): Signed {
  const { alternatives, markers } = literal.language;
  if (markers === '') return literal;
  const near = alternatives.filter((tokens) => [undefined, resource].includes(lexicon.leadingResource(tokens)));
  return near.length === alternatives.length ? literal : { ...literal, language: lexicon.language(near) };
}
