import { at, isList, isMap, text, Unknown, type Resource, type Value } from '../../template';
import { causeOf, every, skip, unknownOutcome, valueAt, type Expectation } from '../outcome';
import type { Outcome } from '../rule';
import { places, type Path } from './places';
import { readJson } from './read-json';

/** What the controls ask of a job, wherever it is described. A property that the kind of job does not have is undefined here. */
export interface Job {
  readonly settings: Value;
  readonly path: Path;
  readonly kind: 'training' | 'processing' | 'monitoring' | 'transform';
  readonly vpc?: Path;
  readonly isolation?: Path;
  readonly interContainer?: Path;
  readonly volumeKey: Path;
  readonly outputKey: Path;
}

type Shape = Omit<Job, 'settings' | 'path'>;

const NETWORK = { vpc: ['NetworkConfig', 'VpcConfig'], isolation: ['NetworkConfig', 'EnableNetworkIsolation'], interContainer: ['NetworkConfig', 'EnableInterContainerTrafficEncryption'] };
const TRAINING: Shape = { kind: 'training', vpc: ['VpcConfig'], isolation: ['EnableNetworkIsolation'], interContainer: ['EnableInterContainerTrafficEncryption'], volumeKey: ['ResourceConfig', 'VolumeKmsKeyId'],
  outputKey: ['OutputDataConfig', 'KmsKeyId'] };
const PROCESSING: Shape = { kind: 'processing', ...NETWORK, volumeKey: ['ProcessingResources', 'ClusterConfig', 'VolumeKmsKeyId'], outputKey: ['ProcessingOutputConfig', 'KmsKeyId'] };
const TRANSFORM: Shape = { kind: 'transform', volumeKey: ['TransformResources', 'VolumeKmsKeyId'], outputKey: ['TransformOutput', 'KmsKeyId'] };
const monitoring = (output: string): Shape => ({ kind: 'monitoring', ...NETWORK, volumeKey: ['JobResources', 'ClusterConfig', 'VolumeKmsKeyId'], outputKey: [output, 'KmsKeyId'] });

const RESOURCES: { readonly [type: string]: { readonly at: Path; readonly shape: Shape } } = {
  'AWS::SageMaker::ProcessingJob': { at: [], shape: PROCESSING },
  'AWS::SageMaker::DataQualityJobDefinition': { at: [], shape: monitoring('DataQualityJobOutputConfig') },
  'AWS::SageMaker::ModelBiasJobDefinition': { at: [], shape: monitoring('ModelBiasJobOutputConfig') },
  'AWS::SageMaker::ModelExplainabilityJobDefinition': { at: [], shape: monitoring('ModelExplainabilityJobOutputConfig') },
  'AWS::SageMaker::ModelQualityJobDefinition': { at: [], shape: monitoring('ModelQualityJobOutputConfig') },
  'AWS::SageMaker::MonitoringSchedule': { at: ['MonitoringScheduleConfig', 'MonitoringJobDefinition'],
    shape: { kind: 'monitoring', ...NETWORK, volumeKey: ['MonitoringResources', 'ClusterConfig', 'VolumeKmsKeyId'], outputKey: ['MonitoringOutputConfig', 'KmsKeyId'] } },
};

/** Steps of SageMaker pipelines, and calls of Step Functions, by what they start. */
const STEPS: { readonly [name: string]: Shape } = { Training: TRAINING, Processing: PROCESSING, Transform: TRANSFORM };
const CALLS: readonly { readonly pattern: RegExp; readonly shape: Shape; readonly below: Path }[] = [
  { pattern: /sagemaker:createTrainingJob\b/i, shape: TRAINING, below: [] },
  { pattern: /sagemaker:createProcessingJob\b/i, shape: PROCESSING, below: [] },
  { pattern: /sagemaker:createTransformJob\b/i, shape: TRANSFORM, below: [] },
  { pattern: /sagemaker:createHyperParameterTuningJob\b/i, shape: TRAINING, below: ['TrainingJobDefinition'] },
];

