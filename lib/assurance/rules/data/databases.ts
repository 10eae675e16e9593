import { at, hasSymbol, isUnknown, list, map, text, type Resource, type Value } from '../../template';
import { causeOf, fail, PASS, skip, unknownOutcome, valueAt, type Expectation } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { namedBy } from './buckets';

/** What the cluster says holds for its instances. */
export function inCluster({ type, properties }: Resource): boolean {
  return type.endsWith('::DBInstance') && at(properties, 'DBClusterIdentifier') !== undefined;
}

/** Made from another database or a snapshot, whose password it takes. */
export function hasSource({ properties }: Resource): boolean {
  return ['SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier', 'ReplicationSourceIdentifier', 'GlobalClusterIdentifier'].some((name) => at(properties, name) !== undefined);
}

/** A text that holds something. */
export function holding(pattern: RegExp, wanted: string): Expectation {
  return {
    wanted,
    accepts: (value) => { const found = text(value); return found === undefined ? 'no' : isUnknown(found) ? 'unknown' : pattern.test(found) ? 'yes' : hasSymbol(found) ? 'unknown' : 'no'; },
  };
}

/** What the template itself calls temporary: its deletion takes the data along. */
export function isTemporary({ deletionPolicy }: Resource): boolean {
  return deletionPolicy === 'Delete';
}

/** Judges a database of its own whose engine passes the test; what its cluster says, or another engine has no word for, is not judged. */
export function ofEngine(database: Resource, engines: RegExp, judge: (engine: string) => Outcome): Outcome {
  if (inCluster(database)) return skip('JudgedOnCluster');
  const engine = text(at(database.properties, 'Engine'));
  if (isUnknown(engine) || (engine !== undefined && hasSymbol(engine))) return unknownOutcome({ code: 'EngineNotTold', property: 'Engine' });
  const known = (engine ?? '').toLowerCase();
  return engines.test(known) ? judge(known) : skip('OtherEngine', { engine: known });
}

/** Property that names the parameter group. */
export function groupOf({ type }: Resource): string {
  return type.endsWith('::DBCluster') ? 'DBClusterParameterGroupName' : 'DBParameterGroupName';
}

/** A parameter in the group that the property names. A group of AWS, which nobody can change, has the defaults of the engine. */
export function parameterOf(resource: Resource, context: RuleContext, group: string, parameter: string, expected: Expectation): Outcome {
  const name = text(at(resource.properties, group));
  if (isUnknown(name)) return unknownOutcome(causeOf(name, [group], `a parameter group with ${parameter}`));
  const named = name === undefined ? undefined : namedBy(context, name);
  if (named === undefined) {
    return name === undefined || /^default[.:]/.test(name)
      ? fail({ path: [group], ...(name === undefined ? {} : { got: name }), because: [{ code: 'DefaultParameters', parameter, wanted: expected.wanted }] })
      : unknownOutcome({ code: 'ParameterGroupElsewhere', group: name, parameter });
  }
  const parameters = map(at(named.properties, 'Parameters'));
  if (isUnknown(parameters)) return unknownOutcome(causeOf(parameters, ['Parameters'], `${parameter}: ${expected.wanted}`));
  const outcome = valueAt(parameters, [parameter], expected, ['Parameters']);
  return outcome.kind === 'fail' ? fail(...outcome.findings.map((finding) => ({ ...finding, path: [group], because: [
    ...finding.because,
    { code: 'InParameterGroup', group: named.logicalId },
  ] }))) : outcome;
}

/** Every one of the kinds of log stands in a list of texts. */
export function exportsLogs(resource: Resource, path: readonly string[], wanted: readonly string[]): Outcome {
  const items = list(at(resource.properties, ...path));
  if (isUnknown(items)) return unknownOutcome(causeOf(items, path, wanted.join(', ')));
  const found = (items ?? []).map((item: Value) => text(item));
  const missing = wanted.filter((kind) => !found.includes(kind));
  if (missing.length === 0) return PASS;
  if (found.some((kind) => isUnknown(kind) || (kind !== undefined && hasSymbol(kind)))) return unknownOutcome({ code: 'PropertyUndecided', property: path.join('.'), wanted: wanted.join(', ') });
  return fail({ path, got: at(resource.properties, ...path), because: [{ code: 'LogsNotExported', property: path.join('.'), missing }] });
}
