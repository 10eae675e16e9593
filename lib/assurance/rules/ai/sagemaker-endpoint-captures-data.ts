import { at, isUnknown, type Resource } from '../../template';
import { told } from '../compute/expectations';
import { places } from '../compute/places';
import { customerKey } from '../data/customer-key';
import { decided, every, isTrue, property } from '../outcome';
import type { Outcome, Rule } from '../rule';

export const sagemakerEndpointCapturesData: Rule = {
  id: 'SagemakerEndpointCapturesData',
  title: 'an endpoint records what it is asked and what it answers, encrypted',
  why: 'without it neither misuse nor drift can be seen afterwards',
  fix: 'set DataCaptureConfig with EnableCapture, both capture modes and KmsKeyId',
  severity: 'warning',
  controls: ['LOG-01', 'LOG-06'],
  types: ['AWS::SageMaker::EndpointConfig'],
  check: (resource, context) => every([
    property(resource, ['DataCaptureConfig', 'EnableCapture'], isTrue(at(resource.properties, 'DataCaptureConfig') === undefined ? 'no' : 'yes')),
    ...(at(resource.properties, 'DataCaptureConfig') === undefined ? [] : [property(resource, ['DataCaptureConfig', 'KmsKeyId'], customerKey(context)), capturesBoth(resource)]),
  ]),
};

function capturesBoth(resource: Resource): Outcome {
  const modes = places(resource.properties, ['DataCaptureConfig', 'CaptureOptions', '*', 'CaptureMode']).map(({ value }) => told(value));
  const all = ['Input', 'Output'].every((mode) => modes.includes(mode) || modes.includes('InputAndOutput'));
  return decided(all ? 'yes' : modes.some(isUnknown) ? 'unknown' : 'no', { path: ['DataCaptureConfig', 'CaptureOptions'], because: [{ code: 'CapturesOneWay' }] });
}
