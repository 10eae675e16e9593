import { at } from '../../template';
import { either, oneOf, PASS, property } from '../outcome';
import type { Rule } from '../rule';

export const codeBuildLogged: Rule = {
  id: 'CodeBuildLogged',
  title: 'builds write a log',
  why: 'without it nobody can tell what went into an image',
  fix: 'remove LogsConfig, or enable CloudWatchLogs or S3Logs',
  severity: 'error',
  controls: ['SUP-08', 'LOG-01'],
  types: ['AWS::CodeBuild::Project'],
  check: (resource) => (at(resource.properties, 'LogsConfig') === undefined ? PASS
    : either([property(resource, ['LogsConfig', 'CloudWatchLogs', 'Status'], oneOf(['ENABLED'])), property(resource, ['LogsConfig', 'S3Logs', 'Status'], oneOf(['ENABLED']))])),
};
