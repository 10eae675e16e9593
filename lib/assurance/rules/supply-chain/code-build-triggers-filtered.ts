import { either, every, isFalse, oneOf, PRESENT, property } from '../outcome';
import type { Rule } from '../rule';

export const codeBuildTriggersFiltered: Rule = {
  id: 'CodeBuildTriggersFiltered',
  title: 'not everybody can start a build',
  why: 'a pull request of a stranger runs the stranger\'s code with the role of the build',
  fix: 'filter the webhook by actor or branch, or ask for approval, and keep the project private',
  severity: 'error',
  controls: ['SUP-08'],
  types: ['AWS::CodeBuild::Project'],
  check: (resource) => every([
    property(resource, ['Visibility'], oneOf(['PRIVATE'], 'yes')), property(resource, ['Source', 'InsecureSsl'], isFalse('yes')),
    either([property(resource, ['Triggers', 'Webhook'], isFalse('yes')), property(resource, ['Triggers', 'FilterGroups'], PRESENT), property(resource, ['Triggers', 'PullRequestBuildPolicy'], PRESENT)]),
  ]),
};
