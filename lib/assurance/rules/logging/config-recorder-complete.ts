import { either, every, isTrue, oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const configRecorderComplete: Rule = {
  id: 'ConfigRecorderComplete',
  title: 'recorder of configuration records everything',
  why: 'what is not recorded cannot be compared',
  fix: 'set AllSupported and IncludeGlobalResourceTypes to true',
  severity: 'error',
  controls: ['LOG-04'],
  types: ['AWS::Config::ConfigurationRecorder'],
  check: (recorder) => either([
    every([property(recorder, ['RecordingGroup', 'AllSupported'], isTrue()), property(recorder, ['RecordingGroup', 'IncludeGlobalResourceTypes'], isTrue())]),
    property(recorder, ['RecordingGroup', 'RecordingStrategy', 'UseOnly'], oneOf(['ALL_SUPPORTED_RESOURCE_TYPES'])),
  ]),
};
