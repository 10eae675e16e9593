import { at } from '../../template';
import { either, every, isFalse, oneOf, property } from '../outcome';
import type { Rule } from '../rule';

export const codeBuildLogged: Rule = {
  id: 'CodeBuildLogged',
  title: 'builds are logged',
  why: 'what went into an image is asked for afterwards',
  fix: 'leave CloudWatchLogs enabled, or send encrypted logs to a bucket',
  severity: 'warning',
  controls: ['LOG-01'],
  types: ['AWS::CodeBuild::Project'],
  check: (project) => either([
    property(project, ['LogsConfig', 'CloudWatchLogs', 'Status'], oneOf(['ENABLED'], at(project.properties, 'LogsConfig') === undefined ? 'yes' : 'no')),
    every([property(project, ['LogsConfig', 'S3Logs', 'Status'], oneOf(['ENABLED'])), property(project, ['LogsConfig', 'S3Logs', 'EncryptionDisabled'], isFalse('yes'))]),
  ]),
};
