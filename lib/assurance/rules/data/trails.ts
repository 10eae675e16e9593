import { all, any, not, type Trilean } from '../../iam/trilean';
import { at, isMap, isUnknown, list, text, texts, type Resource, type Value } from '../../template';
import { every, fail, PASS, skip, unknownOutcome } from '../outcome';
import type { Outcome, RuleContext } from '../rule';
import { isWord } from '../network/told';
import { takesLogs } from './buckets';

/** Whether a trail records reads and writes of something. */
export interface Recorded {
  readonly reads: Trilean;
  readonly writes: Trilean;
}

const NOTHING: Recorded = { reads: 'no', writes: 'no' };
const OPEN: Recorded = { reads: 'unknown', writes: 'unknown' };

/** Reads and writes of the bucket's objects are recorded by the trails together. */
export function dataEvents(bucket: Resource, context: RuleContext): Outcome {
  const trails = [...context.ofType('AWS::CloudTrail::Trail'), ...context.ofType('AWS::CloudTrail::EventDataStore')];
  if (trails.length === 0) return skip('NoTrailHere');
  if (takesLogs(bucket, context) === 'yes') return skip('LogsAreNotRecorded');
  const found = trails.map((trail) => objectEvents(trail, bucket.names['Arn'] ?? ''));
  return every((['reads', 'writes'] as const).map((kind) => {
    const recorded = any(found.map((each) => each[kind]));
    return recorded === 'yes' ? PASS : recorded === 'unknown' ? unknownOutcome({ code: 'SelectorsUndecided', kind }) : fail({ id: kind, because: [{ code: 'NotRecorded', kind }] });
  }));
}

/** Of objects in a bucket of the ARN; of every bucket where it is left out. */
export function objectEvents(trail: Resource, arn?: string): Recorded {
  const advanced = list(at(trail.properties, 'AdvancedEventSelectors'));
  const basic = list(at(trail.properties, 'EventSelectors'));
  if (isUnknown(advanced) || isUnknown(basic)) return OPEN;
  return together([...(advanced ?? []).map((selector) => byFields(selector, arn)), ...(basic ?? []).map((selector) => byResources(selector, arn))]);
}

/** Calls that change or read resources themselves, of every service. */
export function managementEvents(trail: Resource): Recorded {
  const advanced = list(at(trail.properties, 'AdvancedEventSelectors'));
  const basic = list(at(trail.properties, 'EventSelectors'));
  if (isUnknown(advanced) || isUnknown(basic)) return OPEN;
  if (advanced === undefined && basic === undefined) return { reads: 'yes', writes: 'yes' };
  const ofBasic = (basic ?? []).map((selector): Recorded => {
    const excluded = list(at(selector, 'ExcludeManagementEventSources'));
    const whole = at(selector, 'IncludeManagementEvents') === undefined || text(at(selector, 'IncludeManagementEvents')) === 'true';
    return whole && (excluded === undefined || (!isUnknown(excluded) && excluded.length === 0)) ? byKind(at(selector, 'ReadWriteType')) : NOTHING;
  });
  return together([...ofBasic, ...(advanced ?? []).map((selector) => {
    const fields = fieldsOf(selector);
    if (fields === undefined) return OPEN;
    const others = fields.filter(({ field }) => field !== 'eventCategory' && field !== 'readOnly');
    return others.length === 0 && equals(fields, 'eventCategory', 'Management') ? readOnly(fields) : NOTHING;
  })]);
}

interface Field {
  readonly field: string;
  readonly tests: { readonly [operator: string]: readonly string[] };
}

function byFields(selector: Value, arn: string | undefined): Recorded {
  const fields = fieldsOf(selector);
  if (fields === undefined) return OPEN;
  if (!equals(fields, 'eventCategory', 'Data') || !equals(fields, 'resources.type', 'AWS::S3::Object')) return NOTHING;
  const rest = fields.filter(({ field }) => !['eventCategory', 'resources.type', 'readOnly'].includes(field));
  const covered = all(rest.map(({ field, tests }) => (field === 'resources.ARN' ? all(Object.entries(tests).map(([operator, values]) => arnTest(operator, values, arn))) : 'no')));
  const { reads, writes } = readOnly(fields);
  return { reads: all([reads, covered]), writes: all([writes, covered]) };
}

function arnTest(operator: string, values: readonly string[], arn: string | undefined): Trilean {
  if (arn === undefined) return operator.startsWith('Not') ? 'yes' : any(values.map((value) => (/^arn:[^:]*:s3(?::::)?$/.test(value) ? 'yes' : 'no')));
  const objects = `${arn}/`;
  const open = values.some((value) => value.includes('~any\u27E7'));
  switch (operator) {
    case 'StartsWith':
      return values.some((value) => objects.startsWith(value)) ? 'yes' : open ? 'unknown' : 'no';
    case 'NotStartsWith':
      return values.some((value) => objects.startsWith(value) || value.startsWith(objects)) ? 'no' : open ? 'unknown' : 'yes';
    case 'NotEquals':
      return 'yes';
    default:
      return 'no';
  }
}

function byResources(selector: Value, arn: string | undefined): Recorded {
  const resources = list(at(selector, 'DataResources'));
  if (isUnknown(resources)) return OPEN;
  const covered = any((resources ?? []).map((resource): Trilean => {
    if (text(at(resource, 'Type')) !== 'AWS::S3::Object') return 'no';
    const values = texts(at(resource, 'Values'));
    if (isUnknown(values)) return 'unknown';
    const whole = (values ?? []).some((value) => /^arn:[^:]*:s3(?::::)?$/.test(value) || (arn !== undefined && `${arn}/`.startsWith(value)));
    return whole || (arn === undefined && (values ?? []).length > 0) ? 'yes' : (values ?? []).some((value) => value.includes('~any\u27E7')) ? 'unknown' : 'no';
  }));
  const { reads, writes } = byKind(at(selector, 'ReadWriteType'));
  return { reads: all([reads, covered]), writes: all([writes, covered]) };
}

function byKind(kind: Value | undefined): Recorded {
  return { reads: not(isWord(kind, 'WriteOnly')), writes: not(isWord(kind, 'ReadOnly')) };
}

function fieldsOf(selector: Value): readonly Field[] | undefined {
  const fields = list(at(selector, 'FieldSelectors'));
  if (fields === undefined || isUnknown(fields)) return undefined;
  const read: Field[] = [];
  for (const item of fields) {
    const field = text(at(item, 'Field'));
    if (typeof field !== 'string' || !isMap(item)) return undefined;
    const tests: { [operator: string]: readonly string[] } = {};
    for (const operator of Object.keys(item).filter((key) => key !== 'Field')) {
      const values = texts(item[operator]);
      if (values === undefined || isUnknown(values)) return undefined;
      tests[operator] = values;
    }
    read.push({ field, tests });
  }
  return read;
}

function equals(fields: readonly Field[], name: string, value: string): boolean {
  return fields.some(({ field, tests }) => field === name && tests['Equals']?.includes(value) === true);
}

function readOnly(fields: readonly Field[]): Recorded {
  const limit = fields.find(({ field }) => field === 'readOnly')?.tests['Equals'];
  return { reads: limit === undefined || limit.includes('true') ? 'yes' : 'no', writes: limit === undefined || limit.includes('false') ? 'yes' : 'no' };
}

function together(parts: readonly Recorded[]): Recorded {
  return { reads: any(parts.map(({ reads }) => reads)), writes: any(parts.map(({ writes }) => writes)) };
}
