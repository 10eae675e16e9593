import { all, type Trilean } from '../../iam/trilean';
import { at, hasSymbol, isUnknown, list, sameText, splitSymbols, text, type Resource, type Value } from '../../template';
import { causeOf, every, fail, skip, unknownOutcome, valueAt, type Expectation } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { resourceOf, sameThing } from '../network/references';
import { told } from '../network/told';

/** Types that make a stage of a REST API. */
export const REST_STAGES: readonly string[] = ['AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment'];

/** Where the settings of the stage stand; undefined for a deployment that makes none. */
export function settingsPath(stage: Resource): readonly string[] | undefined {
  if (stage.type === 'AWS::ApiGateway::Stage') return [];
  return at(stage.properties, 'StageName') === undefined ? undefined : ['StageDescription'];
}

/** Judges settings of a stage, where there is one. */
export function stageOutcome(stage: Resource, judge: (path: readonly string[]) => Outcome): Outcome {
  const path = settingsPath(stage);
  return path === undefined ? skip('NoStage') : judge(path);
}

/** Every entry of the method settings must set a value so; no entry at all sets nothing. */
export function everyMethodSetting(stage: Resource, names: readonly string[], expected: Expectation): Outcome {
  return stageOutcome(stage, (path) => {
    const where = [...path, 'MethodSettings'];
    const written = at(stage.properties, ...where);
    const entries = list(written);
    if (isUnknown(entries)) return unknownOutcome(causeOf(written, where, expected.wanted));
    const general = at(stage.properties, ...path);
    // a deployment's stage description takes the same settings for all methods at once
    if (stage.type !== 'AWS::ApiGateway::Stage' && names.every((name) => expected.accepts(at(general, name)) === 'yes')) return every((entries ?? []).flatMap((entry, index) => judged(entry, [...where, index], names, expected)));
    if (entries === undefined || entries.length === 0) return fail({ path: where, got: written, because: [{ code: 'NoMethodSettings', wanted: expected.wanted, settings: names }] });
    return every(entries.flatMap((entry, index) => judged(entry, [...where, index], names, expected)));
  });
}

/** Whether an entry is the one for all methods of all resources. */
export function coversAll(entry: Value): Trilean {
  const [path, method] = [told(at(entry, 'ResourcePath')), told(at(entry, 'HttpMethod'))];
  if (isUnknown(path) || isUnknown(method)) return 'unknown';
  return (path === '/*' || path === '*') && method === '*' ? 'yes' : 'no';
}

/** Whether an API and a stage, as something else names them, are those of the stage. */
export function isStage(stage: Resource, api: Value | undefined, name: Value | undefined, context: RuleContext): Trilean {
  const own = stage.type.startsWith('AWS::ApiGatewayV2::') ? 'ApiId' : 'RestApiId';
  return all([sameThing(api, at(stage.properties, own), context), sameName(name, at(stage.properties, 'StageName'))]);
}

/** Whether the ARN of a stage, as firewalls name it, is that of the stage. */
export function isStageArn(stage: Resource, arn: Value | undefined, context: RuleContext): Trilean {
  const written = text(arn);
  if (written === undefined) return 'no';
  if (isUnknown(written)) return 'unknown';
  const parts = /\/(?:rest)?apis\/([^/]+)\/stages\/(.+)$/.exec(written);
  if (parts === null) return hasSymbol(written) && resourceOf(written, context) === undefined && [undefined, '', 'apigateway'].includes(serviceOf(written)) ? 'unknown' : 'no';
  return isStage(stage, parts[1], parts[2], context);
}

/** The service of an ARN, where it is written. */
function serviceOf(arn: string): string | undefined {
  return splitSymbols(arn).map((part) => (part.kind === 'literal' ? part.text : '')).join('').split(':')[2];
}

function judged(entry: Value, path: readonly (string | number)[], names: readonly string[], expected: Expectation): readonly Outcome[] {
  const label = [text(at(entry, 'HttpMethod')), text(at(entry, 'ResourcePath'))].map((each) => (typeof each === 'string' ? each : '?')).join(' ');
  return names.map((name) => {
    const outcome = valueAt(entry, [name], expected, path);
    return outcome.kind === 'fail' ? fail(...outcome.findings.map((finding) => ({ ...finding, id: `${label} ${name}` }))) : outcome;
  });
}

function sameName(one: Value | undefined, other: Value | undefined): Trilean {
  const [a, b] = [text(one), text(other)];
  if (a === undefined || b === undefined) return 'no';
  if (isUnknown(a) || isUnknown(b)) return 'unknown';
  const same = sameText(a, b);
  return same === undefined ? 'unknown' : same ? 'yes' : 'no';
}
