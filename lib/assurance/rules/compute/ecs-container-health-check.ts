import { at, bool } from '../../template';
import { all, not } from '../../iam/trilean';
import { referrers } from '../network/references';
import { doubted, isWord } from '../network/told';
import { either, PASS, PRESENT, skip, valueAt, type Expectation } from '../outcome';
import type { Rule } from '../rule';
import { places } from './places';

export const ecsContainerHealthCheck: Rule = {
  id: 'EcsContainerHealthCheck',
  title: 'the essential container of a service is health-checked',
  why: 'a service whose containers nobody checks keeps sending requests to broken ones and never rolls back a bad version',
  fix: 'set HealthCheck on an essential container, or put the service behind a load balancer',
  severity: 'warning',
  controls: ['SUP-05'],
  types: ['AWS::ECS::TaskDefinition'],
  check: (resource, context) => {
    const { sure, perhaps } = referrers(context, resource, ['AWS::ECS::Service'], 'TaskDefinition');
    const services = [...sure, ...perhaps];
    if (services.length === 0) return skip('NoServiceOfTheTemplates');
    if (services.every((service) => PRESENT.accepts(at(service.properties, 'LoadBalancers')) === 'yes')) return PASS;
    const containers = places(resource.properties, ['ContainerDefinitions', '*']).filter(({ value }) => bool(at(value, 'Essential')) !== false);
    const checked = either(containers.map(({ value, path }) => valueAt(value, ['HealthCheck', 'Command'], A_CHECK, path)));
    return sure.length > 0 ? checked : doubted(checked, { code: 'PerhapsRunByAService' });
  },
};

const A_CHECK: Expectation = { wanted: 'a command', accepts: (value) => all([PRESENT.accepts(value), not(isWord(at(value, 0), 'NONE'))]) };