export const JOB_TYPES: readonly string[] = [...Object.keys(RESOURCES), 'AWS::SageMaker::Pipeline', 'AWS::StepFunctions::StateMachine'];

/** Judges every job that a resource describes. */
export function everyJob(resource: Resource, judge: (job: Job) => Outcome): Outcome {
  const found = jobsOf(resource);
  if (!isJobs(found)) return found;
  return found.length === 0 ? skip('NoJobs') : every(found.map(judge));
}

/** The value of one of the job's settings. A state machine may read it, or what it lies in, from its input: then it is unknown. */
export function jobSetting({ settings, path: where }: Job, path: Path): Value | undefined {
  const value = at(settings, ...path);
  const dynamic = path.some((key, index) => at(settings, ...path.slice(0, index), `${key}.$`) !== undefined) || (typeof value === 'string' && value.startsWith('{%'));
  return dynamic ? new Unknown({ code: 'ReadFromInput', property: [...where, ...path].join('.') }, [...where, ...path].join('.')) : value;
}

/** Judges one setting of every job that has it. */
export function everyJobSetting(resource: Resource, settingOf: (job: Job) => Path | undefined, expected: Expectation): Outcome {
  return everyJob(resource, (job) => {
    const path = settingOf(job);
    return path === undefined ? skip('NotOfThisJob') : valueAt(jobSetting(job, path), [], expected, [...job.path, ...path]);
  });
}

function jobsOf(resource: Resource): readonly Job[] | Outcome {
  const own = RESOURCES[resource.type];
  if (own !== undefined) return places(resource.properties, own.at).map(({ value, path }) => ({ settings: value, path, ...own.shape }));
  const at0 = resource.type === 'AWS::SageMaker::Pipeline' ? ['PipelineDefinition', 'PipelineDefinitionBody'] : ['DefinitionString'];
  const written = at(resource.properties, ...at0) ?? at(resource.properties, 'Definition');
  const path = at(resource.properties, ...at0) === undefined ? ['Definition'] : at0;
  if (written === undefined) return skip('DefinitionElsewhere');
  const definition = isMap(written) ? written : parsed(written);
  if (definition === undefined) return unknownOutcome(causeOf(written, path, 'a definition in JSON'));
  return resource.type === 'AWS::SageMaker::Pipeline' ? stepsOf(definition, path) : callsOf(definition, path);
}

function isJobs(found: readonly Job[] | Outcome): found is readonly Job[] {
  return Array.isArray(found);
}

function parsed(value: Value): Value | undefined {
  const written = text(value);
  return typeof written === 'string' ? readJson(written) : undefined;
}

function stepsOf(definition: Value, path: Path): readonly Job[] {
  return everywhere(definition, path).flatMap(({ value, path: where }) => {
    const kind = text(at(value, 'Type'));
    const settings = at(value, 'Arguments');
    const shape = typeof kind === 'string' && Object.hasOwn(STEPS, kind) ? STEPS[kind] : undefined;
    return shape === undefined || settings === undefined ? [] : [{ settings, path: [...where, 'Arguments'], ...shape }];
  });
}

function callsOf(definition: Value, path: Path): readonly Job[] {
  return everywhere(definition, path).flatMap(({ value, path: where }) => {
    const target = text(at(value, 'Resource'));
    const call = typeof target === 'string' ? CALLS.find(({ pattern }) => pattern.test(target)) : undefined;
    if (call === undefined) return [];
    const name = at(value, 'Parameters') === undefined ? 'Arguments' : 'Parameters';
    const settings = at(value, name, ...call.below);
    return settings === undefined ? [] : [{ settings, path: [...where, name, ...call.below], ...call.shape }];
  });
}

/** Every map within a value, whatever it lies in: states may lie in parallel branches and maps. */
function everywhere(value: Value, path: Path): readonly { readonly value: Value; readonly path: Path }[] {
  if (isList(value)) return value.flatMap((item, index) => everywhere(item, [...path, index]));
  return isMap(value) ? [{ value, path }, ...Object.entries(value).flatMap(([key, item]) => everywhere(item, [...path, key]))] : [];
}
