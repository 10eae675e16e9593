import { any, type Trilean } from '../../iam/trilean';
import { at, hasSymbol, isUnknown, listOrOne, loneSymbol, sameText, symbolsIn, text, type Resource, type Value } from '../../template';
import { fail, PASS, trilean, unknownOutcome } from '../outcome';
import type { Finding, Outcome, RuleContext } from '../rule';

/** The resource of the templates that a value names, by whichever attribute. */
export function resourceOf(value: Value | undefined, context: RuleContext): Resource | undefined {
  const written = text(value);
  if (written === undefined || isUnknown(written)) return undefined;
  const inner = loneSymbol(written);
  return context.named(written) ?? (inner === undefined ? undefined : context.resources.find((resource) => inner.startsWith(`${resource.template}.${resource.logicalId}.`)));
}

export function sameResource(one: Resource, other: Resource): boolean {
  return one.template === other.template && one.logicalId === other.logicalId;
}

/** Whether a value names the resource. */
export function names(value: Value | undefined, resource: Resource, context: RuleContext): Trilean {
  const written = text(value);
  if (written === undefined) return 'no';
  if (isUnknown(written)) return 'unknown';
  if (Object.values(resource.names).includes(written)) return 'yes';
  const found = resourceOf(written, context);
  if (found !== undefined) return trilean(sameResource(found, resource));
  const results = Object.values(resource.names).map((name) => (generatedBy(name, resource) && !hasSymbol(written) ? false : sameText(written, name)));
  return results.includes(undefined) ? 'unknown' : 'no';
}

/** Whether two values name the same thing, in the templates or outside. */
export function sameThing(one: Value | undefined, other: Value | undefined, context: RuleContext): Trilean {
  const target = resourceOf(other, context);
  if (target !== undefined) return names(one, target, context);
  const source = resourceOf(one, context);
  if (source !== undefined) return names(other, source, context);
  const [a, b] = [text(one), text(other)];
  if (a === undefined || b === undefined) return 'no';
  if (isUnknown(a) || isUnknown(b)) return isUnknown(a) && isUnknown(b) && a.name === b.name ? 'yes' : 'unknown';
  const same = sameText(a, b);
  return same === undefined ? 'unknown' : trilean(same);
}

/** Whether one item of a list, or the only one, names the resource. */
export function namesAny(value: Value | undefined, resource: Resource, context: RuleContext): Trilean {
  const items = listOrOne(value);
  if (items === undefined) return 'no';
  return isUnknown(items) ? 'unknown' : any(items.map((item) => names(item, resource, context)));
}

/** Resources that name another one: surely, and perhaps. */
export interface Referrers {
  readonly sure: readonly Resource[];
  readonly perhaps: readonly Resource[];
}

/** Resources of some types that name the resource at a path of theirs. */
export function referrers(context: RuleContext, resource: Resource, types: readonly string[], ...path: readonly string[]): Referrers {
  return related(context, types, (other) => namesAny(at(other.properties, ...path), resource, context));
}

/** Resources of some types that a test relates to another one; one that may not be there is only perhaps related. */
export function related(context: RuleContext, types: readonly string[], test: (other: Resource) => Trilean): Referrers {
  const found = context.ofType(...types).map((other) => ({ other, result: test(other) }));
  return {
    sure: found.filter(({ other, result }) => result === 'yes' && other.presence === 'present').map(({ other }) => other),
    perhaps: found.filter(({ other, result }) => result === 'unknown' || (result === 'yes' && other.presence !== 'present')).map(({ other }) => other),
  };
}

/** Passes when something that surely belongs to the resource is as it should be; unknown when only something that perhaps belongs to it may be. */
export function guarded({ sure, perhaps }: Referrers, judge: (other: Resource) => Outcome, missing: Finding): Outcome {
  const certain = sure.map(judge);
  if (certain.some(({ kind }) => kind === 'pass')) return PASS;
  const doubts = certain.flatMap((outcome) => (outcome.kind === 'unknown' ? outcome.because : []));
  const possible = perhaps.filter((other) => ['pass', 'unknown'].includes(judge(other).kind)).map((other) => ({ code: 'PerhapsBelongs', resource: `${other.template}.${other.logicalId}` }));
  if (doubts.length + possible.length > 0) return unknownOutcome(...doubts, ...possible, ...missing.because);
  const details = certain.flatMap((outcome) => (outcome.kind === 'fail' ? outcome.findings.flatMap(({ because }) => because) : []));
  return fail({ ...missing, because: [...missing.because, ...details] });
}

/** A name that the deployment makes up cannot stand in a template as a literal. */
function generatedBy(name: string, { template, logicalId }: Resource): boolean {
  return symbolsIn(name).some((symbol) => symbol.name.startsWith(`${template}.${logicalId}.`));
}
