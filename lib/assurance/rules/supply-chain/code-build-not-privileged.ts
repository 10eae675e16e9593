import { isFalse, property } from '../outcome';
import type { Rule } from '../rule';

export const codeBuildNotPrivileged: Rule = {
  id: 'CodeBuildNotPrivileged',
  title: 'builds are not privileged',
  why: 'a privileged build has every right of the machine that it runs on, whatever it fetched',
  fix: 'remove PrivilegedMode; build images with a builder that needs no daemon',
  severity: 'error',
  controls: ['SUP-08', 'SUP-05'],
  types: ['AWS::CodeBuild::Project'],
  check: (resource) => property(resource, ['Environment', 'PrivilegedMode'], isFalse('yes')),
};
