import { at, isUnknown } from '../../template';
import { causeOf, oneOf, property, unknownOutcome, valueAt, type Expectation } from '../outcome';
import type { Rule } from '../rule';
import { told, unread } from './expectations';
import { places } from './places';

export const ecsClusterContainerInsights: Rule = {
  id: 'EcsClusterContainerInsights',
  title: 'the cluster reports metrics of its containers',
  why: 'without them nobody sees a task that burns memory, restarts or talks too much',
  fix: 'set containerInsights to enhanced or enabled in ClusterSettings',
  severity: 'warning',
  controls: ['SUP-05', 'LOG-05'],
  types: ['AWS::ECS::Cluster'],
  check: (resource) => {
    const settings = at(resource.properties, 'ClusterSettings');
    if (unread(settings)) return unknownOutcome(causeOf(settings, ['ClusterSettings'], 'a list'));
    const setting = places(settings, ['*'], ['ClusterSettings']).find(({ value }) => told(at(value, 'Name')) === 'containerInsights');
    if (setting === undefined && places(settings, ['*']).some(({ value }) => unread(value) || isUnknown(told(at(value, 'Name'))))) return unknownOutcome({ code: 'SettingsNotKnown', property: 'ClusterSettings' });
    return setting === undefined ? property(resource, ['ClusterSettings'], NOT_SET) : valueAt(setting.value, ['Value'], oneOf(['enhanced', 'enabled']), setting.path);
  },
};

const NOT_SET: Expectation = { wanted: 'containerInsights', accepts: () => 'no' };
