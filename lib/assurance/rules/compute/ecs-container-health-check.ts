import { at, bool } from '../../template';
import { names } from '../network/references';
import { either, PASS, PRESENT, skip, valueAt, type Expectation } from '../outcome';
import type { Rule } from '../rule';
import { told } from './expectations';
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
    const services = context.ofType('AWS::ECS::Service').filter((service) => names(at(service.properties, 'TaskDefinition'), resource, context) === 'yes');
    if (services.length === 0) return skip('NoServiceOfTheTemplates');
    if (services.every((service) => PRESENT.accepts(at(service.properties, 'LoadBalancers')) === 'yes')) return PASS;
    const containers = places(resource.properties, ['ContainerDefinitions', '*']).filter(({ value }) => bool(at(value, 'Essential')) !== false);
    return either(containers.map(({ value, path }) => valueAt(value, ['HealthCheck', 'Command'], A_CHECK, path)));
  },
};

const A_CHECK: Expectation = { wanted: 'a command', accepts: (value) => (told(at(value, 0)) === 'NONE' ? 'no' : PRESENT.accepts(value)) };
