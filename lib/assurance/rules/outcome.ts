import { all as allOf, not, type Trilean } from '../iam/trilean';
import { at, bool, canonical, isList, isMap, isUnknown, list, number, sameText, text, type Resource, type Value } from '../template';
import type { Step } from '../verdict';
import type { Finding, Outcome } from './rule';

export const PASS: Outcome = { kind: 'pass' };

export function skip(code: string, details: { readonly [detail: string]: unknown } = {}): Outcome {
  return { kind: 'skip', because: [{ code, ...details }] };
}

export function unknownOutcome(...because: readonly Step[]): Outcome {
  return { kind: 'unknown', because };
}

export function fail(...findings: readonly Finding[]): Outcome {
  return { kind: 'fail', findings };
}

/** What a value must be; `undefined` is a property that is absent. */
export interface Expectation {
  /** As it stands in messages: `true`, `one of ENABLED, ON`, `at least 365`. */
  readonly wanted: string;
  readonly accepts: (value: Value | undefined) => Trilean;
}

/** Judges one property of a resource. */
export function property(resource: Resource, path: readonly (string | number)[], expected: Expectation): Outcome {
  return valueAt(resource.properties, path, expected);
}

/** Judges a value below another; `at` says where it stands in the resource's properties. */
export function valueAt(root: Value | undefined, path: readonly (string | number)[], expected: Expectation, above: readonly (string | number)[] = []): Outcome {
  const value = at(root, ...path);
  const where = [...above, ...path];
  switch (expected.accepts(value)) {
    case 'yes':
      return PASS;
    case 'no':
      return fail({ path: where, got: value, because: [{ code: value === undefined ? 'PropertyMissing' : 'PropertyDiffers', property: where.join('.'), wanted: expected.wanted }] });
    case 'unknown':
      return unknownOutcome(causeOf(value, where, expected.wanted));
  }
}

/** Why a value cannot be judged. */
export function causeOf(value: Value | undefined, path: readonly (string | number)[], wanted: string): Step {
  const property = path.join('.');
  return isUnknown(value) ? { ...value.cause, property, wanted } : { code: 'PropertyUndecided', property, wanted, got: canonical(value).slice(0, 200) };
}

/** All must pass: every finding is kept; nothing known to be wrong and something unknown is unknown. No outcome, or only skipped ones, is the first skip or a pass. */
export function every(outcomes: readonly Outcome[]): Outcome {
  const findings = outcomes.flatMap((outcome) => (outcome.kind === 'fail' ? outcome.findings : []));
  if (findings.length > 0) return fail(...findings);
  const doubts = outcomes.flatMap((outcome) => (outcome.kind === 'unknown' ? outcome.because : []));
  if (doubts.length > 0) return unknownOutcome(...doubts);
  const passed = outcomes.filter((outcome) => outcome.kind === 'pass');
  if (passed.length === 0 && outcomes[0] !== undefined) return outcomes[0];
  return { kind: 'pass', because: passed.flatMap((outcome) => outcome.because ?? []) };
}

/** One suffices: the first pass, else unknown when one may pass, else the findings of all. */
export function either(outcomes: readonly Outcome[]): Outcome {
  const passed = outcomes.find((outcome) => outcome.kind === 'pass');
  if (passed !== undefined) return passed;
  const doubts = outcomes.flatMap((outcome) => (outcome.kind === 'unknown' ? outcome.because : []));
  return doubts.length > 0 ? unknownOutcome(...doubts) : every(outcomes);
}

/** Every item of a list, which may be absent (`whenAbsent`) or unknown. */
export function everyItem(root: Value | undefined, path: readonly (string | number)[], judge: (item: Value, path: readonly (string | number)[]) => Outcome, whenAbsent: Outcome = PASS): Outcome {
  const items = list(at(root, ...path));
  if (items === undefined) return whenAbsent;
  if (isUnknown(items)) return unknownOutcome(causeOf(items, path, 'a list'));
  return every(items.map((item, index) => judge(item, [...path, index])));
}

/** `pass` or `fail` by a decision of one's own. */
export function decided(result: Trilean, finding: Finding, doubt: Step = { code: 'Undecided' }): Outcome {
  return result === 'yes' ? PASS : result === 'no' ? fail(finding) : unknownOutcome(doubt);
}

export function isTrue(whenAbsent: Trilean = 'no'): Expectation {
  return ofBoolean(true, whenAbsent);
}

export function isFalse(whenAbsent: Trilean = 'no'): Expectation {
  return ofBoolean(false, whenAbsent);
}

function ofBoolean(wanted: boolean, whenAbsent: Trilean): Expectation {
  return {
    wanted: String(wanted),
    accepts: (value) => {
      const found = bool(value);
      return found === undefined ? whenAbsent : isUnknown(found) ? undecided(value) : trilean(found === wanted);
    },
  };
}

/** One of some texts, compared exactly. */
export function oneOf(wanted: readonly string[], whenAbsent: Trilean = 'no'): Expectation {
  return {
    wanted: wanted.length === 1 ? String(wanted[0]) : `one of ${wanted.join(', ')}`,
    accepts: (value) => {
      const found = text(value);
      if (found === undefined) return whenAbsent;
      if (isUnknown(found)) return undecided(value);
      const same = wanted.map((each) => sameText(found, each));
      return same.includes(true) ? 'yes' : same.includes(undefined) ? 'unknown' : 'no';
    },
  };
}

export function noneOf(refused: readonly string[], whenAbsent: Trilean = 'yes'): Expectation {
  const inner = oneOf(refused, whenAbsent === 'yes' ? 'no' : whenAbsent === 'no' ? 'yes' : 'unknown');
  return { wanted: `none of ${refused.join(', ')}`, accepts: (value) => not(inner.accepts(value)) };
}

export function atLeast(least: number, whenAbsent: Trilean = 'no'): Expectation {
  return ofNumber(`at least ${least}`, (found) => found >= least, whenAbsent);
}

export function atMost(most: number, whenAbsent: Trilean = 'no'): Expectation {
  return ofNumber(`at most ${most}`, (found) => found <= most, whenAbsent);
}

function ofNumber(wanted: string, holds: (found: number) => boolean, whenAbsent: Trilean): Expectation {
  return {
    wanted,
    accepts: (value) => {
      const found = number(value);
      return found === undefined ? whenAbsent : isUnknown(found) ? undecided(value) : trilean(holds(found));
    },
  };
}

/** Something is written: any text, also a reference; a list or map that is not empty. */
export const PRESENT: Expectation = {
  wanted: 'a value',
  accepts: (value) => {
    if (isUnknown(value)) return 'unknown';
    if (isList(value)) return trilean(value.length > 0);
    if (isMap(value)) return trilean(Object.keys(value).length > 0);
    return trilean(value !== undefined && value !== null && value !== '');
  },
};

/** Nothing is written. */
export const ABSENT: Expectation = { wanted: 'nothing', accepts: (value) => not(PRESENT.accepts(value)) };

/** An unknown, or a symbol, may be anything; a value of the wrong kind is wrong. */
function undecided(value: Value | undefined): Trilean {
  return isUnknown(value) || (typeof value === 'string' && value.includes('\u27E6')) ? 'unknown' : 'no';
}

export function trilean(value: boolean): Trilean {
  return value ? 'yes' : 'no';
}

export { allOf };
