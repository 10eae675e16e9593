import { any } from '../../iam/trilean';
import { places, type Path } from '../compute/places';
import { names } from '../network/references';
import { decided } from '../outcome';
import type { Rule } from '../rule';

export const sagemakerEndpointMonitored: Rule = {
  id: 'SagemakerEndpointMonitored',
  title: 'the quality of an endpoint\'s answers is watched on a schedule',
  why: 'a model ages while the world changes, and nothing breaks that would show it',
  fix: 'add an AWS::SageMaker::MonitoringSchedule for the endpoint',
  severity: 'warning',
  controls: ['LOG-06'],
  types: ['AWS::SageMaker::Endpoint'],
  check: (resource, context) => {
    const watchers = context.ofType('AWS::SageMaker::MonitoringSchedule', ...DEFINITIONS).flatMap(({ properties }) => PLACES.flatMap((pattern) => places(properties, pattern)));
    return decided(any(watchers.map(({ value }) => names(value, resource, context))), { because: [{ code: 'NotMonitored' }] }, { code: 'EndpointOfScheduleNotKnown' });
  },
};

const KINDS = ['DataQuality', 'ModelBias', 'ModelExplainability', 'ModelQuality'];
const DEFINITIONS = KINDS.map((kind) => `AWS::SageMaker::${kind}JobDefinition`);
/** Where schedules and definitions name the endpoint that they watch. */
const PLACES: readonly Path[] = [['EndpointName'], ['MonitoringScheduleConfig', 'MonitoringJobDefinition', 'MonitoringInputs', '*', 'EndpointInput', 'EndpointName'], ...KINDS.map((kind) => [`${kind}JobInput`, 'EndpointInput', 'EndpointName'])];
